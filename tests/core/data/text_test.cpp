#include "data/text.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "base/random.h"
#include "data/recipe.h"
#include "data/subset.h"
#include "data/tokens.h"
#include "support.h"

using namespace hunch;
using namespace with_data;
using data::Dataset;

namespace {

spec::ValidSpec text_spec(const std::string& fields = "", const std::string& more = "") {
  return checked_spec("{\"data\":{\"source\":\"text\",\"text\":{" + fields + "}" + more + "}}");
}

Dataset read(std::string_view text, const std::string& fields = "", const std::string& more = "") {
  return prepared(text_spec(fields, more), text).dataset;
}

std::vector<int> row(const std::vector<float>& values, const Dataset& d, std::size_t n) {
  const auto steps = static_cast<std::size_t>(d.shape[0]);
  const auto begin = values.begin() + static_cast<std::ptrdiff_t>(n * steps);
  return {begin, begin + static_cast<std::ptrdiff_t>(steps)};
}

/// What the counted steps of example n say.
std::string seen(const Dataset& d, std::size_t n) {
  std::string out;
  for (int i = 0; i < d.lengths[n]; ++i)
    out +=
        d.class_names[static_cast<std::size_t>(row(d.features, d, n)[static_cast<std::size_t>(i)])];
  return out;
}

using Names = std::vector<std::string>;
using Ids = std::vector<int>;

}  // namespace

TEST_CASE("text: a line is seen behind the end token and asked for its tokens and the end") {
  const Dataset d = read("ab\nb\n\nabcb\ncc");
  CHECK(d.task == data::Task::kClassification);
  CHECK(d.class_names == Names{"[padding]", "[end]", "a", "b", "c"});
  CHECK(d.vocabulary == 5);
  CHECK(d.next);
  CHECK(d.shape == Shape{5});  // the longest line and its end
  CHECK(d.answers == 5);
  CHECK(d.count() == 4);  // the empty line is none
  CHECK(d.lengths == Ids{3, 2, 5, 3});
  CHECK(row(d.features, d, 0) == Ids{1, 2, 3, 0, 0});
  CHECK(row(d.targets, d, 0) == Ids{2, 3, 1, -1, -1});
  CHECK(row(d.features, d, 2) == Ids{1, 2, 3, 4, 3});
  CHECK(row(d.targets, d, 2) == Ids{2, 3, 4, 3, 1});
  CHECK(d.target_name == "next character");
  CHECK(d.inputs.empty());
}

TEST_CASE("text: line ends of every kind, a mark at the beginning and none at the end") {
  const Dataset unix_ends = read("ab\ncd\nef\ngh\n");
  for (const char* text : {"ab\r\ncd\r\nef\r\ngh",
                           "\xEF\xBB\xBF"
                           "ab\rcd\ref\rgh\r"}) {
    const Dataset d = read(text);
    CHECK(d.features == unix_ends.features);
    CHECK(d.class_names == unix_ends.class_names);
  }
}

TEST_CASE("text: characters are those of Unicode; broken bytes are read as one and told") {
  const Dataset d = read("zo\xC3\xAB\n\xE6\xBC\xA2\xF0\x9F\x98\x80\na\xFF\xC3\nz");
  CHECK(d.class_names == Names{"[padding]", "[end]", "a", "o", "z", "\xC3\xAB", "\xE6\xBC\xA2",
                               "\xEF\xBF\xBD", "\xF0\x9F\x98\x80"});
  CHECK(d.lengths == Ids{4, 3, 4, 2});
  CHECK(row(d.features, d, 2) == Ids{1, 2, 7, 7});
  CHECK(warns(d.warnings, "/text", "U+FFFD"));
  CHECK(d.warnings[0].value == "2");
}

TEST_CASE("text: a line longer than allowed loses its end, which is told") {
  const Dataset d = read("abcdef\nab\nba\nfe\n", "\"longest\":4");
  CHECK(d.shape == Shape{4});
  CHECK(row(d.features, d, 0) == Ids{1, 2, 3, 4});
  CHECK(row(d.targets, d, 0) == Ids{2, 3, 4, 5});
  CHECK(row(d.targets, d, 1) == Ids{2, 3, 1, -1});
  CHECK(warns(d.warnings, "/text", "at most 3 tokens"));
}

TEST_CASE("text: words are cut at blanks and signs; what is left out of the vocabulary is one") {
  const Dataset all = read("the cat, the\tdog!\nA cat's\ndog\ncat", "\"level\":\"words\"");
  CHECK(all.class_names ==
        Names{"[padding]", "[end]", "!", "'", ",", "A", "cat", "dog", "s", "the"});
  CHECK(row(all.features, all, 0) == Ids{1, 9, 6, 4, 9, 7, 2});
  CHECK(all.target_name == "next word");

  // cat comes three times, the and dog twice.
  const Dataset few =
      read("the cat, the\tdog!\nA cat's\ndog\ncat", "\"level\":\"words\",\"vocabulary\":3");
  CHECK(few.class_names == Names{"[padding]", "[end]", "[unknown]", "cat", "dog", "the"});
  CHECK(row(few.features, few, 0) == Ids{1, 5, 3, 2, 5, 4, 2});
  CHECK(warns(few.warnings, "/data/text/vocabulary", "at least 8"));

  std::string endless(1000, 'x');
  const Dataset cut = read(endless + "\na\na\na", "\"level\":\"words\",\"longest\":100");
  for (const std::string& name : cut.class_names) CHECK(name.size() <= data::kMaxTokenBytes);
  CHECK(cut.lengths[0] == 17);  // 16 pieces
}

TEST_CASE("text: windows lie side by side, and none reaches from one part into the other") {
  std::string text;
  for (int i = 0; i < 100; ++i) text += static_cast<char>('a' + i % 26);
  const Dataset d = read(text, "\"unit\":\"windows\",\"longest\":8", ",\"trainFraction\":0.7");
  CHECK(d.shape == Shape{8});
  // 70 characters give 69 steps, 30 give 29.
  CHECK(std::accumulate(d.lengths.begin(), d.lengths.end(), 0) == 69 + 29);
  CHECK(d.count() == 9 + 4);
  CHECK(seen(d, 0) == "abcdefgh");
  CHECK(seen(d, 1) == "ijklmnop");
  std::string learned, held_out;
  for (std::size_t n = 0; n < d.count(); ++n) {
    (d.is_train[n] != 0 ? learned : held_out) += seen(d, n);
    const auto x = row(d.features, d, n), y = row(d.targets, d, n);
    for (std::size_t i = 0; i < 8; ++i) {
      if (static_cast<int>(i) >= d.lengths[n]) {
        CHECK(x[i] == 0);
        CHECK(y[i] == -1);
      } else {
        const std::size_t next = static_cast<std::size_t>(d.origin[n]) + i + 1;
        CHECK(d.class_names[static_cast<std::size_t>(y[i])] == text.substr(next, 1));
      }
    }
  }
  CHECK(learned == text.substr(0, 69));
  CHECK(held_out == text.substr(70, 29));
  // The last character that is learned is the training part's own.
  CHECK(d.class_names[static_cast<std::size_t>(row(d.targets, d, 8)[4])] == text.substr(69, 1));
}

TEST_CASE("text: a text shorter than a window is one; line ends are tokens of a running text") {
  const Dataset d = read("a\nb\r\nc\n", "\"unit\":\"windows\"", ",\"trainFraction\":0.5");
  CHECK(d.shape == Shape{2});
  CHECK(d.count() == 2);
  CHECK(d.class_names == Names{"[padding]", "[end]", "\n", "a", "b", "c"});
  CHECK(row(d.features, d, 0) == Ids{3, 2});
  CHECK(row(d.targets, d, 0) == Ids{2, 4});
  CHECK(row(d.features, d, 1) == Ids{2, 5});
}

TEST_CASE("text: lines are split by the seed, and by it alone") {
  std::string text;
  for (int i = 0; i < 200; ++i) text += std::to_string(i) + "\n";
  const auto part = [&](int seed) {
    return prepared(checked_spec("{\"data\":{\"source\":\"text\",\"trainFraction\":0.9},\"seed\":" +
                                 std::to_string(seed) + "}"),
                    text)
        .dataset.is_train;
  };
  CHECK(part(1) == part(1));
  CHECK(part(1) != part(2));
  const auto is_train = part(1);
  CHECK(std::count(is_train.begin(), is_train.end(), 1) == 180);
}

TEST_CASE("text: hostile and useless texts are refused, with what is needed") {
  const auto refuse = [](std::string_view text, const std::string& fields = "") {
    return refused(text_spec(fields), text);
  };
  CHECK(refuse("").pointer == "/text");
  CHECK(refuse("").allowed == "at least 4 lines that are not empty");
  CHECK(refuse("a\n\n\nb\nc\n").value == "3");
  CHECK(refuse("abc", "\"unit\":\"windows\"").allowed == "at least 4 characters");
  CHECK(refuse(" \t \n \n", "\"unit\":\"windows\",\"level\":\"words\"").value == "2");
  CHECK(refuse(std::string_view("a\0b\nc\nd\ne", 9)).value == "\"NUL bytes\"");
  CHECK(refuse("\x1F\x8B\x08").value == "\"gzip\"");
  CHECK(refuse(std::string(data::kMaxTextBytes + 1, 'a')).value == "\"too long\"");
  CHECK(refuse(std::string(data::kMaxTextSteps + 1, 'a')).allowed == "at most 16000000 tokens");
  // Many short lines and one that is long: what all of them would take is refused.
  std::string lines(1000, 'a');
  for (int i = 0; i < 20'000; ++i) lines += "\na";
  const Issue issue = refuse(lines, "\"longest\":1024");
  CHECK(issue.pointer == "/data/text/longest");
  CHECK(issue.allowed.starts_with("at most 799"));

  CHECK_FALSE(spec::validate(R"({"data":{"source":"text","text":{"level":"letters"}}})").valid());
  CHECK_FALSE(spec::validate(R"({"data":{"source":"text","text":{"longest":1}}})").valid());
  CHECK_FALSE(spec::validate(R"({"data":{"source":"text"},"training":{"loss":"mse"}})").valid());
}

TEST_CASE("text: whatever the bytes are, every id is of the vocabulary and every length fits") {
  Random random(5, Stream::kUser);
  const std::string alphabet = "ab .,\t\n\n\r\xC3\xA9\xF0\x9F\x98\x80\xFF\xE2\x82";
  std::size_t read_ones = 0;
  for (int round = 0; round < 400; ++round) {
    std::string text;
    for (std::uint32_t i = random.below(80); i > 0; --i)
      text += alphabet[random.below(static_cast<std::uint32_t>(alphabet.size()))];
    const std::string fields = std::string(round % 2 ? "\"unit\":\"windows\"," : "") +
                               (round % 4 < 2 ? "\"level\":\"words\"," : "") +
                               (round % 8 < 4 ? "\"vocabulary\":3," : "") + "\"longest\":7";
    const auto made = data::prepare(text_spec(fields), text);
    if (!std::holds_alternative<data::Prepared>(made)) continue;
    ++read_ones;
    const Dataset& d = std::get<data::Prepared>(made).dataset;
    const auto steps = static_cast<std::size_t>(d.shape[0]);
    REQUIRE(d.features.size() == d.count() * steps);
    REQUIRE(d.targets.size() == d.count() * steps);
    REQUIRE(d.lengths.size() == d.count());
    bool fits = true;
    for (std::size_t n = 0; n < d.count(); ++n) {
      const int length = d.lengths[n];
      fits = fits && length >= 1 && length <= d.shape[0];
      for (std::size_t t = 0; t < steps; ++t) {
        const auto seen_id = static_cast<int>(d.features[n * steps + t]);
        const auto asked_id = static_cast<int>(d.targets[n * steps + t]);
        const bool counts = static_cast<int>(t) < length;
        fits = fits && (counts ? seen_id >= 1 && seen_id < d.vocabulary : seen_id == 0) &&
               (counts ? asked_id >= 1 && asked_id < d.vocabulary : asked_id == -1);
      }
    }
    CHECK(fits);
    CHECK(std::count(d.is_train.begin(), d.is_train.end(), 1) > 0);
    CHECK(std::count(d.is_train.begin(), d.is_train.end(), 0) > 0);
  }
  CHECK(read_ones > 200);
}

TEST_CASE("text: a saved recipe keeps the vocabulary and the steps") {
  const data::Prepared made = prepared(text_spec(), "ab\nb\nabcb\ncc");
  auto read = data::read_recipe(data::recipe_json(made));
  REQUIRE(std::holds_alternative<data::Prepared>(read));
  const Dataset& d = std::get<data::Prepared>(read).dataset;
  CHECK(d.count() == 0);
  CHECK(d.next);
  CHECK(d.shape == Shape{5});
  CHECK(d.answers == 5);
  CHECK(d.vocabulary == 5);
  CHECK(d.class_names == made.dataset.class_names);

  std::string damaged = data::recipe_json(made);
  damaged.replace(damaged.find("\"steps\":5"), 9, "\"steps\":0");
  read = data::read_recipe(damaged);
  REQUIRE(std::holds_alternative<Issues>(read));
  CHECK(std::get<Issues>(read)[0].pointer == "/text/steps");
}

TEST_CASE("text: a part of the examples keeps their lengths and targets") {
  std::string text;
  for (int i = 0; i < 100; ++i) text += std::to_string(i * i) + "\n";
  const Dataset all = read(text);
  const Dataset fewer = data::with_fewer(all, 10, 3);
  REQUIRE(fewer.count() == 30 + 10);
  std::map<std::int32_t, std::size_t> place;
  for (std::size_t n = 0; n < all.count(); ++n) place[all.origin[n]] = n;
  for (std::size_t n = 0; n < fewer.count(); ++n) {
    const std::size_t from = place.at(fewer.origin[n]);
    CHECK(fewer.lengths[n] == all.lengths[from]);
    CHECK(row(fewer.features, fewer, n) == row(all.features, all, from));
    CHECK(row(fewer.targets, fewer, n) == row(all.targets, all, from));
  }
}

TEST_CASE("text: the shared texts") {
  if (const auto names = shared("names/names.txt")) {
    const Dataset d = read(*names, "", ",\"trainFraction\":0.9");
    CHECK(d.count() == 32'033);
    CHECK(d.vocabulary == 2 + 26);
    CHECK(d.shape == Shape{16});
    CHECK(seen(d, 0) == "[end]emma");
    CHECK(d.warnings.empty());
    CHECK(std::accumulate(d.lengths.begin(), d.lengths.end(), 0) == 228'146);  // as makemore counts
  }
  if (const auto plays = shared("tinyshakespeare/input.txt")) {
    const Dataset d = read(*plays, "\"unit\":\"windows\"", ",\"trainFraction\":0.9");
    CHECK(d.vocabulary == 2 + 65);
    CHECK(std::accumulate(d.lengths.begin(), d.lengths.end(), 0) == 1'115'394 - 2);
    CHECK(d.warnings.empty());
  }
}

TEST_CASE("text: a separator parts each line into what is given and what is asked for") {
  const Dataset d = read("ab=ba\nc=c\n=a\nab=\n", "\"separator\":\"=\"");
  CHECK(d.class_names == Names{"[padding]", "[end]", "=", "a", "b", "c"});
  CHECK(d.separator == 2);
  CHECK(row(d.features, d, 0) == Ids{1, 3, 4, 2, 4, 3});
  CHECK(row(d.targets, d, 0) == Ids{-1, -1, -1, 4, 3, 1});
  CHECK(row(d.targets, d, 2) == Ids{-1, 3, 1, -1, -1, -1});   // nothing is given but the sign
  CHECK(row(d.targets, d, 3) == Ids{-1, -1, -1, 1, -1, -1});  // the answer is that there is none
  CHECK(read("ab\ncd\nef\ngh").separator == -1);
}

TEST_CASE("text: a tab parts words, and is kept among the rarest") {
  const std::string text = "the cat\tdie Katze\na dog\tein Hund\nno\tnein\nyes, sir\tja\n";
  const std::string how = "\"separator\":\"tab\",\"level\":\"words\"";
  const Dataset d = read(text, how);
  REQUIRE(d.separator > 0);
  CHECK(d.class_names[static_cast<std::size_t>(d.separator)] == "\t");
  CHECK(seen(d, 0) == "[end]thecat\tdieKatze");
  CHECK(row(d.targets, d, 0)[2] == -1);
  const auto spec = text_spec(how);
  const auto ids = data::encode("the dog\tdie", spec->data.text, d);
  CHECK(std::count(ids.begin(), ids.end(), d.separator) == 1);
  CHECK(data::decode(ids, spec->data.text, d) == "the dog\tdie");
  // Of a vocabulary that has no room for more than two, the sign is one.
  const Dataset few = read(text, how + ",\"vocabulary\":2");
  CHECK(few.separator > 0);
  CHECK(few.vocabulary == 5);
}

TEST_CASE("text: lines without the separator, or cut before it, are left out and counted") {
  const std::string text = "ab=ba\nab\nc=c\na=a\nabcdefgh=h\nb=b\n";
  const Dataset d = read(text, "\"separator\":\"=\",\"longest\":7");
  CHECK(d.count() == 4);
  CHECK(warns(d.warnings, "/text", "lines with the separator \"=\" among their first 6 tokens"));
  const auto refused = data::prepare_text(text_spec("\"separator\":\"#\""), text);
  REQUIRE(std::holds_alternative<Issues>(refused));
  CHECK(std::get<Issues>(refused)[0].pointer == "/text");
  CHECK(std::get<Issues>(refused)[0].allowed ==
        "at least 4 lines with the separator \"#\" among the first 63 tokens (/data/text/longest "
        "less "
        "one)");
}

TEST_CASE("text: what is no separator is refused") {
  const auto allowed = [](const std::string& fields) {
    const auto checked =
        spec::validate("{\"data\":{\"source\":\"text\",\"text\":{" + fields + "}}}");
    CHECK(checked.spec->data.text.separator.empty());
    REQUIRE(checked.issues.size() == 1);
    CHECK(checked.issues[0].pointer == "/data/text/separator");
    return checked.issues[0].allowed;
  };
  CHECK(allowed("\"separator\":\"=>\"") == "one character, or tab; no line end");
  CHECK(allowed("\"separator\":\"\\n\"") == "one character, or tab; no line end");
  CHECK(allowed("\"separator\":\"=\",\"unit\":\"windows\"").starts_with("empty with windows"));
}

TEST_CASE("text: the separator goes with a saved recipe") {
  const auto made = prepared(text_spec("\"separator\":\"=\""), "ab=ba\nc=c\na=a\nb=b");
  const auto again = data::read_recipe(data::recipe_json(made));
  REQUIRE(std::holds_alternative<data::Prepared>(again));
  CHECK(std::get<data::Prepared>(again).dataset.separator == made.dataset.separator);
  const auto plain = data::read_recipe(data::recipe_json(prepared(text_spec(), "ab\nc\na\nb")));
  REQUIRE(std::holds_alternative<data::Prepared>(plain));
  CHECK(std::get<data::Prepared>(plain).dataset.separator == -1);
}
