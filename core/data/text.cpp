#include "data/text.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <unordered_map>

#include "data/split.h"
#include "data/tokens.h"
#include "data/written.h"
#include "spec/json_tree.h"
#include "spec/utf8.h"
#include "spec/words.h"

namespace hunch::data {
namespace {

constexpr std::size_t kFewest = 4;  // lines, or tokens of a text that runs on
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

Issues refuse(std::string_view value, std::string allowed) {
  return {{"/text", spec::json_quote(value), std::move(allowed)}};
}

/// Whole UTF-8 with LF at the end of lines, or why it is no text.
std::variant<std::string, Issues> clean(std::string_view text, Issues& warnings) {
  if (text.size() > kMaxTextBytes)
    return refuse("too long", "at most " + std::to_string(kMaxTextBytes >> 20) + " MB of text");
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (text.starts_with("\x1F\x8B"))
    return refuse("gzip", "text; this is compressed: unpack it first");
  if (text.find('\0') != std::string_view::npos)
    return refuse("NUL bytes",
                  "text in UTF-8; this holds NUL bytes, as UTF-16 or a binary file does");
  std::string out;
  out.reserve(text.size());
  std::size_t broken = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\r') {
      out += '\n';
      at += at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1;
      continue;
    }
    const std::size_t length = spec::utf8_length(text, at);
    broken += length == 0 ? 1 : 0;
    out += length == 0 ? kReplacement : text.substr(at, length);
    at += std::max<std::size_t>(length, 1);
  }
  if (broken > 0)
    warnings.push_back(
        {"/text", std::to_string(broken), "text in UTF-8; bytes that are none are read as U+FFFD"});
  return out;
}

/// Cuts text into tokens and counts each kind. Views point into the text.
class Tokens {
 public:
  Tokens(bool words, std::string_view separator) : words_(words), separator_(separator) {}

  std::vector<std::string_view> kinds;  // in the order in which they first appear
  std::vector<std::size_t> counts;      // of each kind
  std::vector<int> kind;                // of each token of the text

  /// Errors: false when there are too many.
  bool add(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const std::string_view token = cut_token(text, at, words_, separator_);
      if (token.empty()) break;
      const auto [place, fresh] = places_.emplace(token, static_cast<int>(kinds.size()));
      if (fresh) {
        kinds.push_back(token);
        counts.push_back(0);
      }
      ++counts[static_cast<std::size_t>(place->second)];
      kind.push_back(place->second);
    }
    return kind.size() <= kMaxTextSteps;
  }

 private:
  bool words_;
  std::string_view separator_;
  std::unordered_map<std::string_view, int> places_;
};

/// Chooses what is kept, names the classes; gives each kind's id. `mark` is kept whatever its
/// count.
std::vector<int> choose_vocabulary(const Tokens& tokens, std::size_t most, std::string_view mark,
                                   Dataset& dataset) {
  std::vector<std::size_t> kept(tokens.kinds.size());
  std::iota(kept.begin(), kept.end(), std::size_t{0});
  const bool some_left_out = kept.size() > most;
  if (some_left_out) {
    std::sort(kept.begin(), kept.end(), [&](std::size_t a, std::size_t b) {
      const bool mark_a = tokens.kinds[a] == mark, mark_b = tokens.kinds[b] == mark;
      if (mark_a != mark_b) return mark_a;
      return tokens.counts[a] != tokens.counts[b] ? tokens.counts[a] > tokens.counts[b]
                                                  : tokens.kinds[a] < tokens.kinds[b];
    });
    dataset.warnings.push_back({"/data/text/vocabulary", std::to_string(most),
                                "at least " + std::to_string(kept.size()) +
                                    " to keep every token of this text; the others are one, " +
                                    std::string(kUnknownToken)});
    kept.resize(most);
  }
  std::sort(kept.begin(), kept.end(),
            [&](std::size_t a, std::size_t b) { return tokens.kinds[a] < tokens.kinds[b]; });

  dataset.class_names = {"[padding]", "[end]"};
  if (some_left_out) dataset.class_names.emplace_back(kUnknownToken);
  std::vector<int> ids(tokens.kinds.size(), static_cast<int>(dataset.class_names.size()) - 1);
  for (const std::size_t kind : kept) {
    ids[kind] = dataset.class_count();
    if (!mark.empty() && tokens.kinds[kind] == mark) dataset.separator = ids[kind];
    dataset.class_names.emplace_back(tokens.kinds[kind]);
  }
  dataset.vocabulary = dataset.class_count();
  return ids;
}

/// Where examples begin and end among the tokens of the whole text.
struct Stretch {
  std::size_t begin = 0, end = 0;
};

/// Writes examples of at most T steps one after the other.
class Writer {
 public:
  Writer(Dataset& dataset, std::size_t steps) : data_(dataset), steps_(steps) {
    data_.shape = {static_cast<int>(steps)};
    data_.answers = static_cast<int>(steps);
  }

  /// An example whose step i has seen `seen(i)` last and is asked for `asked(i)`.
  template <class Seen, class Asked>
  void add(std::size_t length, std::int32_t origin, Seen seen, Asked asked) {
    for (std::size_t i = 0; i < steps_; ++i) {
      data_.features.push_back(static_cast<float>(i < length ? seen(i) : kPaddingToken));
      data_.targets.push_back(static_cast<float>(i < length ? asked(i) : -1));
    }
    data_.lengths.push_back(static_cast<int>(length));
    data_.origin.push_back(origin);
  }

 private:
  Dataset& data_;
  std::size_t steps_;
};

Issues check_steps(std::size_t examples, std::size_t steps) {
  if (examples * steps <= kMaxTextSteps) return {};
  return {{"/data/text/longest", std::to_string(steps),
           "at most " + std::to_string(std::max<std::size_t>(2, kMaxTextSteps / examples)) +
               ": there are " + std::to_string(examples) + " examples"}};
}

/// How many tokens of a line that is seen up to `end` are given and not asked for: those up to the
/// first that is `mark`. None if the line is cut before it is asked for anything.
std::size_t count_given(const Tokens& tokens, Stretch line, std::string_view mark) {
  for (std::size_t i = line.begin; i < line.end && !mark.empty(); ++i)
    if (tokens.kinds[static_cast<std::size_t>(tokens.kind[i])] == mark) return i + 1 - line.begin;
  return 0;
}

/// What ends what is given of each line; empty: all is asked for.
std::string_view mark_of(const spec::DataSpec& data) {
  return data.source == spec::Source::kText ? separator_of(data.text)
                                            : spec::given_until(data.source);
}

/// Lines that are asked for nothing, since they have no separator or not before they are cut, are
/// left out.
void leave_out_unparted(const Tokens& tokens, const spec::TextSpec& how, Dataset& dataset,
                        std::vector<Stretch>& lines) {
  const std::string_view mark = separator_of(how);
  if (mark.empty()) return;
  const auto most = static_cast<std::size_t>(how.longest);
  const std::size_t removed = std::erase_if(lines, [&](const Stretch& line) {
    return count_given(tokens, {line.begin, std::min(line.end, line.begin + most - 1)}, mark) == 0;
  });
  if (removed == 0) return;
  dataset.warnings.push_back({"/text", std::to_string(removed),
                              "lines with the separator " + spec::json_quote(mark) +
                                  " among their first " + std::to_string(most - 1) +
                                  " tokens; the others are left out"});
}

/// One example a line, split by the seed.
Issues fill_lines(const Tokens& tokens, const std::vector<Stretch>& lines,
                  const std::vector<int>& ids, const spec::ModelSpec& spec, Dataset& dataset) {
  const auto most = static_cast<std::size_t>(spec.data.text.longest);
  const std::string_view mark = mark_of(spec.data);
  std::size_t steps = 0, cut = 0;
  for (const Stretch& line : lines) {
    const std::size_t length = line.end - line.begin + 1;
    steps = std::max(steps, std::min(length, most));
    cut += length > most ? 1 : 0;
  }
  if (cut > 0)
    dataset.warnings.push_back({"/text", std::to_string(cut),
                                "lines of at most " + std::to_string(most - 1) +
                                    " tokens (/data/text/longest less one); longer ones are cut"});
  Issues too_many = check_steps(lines.size(), steps);
  if (!too_many.empty()) return too_many;

  Writer writer(dataset, steps);
  for (std::size_t n = 0; n < lines.size(); ++n) {
    const std::size_t begin = lines[n].begin, end = lines[n].end;
    const auto token = [&](std::size_t i) { return ids[static_cast<std::size_t>(tokens.kind[i])]; };
    const std::size_t length = std::min(end - begin + 1, steps);
    const std::size_t given = count_given(tokens, {begin, std::min(end, begin + length - 1)}, mark);
    writer.add(
        length, static_cast<std::int32_t>(n),
        [&](std::size_t i) { return i == 0 ? kEndToken : token(begin + i - 1); },
        [&](std::size_t i) {
          if (i < given) return -1;
          return begin + i == end ? kEndToken : token(begin + i);
        });
  }
  dataset.is_train =
      split(std::vector<int>(lines.size(), 0), dataset.origin, spec.data.train_fraction, spec.seed);
  return {};
}

/// Windows side by side; the last part of the text is the validation part.
Issues fill_windows(const Tokens& tokens, const std::vector<int>& ids, const spec::ModelSpec& spec,
                    Dataset& dataset) {
  const std::size_t count = tokens.kind.size();
  const auto wanted =
      static_cast<std::size_t>(spec.data.train_fraction * static_cast<double>(count));
  const std::size_t border = std::clamp<std::size_t>(wanted, 2, count - 2);
  const std::size_t steps = std::min(static_cast<std::size_t>(spec.data.text.longest),
                                     std::max(border, count - border) - 1);
  Issues too_many = check_steps(count / steps + 2, steps);
  if (!too_many.empty()) return too_many;

  Writer writer(dataset, steps);
  for (const Stretch& part : {Stretch{0, border}, Stretch{border, count}}) {
    for (std::size_t begin = part.begin; begin + 1 < part.end; begin += steps) {
      const auto token = [&](std::size_t i) {
        return ids[static_cast<std::size_t>(tokens.kind[begin + i])];
      };
      writer.add(std::min(steps, part.end - 1 - begin), static_cast<std::int32_t>(begin), token,
                 [&](std::size_t i) { return token(i + 1); });
      dataset.is_train.push_back(part.begin == 0 ? 1 : 0);
    }
  }
  return {};
}

}  // namespace

std::variant<Prepared, Issues> prepare_text(const spec::ValidSpec& spec, std::string_view text) {
  const spec::TextSpec& how = spec->data.text;
  const bool words = how.level == "words";
  Prepared prepared;
  Dataset& dataset = prepared.dataset;
  Written written;
  if (spec::is_written(spec->data.source)) {
    written = write_lines(spec->data, spec->seed);
    text = written.text;
  }
  if (written.repeated > 0)
    dataset.warnings.push_back({"/data/samples", std::to_string(spec->data.samples),
                                "fewer lines: this set has few that differ, and " +
                                    std::to_string(written.repeated) + " came again"});
  const auto cleaned = clean(text, dataset.warnings);
  if (const auto* issues = std::get_if<Issues>(&cleaned)) return *issues;
  const std::string_view whole = std::get<std::string>(cleaned);

  Tokens tokens(words, separator_of(how));
  std::vector<Stretch> lines;
  bool fits = true;
  if (how.unit == "windows") {
    fits = tokens.add(whole);
  } else {
    for (std::size_t at = 0; at < whole.size() && fits;) {
      const std::size_t end = std::min(whole.find('\n', at), whole.size());
      const std::size_t first = tokens.kind.size();
      fits = tokens.add(whole.substr(at, end - at));
      if (tokens.kind.size() > first) lines.push_back({first, tokens.kind.size()});
      at = end + 1;
    }
  }
  if (!fits) return refuse("too long", "at most " + std::to_string(kMaxTextSteps) + " tokens");
  leave_out_unparted(tokens, how, dataset, lines);
  const std::size_t found = how.unit == "windows" ? tokens.kind.size() : lines.size();
  if (found < kFewest)
    return Issues{{"/text", std::to_string(found),
                   "at least " + std::to_string(kFewest) + " " +
                       (how.unit == "windows" ? how.level
                        : how.separator.empty()
                            ? "lines that are not empty"
                            : "lines with the separator " + spec::json_quote(separator_of(how)) +
                                  " among the first " + std::to_string(how.longest - 1) +
                                  " tokens (/data/text/longest less one)")}};

  const std::vector<int> ids = choose_vocabulary(tokens, static_cast<std::size_t>(how.vocabulary),
                                                 mark_of(spec->data), dataset);
  dataset.task = Task::kClassification;
  dataset.next = true;
  dataset.target_name = words ? "next word" : "next character";
  dataset.target_scaling = {{0}, {1}};
  Issues issues = how.unit == "windows" ? fill_windows(tokens, ids, *spec, dataset)
                                        : fill_lines(tokens, lines, ids, *spec, dataset);
  if (!issues.empty()) return issues;
  dataset.target_raw.assign(dataset.targets.begin(), dataset.targets.end());
  return prepared;
}

}  // namespace hunch::data
