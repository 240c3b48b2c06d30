#include "data/sets/grammar.h"

#include <array>
#include <string_view>

namespace hunch::data::sets {
namespace {

/// A word for one and for several.
using Forms = std::array<std::string_view, 2>;

constexpr std::array<Forms, 4> kDeterminers = {
    {{"the", "the"}, {"a", "some"}, {"every", "all"}, {"this", "these"}}};
constexpr std::array<Forms, 4> kAdjectives = {
    {{"small", "small"}, {"young", "young"}, {"quick", "quick"}, {"brown", "brown"}}};
constexpr std::array<Forms, 8> kNouns = {{{"cat", "cats"},
                                          {"dog", "dogs"},
                                          {"bird", "birds"},
                                          {"fox", "foxes"},
                                          {"mouse", "mice"},
                                          {"child", "children"},
                                          {"farmer", "farmers"},
                                          {"doctor", "doctors"}}};
constexpr std::array<Forms, 5> kVerbs = {
    {{"sleeps", "sleep"}, {"sings", "sing"}, {"runs", "run"}, {"waits", "wait"}, {"eats", "eat"}}};
constexpr std::array<Forms, 5> kVerbsWithObject = {{{"sees", "see"},
                                                    {"likes", "like"},
                                                    {"hears", "hear"},
                                                    {"follows", "follow"},
                                                    {"fears", "fear"}}};

class Sentence {
 public:
  Sentence(int depth, Random& random) : depth_(depth), random_(random) {}

  std::string write() {
    const bool several = add_noun_phrase(depth_);
    if (random_.below(2) == 0) {
      add(kVerbs, several);
    } else {
      add(kVerbsWithObject, several);
      add_noun_phrase(depth_);
    }
    return std::move(text_);
  }

 private:
  /// With at most `depth` clauses in one another; returns whether it speaks of several.
  bool add_noun_phrase(int depth) {
    const bool several = random_.below(2) == 1;
    add(kDeterminers, several);
    if (random_.below(4) == 0) add(kAdjectives, several);
    add(kNouns, several);
    if (depth > 0 && random_.below(5) < 2) add_clause(several, depth - 1);
    return several;
  }

  void add_clause(bool several, int depth) {
    add("that");
    switch (random_.below(3)) {
      case 0:
        return add(kVerbs, several);
      case 1:
        add(kVerbsWithObject, several);
        add_noun_phrase(depth);
        return;
      default:
        return add(kVerbsWithObject, add_noun_phrase(depth));
    }
  }

  template <std::size_t N>
  void add(const std::array<Forms, N>& words, bool several) {
    add(words[random_.below(N)][several ? 1 : 0]);
  }

  void add(std::string_view word) {
    if (!text_.empty()) text_ += ' ';
    text_ += word;
  }

  int depth_;
  Random& random_;
  std::string text_;
};

}  // namespace

std::string grammar(const spec::DataSpec& data, Draw& draw) {
  return Sentence(data.depth, draw.place).write();
}

}  // namespace hunch::data::sets
