#include "data/written.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/hash.h"
#include "data/text.h"
#include "spec/words.h"
#include "support.h"

using namespace hunch;
using namespace with_data;
using data::Dataset;

namespace {

const char* const kSets[] = {"grammar", "brackets", "copy", "addition", "dates"};

std::string made(std::string_view source, const std::string& more = "") {
  return "{\"data\":{\"source\":\"" + std::string(source) + "\"" + more + "}}";
}

std::string text_of(std::string_view source, const std::string& more = "", int seed = 1) {
  return data::write_lines(checked_spec(made(source, more))->data, static_cast<std::uint64_t>(seed))
      .text;
}

std::vector<std::string> lines_of(std::string_view source, const std::string& more = "") {
  std::vector<std::string> lines;
  std::istringstream text(text_of(source, more));
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

/// How deep balanced brackets lie in one another; -1: they are not balanced.
int depth_of(const std::string& line) {
  static const std::map<char, char> kPairs = {{'(', ')'}, {'[', ']'}, {'{', '}'}, {'<', '>'}};
  std::string open;
  std::size_t deepest = 0;
  for (const char c : line) {
    if (const auto pair = kPairs.find(c); pair != kPairs.end()) {
      open += pair->second;
      deepest = std::max(deepest, open.size());
    } else if (!open.empty() && open.back() == c) {
      open.pop_back();
    } else {
      return -1;
    }
  }
  return open.empty() ? static_cast<int>(deepest) : -1;
}

/// Reads a sentence by the rules in sets/grammar.h, with words of its own.
class Reading {
 public:
  explicit Reading(const std::string& line) {
    std::istringstream text(line);
    for (std::string word; text >> word;) words_.push_back(word);
  }

  bool is_sentence() {
    int several = -1;
    if (!noun_phrase(several, 0)) return false;
    int other = -1;
    const bool whole =
        take(several ? kSleep : kSleeps) || (take(several ? kSee : kSees) && noun_phrase(other, 0));
    return whole && at_ == words_.size();
  }
  int depth() const { return depth_; }

 private:
  static constexpr const char* kSleeps = " sleeps sings runs waits eats ";
  static constexpr const char* kSleep = " sleep sing run wait eat ";
  static constexpr const char* kSees = " sees likes hears follows fears ";
  static constexpr const char* kSee = " see like hear follow fear ";

  bool is(const char* list) const {
    return at_ < words_.size() &&
           std::string(list).find(" " + words_[at_] + " ") != std::string::npos;
  }
  bool take(const char* list) {
    if (!is(list)) return false;
    ++at_;
    return true;
  }

  bool noun_phrase(int& several, int level) {
    int asked = is(" a every this ") ? 0 : is(" some all these ") ? 1 : is(" the ") ? -1 : -2;
    if (asked == -2) return false;
    ++at_;
    take(" small young quick brown ");
    if (is(" cat dog bird fox mouse child farmer doctor "))
      several = 0;
    else if (is(" cats dogs birds foxes mice children farmers doctors "))
      several = 1;
    else
      return false;
    if (asked >= 0 && asked != several) return false;
    ++at_;
    return !take(" that ") || clause(several, level + 1);
  }

  bool clause(int several, int level) {
    depth_ = std::max(depth_, level);
    if (take(several ? kSleep : kSleeps)) return true;
    int other = -1;
    if (take(several ? kSee : kSees)) return noun_phrase(other, level);
    return noun_phrase(other, level) && take(other ? kSee : kSees);
  }

  std::vector<std::string> words_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

/// Answers that the counted steps of example n are asked for; '.' for none, '$' for the end.
std::string asked(const Dataset& d, std::size_t n) {
  std::string out;
  for (int i = 0; i < d.lengths[n]; ++i) {
    const float target =
        d.targets[n * static_cast<std::size_t>(d.answers) + static_cast<std::size_t>(i)];
    out += target < 0                                      ? "."
           : target == static_cast<float>(data::kEndToken) ? "$"
                                                           : d.class_names[std::size_t(target)];
  }
  return out;
}

}  // namespace

TEST_CASE("written: as many lines as asked, each once, and the first ones stay") {
  for (const char* source : kSets) {
    CAPTURE(source);
    const auto few = lines_of(source, ",\"samples\":300"),
               many = lines_of(source, ",\"samples\":900");
    CHECK(few.size() == 300);
    CHECK(many.size() == 900);
    CHECK(std::equal(few.begin(), few.end(), many.begin()));
    CHECK(std::set<std::string>(many.begin(), many.end()).size() == 900);
    CHECK(text_of(source) != text_of(source, "", 2));
  }
}

TEST_CASE("written: every target writes the same bytes") {
  const auto fingerprint = [](const char* source, const std::string& more) {
    const std::string text = text_of(source, ",\"samples\":500" + more);
    return hex(hash_bytes(std::as_bytes(std::span(text))));
  };
  CHECK(fingerprint("grammar", "") == "34340517751bae05");
  CHECK(fingerprint("brackets", ",\"kinds\":3") == "9e2aa280a99fad93");
  CHECK(fingerprint("copy", "") == "93e6eb004191ff8d");
  CHECK(fingerprint("addition", ",\"digits\":4") == "9ffa24693c61b863");
  CHECK(fingerprint("dates", ",\"kinds\":4") == "bd56194494638a5b");
}

TEST_CASE("written: brackets are balanced, as deep and as many as asked") {
  for (const int depth : {1, 2, 5}) {
    const auto lines =
        lines_of("brackets",
                 ",\"samples\":600,\"kinds\":3,\"length\":10,\"depth\":" + std::to_string(depth));
    int deepest = 0;
    std::size_t longest = 0, shortest = 100;
    for (const std::string& line : lines) {
      CAPTURE(line);
      REQUIRE(depth_of(line) > 0);
      deepest = std::max(deepest, depth_of(line));
      longest = std::max(longest, line.size());
      shortest = std::min(shortest, line.size());
    }
    CHECK(deepest == depth);
    CHECK(longest == 20);
    CHECK(shortest == 2);
  }
  const std::string one = text_of("brackets", ",\"kinds\":1,\"samples\":20");
  CHECK(one.find_first_not_of("()\n") == std::string::npos);
  const std::string four = text_of("brackets", ",\"kinds\":4,\"samples\":200");
  for (const char c : std::string("()[]{}<>")) CHECK(four.find(c) != std::string::npos);
}

TEST_CASE("written: what is copied is what stands before the bar") {
  std::set<std::size_t> lengths;
  for (const std::string& line : lines_of("copy", ",\"length\":5")) {
    const std::size_t bar = line.find('|');
    CHECK(line.substr(0, bar) == line.substr(bar + 1));
    CHECK(line.find_first_not_of("abcdefgh|") == std::string::npos);
    lengths.insert(bar);
  }
  CHECK(lengths == std::set<std::size_t>{1, 2, 3, 4, 5});
}

TEST_CASE("written: dates say the same in words and in figures, in as many ways as asked") {
  const std::vector<std::string> months = {"january",   "february", "march",    "april",
                                           "may",       "june",     "july",     "august",
                                           "september", "october",  "november", "december"};
  for (const int kinds : {1, 2, 3, 4}) {
    std::set<std::string> forms;
    for (const std::string& line :
         lines_of("dates", ",\"samples\":900,\"kinds\":" + std::to_string(kinds))) {
      CAPTURE(line);
      const std::size_t bar = line.find('|');
      const std::string figures = line.substr(bar + 1);
      REQUIRE(figures.size() == 10);
      const int year = std::stoi(figures.substr(0, 4)), day = std::stoi(figures.substr(8));
      const int month = std::stoi(figures.substr(5, 2));
      REQUIRE(month >= 1);
      REQUIRE(month <= 12);
      CHECK(year >= 1900);
      CHECK(year <= 2099);
      CHECK(day >= 1);
      CHECK(day <= (month == 2 ? (year % 4 == 0 && year != 1900 ? 29 : 28)
                    : month == 4 || month == 6 || month == 9 || month == 11 ? 30
                                                                            : 31));
      const std::string name = months[static_cast<std::size_t>(month - 1)];
      const std::string d = std::to_string(day), y = std::to_string(year);
      const std::vector<std::string> ways = {d + " " + name + " " + y, name + " " + d + " " + y,
                                             d + " " + name.substr(0, 3) + " " + y,
                                             y + ", " + name + " " + d};
      const auto found = std::find(ways.begin(), ways.end(), line.substr(0, bar));
      REQUIRE(found < ways.begin() + kinds);
      forms.insert(std::to_string(found - ways.begin()));
    }
    CHECK(forms.size() == static_cast<std::size_t>(kinds));
  }
}

TEST_CASE("written: sums are right, from either end") {
  for (const bool reversed : {false, true}) {
    long long most = 0;
    for (const std::string& line :
         lines_of("addition",
                  ",\"digits\":3,\"reversed\":" + std::string(reversed ? "true" : "false"))) {
      CAPTURE(line);
      const std::size_t plus = line.find('+'), equals = line.find('=');
      const long long a = std::stoll(line.substr(0, plus));
      const long long b = std::stoll(line.substr(plus + 1, equals - plus - 1));
      std::string sum = line.substr(equals + 1);
      if (reversed) std::reverse(sum.begin(), sum.end());
      CHECK(sum == std::to_string(a + b));
      most = std::max({most, a, b});
    }
    CHECK(most > 950);
    CHECK(most < 1000);
  }
  const auto large = lines_of("addition", ",\"digits\":9,\"samples\":100");
  CHECK(std::any_of(large.begin(), large.end(), [](const std::string& line) {
    return line.size() - line.find('=') == 11;  // ten digits: nothing wraps
  }));
}

TEST_CASE("written: sentences keep the grammar, clauses as deep as asked") {
  CHECK(Reading("the cats that see the dog sleep").is_sentence());
  CHECK_FALSE(Reading("the cats that see the dog sleeps").is_sentence());
  CHECK_FALSE(Reading("every cats sleep").is_sentence());
  for (const int depth : {1, 2, 4}) {
    int deepest = 0;
    for (const std::string& line :
         lines_of("grammar", ",\"samples\":2000,\"depth\":" + std::to_string(depth))) {
      CAPTURE(line);
      Reading reading(line);
      CHECK(reading.is_sentence());
      deepest = std::max(deepest, reading.depth());
    }
    CHECK(deepest == depth);
  }
}

TEST_CASE("written: a set chooses its tokens where the spec does not") {
  for (const char* source : kSets) {
    const bool grammar = std::string(source) == "grammar";
    const auto valid = checked_spec(made(source));
    CHECK(valid->data.text.level == (grammar ? "words" : "characters"));
    CHECK(spec::to_json(*valid).find("level") == std::string::npos);
    CHECK(spec::validate(*valid).spec->data.text.level == valid->data.text.level);
  }
  const auto letters = checked_spec(made("grammar", ",\"text\":{\"level\":\"characters\"}"));
  CHECK(letters->data.text.level == "characters");
  CHECK(spec::validate(*letters).spec->data.text.level == "characters");
  CHECK(checked_spec(spec::to_json(*letters))->data.text.level == "characters");
  const Dataset d = prepared(checked_spec(made("grammar"))).dataset;
  CHECK(std::find(d.class_names.begin(), d.class_names.end(), "mice") != d.class_names.end());
  CHECK(d.target_name == "next word");
}

TEST_CASE("written: sums and copies are given up to their sign, the others not at all") {
  const auto check = [](const char* source, const std::string& more, char sign) {
    const Dataset d = prepared(checked_spec(made(source, more)), "not,looked\nat").dataset;
    const auto lines = lines_of(source, more);
    REQUIRE(d.count() == lines.size());
    for (std::size_t n = 0; n < d.count(); ++n) {
      std::string expected = lines[n] + "$";
      const std::size_t end = sign == 0 ? 0 : expected.find(sign) + 1;
      std::fill(expected.begin(), expected.begin() + static_cast<std::ptrdiff_t>(end), '.');
      CHECK(asked(d, n) == expected);
    }
  };
  check("addition", "", '=');
  check("copy", ",\"length\":4", '|');
  check("dates", ",\"kinds\":4", '|');
  check("brackets", "", 0);

  // Cut before anything was asked for, a line is asked for all of it.
  const Dataset cut =
      prepared(checked_spec(made("copy", ",\"length\":9,\"text\":{\"longest\":6}"))).dataset;
  for (std::size_t n = 0; n < cut.count(); ++n) CHECK(asked(cut, n).back() != '.');
  CHECK(warns(cut.warnings, "/text", "longer ones are cut"));
}

TEST_CASE("written: where few lines differ, that some come again is said") {
  const Dataset d = prepared(checked_spec(made("addition", ",\"digits\":1"))).dataset;
  CHECK(warns(d.warnings, "/data/samples", "this set has few that differ, and 300 came again"));
  CHECK(prepared(checked_spec(made("addition"))).dataset.warnings.empty());
}

TEST_CASE("written: a loss for values does not fit") {
  const auto checked =
      spec::validate(R"({"data":{"source":"copy"},"training":{"loss":"binary-cross-entropy"}})");
  REQUIRE(checked.issues.size() == 1);
  CHECK(checked.issues[0].pointer == "/training/loss");
}
