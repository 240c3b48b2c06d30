#include "data/csv_text.h"

#include <algorithm>
#include <map>

#include "spec/json_tree.h"
#include "spec/utf8.h"

namespace hunch::data {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{256} << 20;
constexpr std::size_t kMaxCells = 20'000'000;
/// In order of preference: decimal commas cut a table regularly too, so the comma comes last.
constexpr std::string_view kSeparators = "\t;|,";

bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// Reads one record after the other; `at` is always at the start of a cell or at the end.
class Splitter {
 public:
  Splitter(std::string_view text, char separator) : text_(text), separator_(separator) {
    records_.text = text;
  }

  Issues run(std::size_t most) {
    while (at_ < text_.size() && records_.count() < most) {
      const std::uint32_t line = line_;
      const std::size_t before = records_.cells.size();
      bool more = true;
      while (more) {
        if (!read_cell()) return {unclosed_};
        more = at_ < text_.size() && text_[at_] == separator_;
        if (more) ++at_;
      }
      skip_line_end();
      const bool blank =
          records_.cells.size() == before + 1 && records_.cells.back().size == 0 && !quoted_;
      if (blank) {
        records_.cells.pop_back();
        continue;
      }
      if (records_.cells.size() > kMaxCells)
        return {{"/csv", std::to_string(records_.cells.size()),
                 "at most " + std::to_string(kMaxCells) + " cells"}};
      records_.first.push_back(static_cast<std::uint32_t>(records_.cells.size()));
      records_.line.push_back(line);
    }
    return {};
  }
  CsvRecords take() { return std::move(records_); }

 private:
  bool read_cell() {
    std::size_t start = at_;
    quoted_ = false;
    // A quote counts where the cell begins, blanks before it aside.
    std::size_t quote = at_;
    while (quote < text_.size() && is_blank(text_[quote]) && text_[quote] != separator_) ++quote;
    if (quote < text_.size() && text_[quote] == '"') return read_quoted(quote);
    while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' &&
           text_[at_] != '\r')
      ++at_;
    add(start, at_, false);
    return true;
  }

  bool read_quoted(std::size_t quote) {
    quoted_ = true;
    const std::uint32_t opened = line_;
    bool doubled = false;
    for (at_ = quote + 1; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '"') {
        if (at_ + 1 == text_.size() || text_[at_ + 1] != '"') break;
        doubled = true;
        ++at_;
      } else if (c == '\n' || (c == '\r' && (at_ + 1 == text_.size() || text_[at_ + 1] != '\n'))) {
        ++line_;
      }
    }
    if (at_ >= text_.size()) {
      const std::string_view near = text_.substr(quote, 30);
      unclosed_ = {"/csv/line/" + std::to_string(opened), spec::json_quote(to_utf8(near)),
                   "a closing quote: the one that opens here is never closed"};
      return false;
    }
    const std::size_t end = at_++;
    // What follows the closing quote should be nothing; if it is something, it is not lost
    // silently.
    const std::size_t rest = at_;
    while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' &&
           text_[at_] != '\r')
      ++at_;
    const bool junk = !trim(text_.substr(rest, at_ - rest)).empty();
    if (junk)
      add(quote, at_, false);
    else
      add(quote + 1, end, doubled);
    return true;
  }

  void add(std::size_t begin, std::size_t end, bool doubled) {
    CsvCell cell;
    cell.begin = static_cast<std::uint32_t>(begin);
    cell.size = static_cast<std::uint32_t>(end - begin) & 0x7FFFFFFFU;
    cell.doubled = doubled ? 1 : 0;
    records_.cells.push_back(cell);
  }

  void skip_line_end() {
    if (at_ >= text_.size()) return;
    if (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++at_;
    ++at_;
    ++line_;
  }

  std::string_view text_;
  char separator_;
  CsvRecords records_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
  bool quoted_ = false;
  Issue unclosed_;
};

}  // namespace

std::string_view trim(std::string_view text) {
  while (!text.empty() && (is_blank(text.front()) || text.front() == '\n' || text.front() == '\r'))
    text.remove_prefix(1);
  while (!text.empty() && (is_blank(text.back()) || text.back() == '\n' || text.back() == '\r'))
    text.remove_suffix(1);
  return text;
}

std::string to_utf8(std::string_view text, std::size_t bytes) {
  std::string out;
  if (spec::is_utf8(text)) {
    out = text;
  } else {
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte < 0x80) {
        out += c;
      } else {
        out += static_cast<char>(0xC0 | (byte >> 6));
        out += static_cast<char>(0x80 | (byte & 0x3F));
      }
    }
  }
  out.resize(spec::utf8_cut(out, bytes).size());
  return out;
}

std::string_view CsvRecords::view(std::size_t record, std::size_t column) const {
  const CsvCell& cell = cells[first[record] + column];
  return trim(text.substr(cell.begin, cell.size));
}

std::string CsvRecords::value(std::size_t record, std::size_t column) const {
  const CsvCell& cell = cells[first[record] + column];
  const std::string_view raw = view(record, column);
  if (cell.doubled == 0) return to_utf8(raw);
  std::string out;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    out += raw[i];
    if (raw[i] == '"' && i + 1 < raw.size() && raw[i + 1] == '"') ++i;
  }
  return to_utf8(out);
}

void CsvRecords::drop_first() {
  first.erase(first.begin());
  line.erase(line.begin());
}

std::variant<CsvRecords, Issues> split_csv(std::string_view text, char separator,
                                           std::size_t most) {
  Splitter splitter(text, separator);
  Issues issues = splitter.run(most);
  if (!issues.empty()) return issues;
  return splitter.take();
}

std::variant<std::string_view, Issues> check_csv_text(std::string_view text) {
  const auto refuse = [](const char* value, const char* allowed) {
    return Issues{{"/csv", spec::json_quote(value), allowed}};
  };
  const std::string_view start = text.substr(0, 4);
  if (start.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (trim(text.substr(0, 4096)).empty() && text.size() < 4096)
    return refuse("", "a table: lines of cells with a separator between them");
  if (text.size() > kMaxBytes) return refuse("too long", "at most 256 MB of text");
  if (start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF"))
    return refuse("UTF-16", "text in UTF-8; this is UTF-16: save it as \"CSV UTF-8\"");
  if (start.starts_with("\x1F\x8B"))
    return refuse("gzip", "text; this is compressed: unpack it first");
  if (start.starts_with("PK"))
    if (start.substr(2, 2) == "\x03\x04")
      return refuse("zip", "text; this is a ZIP or spreadsheet file: save it as CSV");
  if (text.find('\0') != std::string_view::npos)
    return refuse("NUL bytes",
                  "text in UTF-8; this holds NUL bytes, as UTF-16 or a binary file does");
  return text;
}

char named_separator(std::string_view text) {
  std::string_view line = text.substr(0, std::min<std::size_t>(text.find_first_of("\r\n"), 8));
  const bool quoted = line.size() > 2 && line.front() == '"' && line.back() == '"';
  if (quoted) line = line.substr(1, line.size() - 2);
  const bool named = line.size() == 5 && (line.starts_with("sep=") || line.starts_with("SEP="));
  return named && kSeparators.find(line[4]) != std::string_view::npos ? line[4] : '\0';
}

char sniff_separator(std::string_view text) {
  constexpr std::size_t kSample = std::size_t{64} * 1024, kRecords = 200;
  if (text.size() > kSample) {
    const std::size_t end = text.find_last_of("\n\r", kSample);
    text = text.substr(0, end == std::string_view::npos ? kSample : end + 1);
  }
  char best = ',';
  double best_share = 0;
  for (const char separator : kSeparators) {
    Splitter splitter(text, separator);
    splitter.run(kRecords);  // a quote that the sample cut open ends it, no more
    const CsvRecords records = splitter.take();
    if (records.count() == 0) continue;
    std::map<std::size_t, std::size_t> widths;
    for (std::size_t i = 0; i < records.count(); ++i) ++widths[records.width(i)];
    const auto usual =
        std::max_element(widths.begin(), widths.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    if (usual->first < 2) continue;
    const double share = static_cast<double>(usual->second) / static_cast<double>(records.count());
    if (share > best_share + 0.02) {
      best = separator;
      best_share = share;
    }
  }
  return best;
}

}  // namespace hunch::data
