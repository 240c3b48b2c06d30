#include "data/formula.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "base/random.h"

using namespace hunch;
using data::Formula;

namespace {

const std::vector<std::string> kNames = {"x", "y"};

double value(std::string_view text, double x = 0, double y = 0) {
  auto compiled = Formula::compile(text, kNames);
  if (const auto* error = std::get_if<std::string>(&compiled)) FAIL(text, ": ", *error);
  return std::get<Formula>(compiled).evaluate(std::vector<double>{x, y});
}
std::string error(std::string_view text) {
  auto compiled = Formula::compile(text, kNames);
  REQUIRE_MESSAGE(std::holds_alternative<std::string>(compiled), text);
  return std::get<std::string>(compiled);
}

}  // namespace

TEST_CASE("operators bind as in mathematics") {
  CHECK(value("1+2*3") == 7);
  CHECK(value("(1+2)*3") == 9);
  CHECK(value("8-3-2") == 3);
  CHECK(value("16/4/2") == 2);
  CHECK(value("2^3^2") == 512);
  CHECK(value("-2^2") == -4);
  CHECK(value("2^-1") == doctest::Approx(0.5));
  CHECK(value("2*-3") == -6);
  CHECK(value("--3") == 3);
  CHECK(value("+3 - +2") == 1);
  CHECK(value("2^-1*4") == doctest::Approx(2));
  CHECK(value(" x * y ", 3, 4) == 12);
  CHECK(value("1.5e1 + .5 + 2.") == 17.5);
}

TEST_CASE("functions and constants") {
  CHECK(value("sin(pi/2)") == doctest::Approx(1));
  CHECK(value("cos(0)+tan(0)+exp(0)") == doctest::Approx(2));
  CHECK(value("log(e)") == doctest::Approx(1));
  CHECK(value("sqrt(x)", 9) == 3);
  CHECK(value("abs(-2)+floor(-0.5)+sign(-7)") == 0);
  CHECK(value("step(0)+step(-1)") == 1);
  CHECK(value("min(x,y)*max(x,y)", 3, -2) == -6);
  CHECK(value("atan2(1, 1)") == doctest::Approx(0.7853981633974483));
  CHECK(value("pow(2, 10)") == doctest::Approx(1024));
  CHECK(value("tanh(max(sin(x), min(x, y + 1)))", 0, -1) == 0);
  CHECK(std::isinf(value("1/x")));
  CHECK(std::isnan(value("log(-1)")));
}

TEST_CASE("errors name the column and what was expected there") {
  CHECK(error("2x") == "column 2: expected + - * / ^ before this; a product is written 2*x");
  CHECK(error("x y").starts_with("column 3: expected + - * / ^"));
  CHECK(error("(x)(y)").starts_with("column 4: expected + - * / ^"));
  CHECK(error("x +") == "column 4: the formula ends too early: expected a number, a name or (");
  CHECK(error("").starts_with("column 1: the formula ends too early"));
  CHECK(error("x + * y").starts_with("column 5: expected a number"));
  CHECK(error("foo(x)").starts_with("column 1: there is no \"foo\""));
  CHECK(error("z+1").find("x, y, pi, e and the functions sin") != std::string::npos);
  CHECK(error("sin x") == "column 5: expected ( after sin");
  CHECK(error("(x") == "column 1: this ( is never closed");
  CHECK(error("sin(x") == "column 1: this ( is never closed");
  CHECK(error("x)") == "column 2: this ) closes nothing");
  CHECK(error("min(x)") == "column 1: min takes two values");
  CHECK(error("sin(x, y)") == "column 1: sin takes one value");
  CHECK(error("(x, y)").find("comma") != std::string::npos);
  CHECK(error("x, y").find("comma") != std::string::npos);
  CHECK(error("sin()").starts_with("column 5: expected a number"));
  CHECK(error("1.2.3").starts_with("column 1: expected a number"));
  CHECK(error("x $ y").starts_with("column 3: expected"));
}

TEST_CASE("length and depth are bounded") {
  CHECK(error(std::string(600, '1')).find("512") != std::string::npos);
  CHECK(error(std::string(200, '(') + "x" + std::string(200, ')')).find("64") != std::string::npos);
  CHECK(error(std::string(300, '-') + "x").find("64") != std::string::npos);
  std::string power = "x";
  for (int i = 0; i < 100; ++i) power += "^x";
  CHECK(error(power).find("64") != std::string::npos);
  std::string sum = "x";
  for (int i = 0; i < 200; ++i) sum += "+x";  // wide, not deep
  CHECK(value(sum, 1) == 201);
}

TEST_CASE("random texts never break the compiler") {
  constexpr std::string_view kPieces[] = {"x",    "y",      "1",  ".", "e",    "+", "-",
                                          "*",    "/",      "^",  "(", ")",    ",", "sin(",
                                          "min(", "atan2(", "1e", " ", "\xFF", "pi"};
  Random random(3, Stream::kUser);
  int compiled_count = 0;
  for (int trial = 0; trial < 20'000; ++trial) {
    std::string text;
    for (std::uint32_t i = random.below(20); i > 0; --i)
      text += kPieces[random.below(std::size(kPieces))];
    auto compiled = Formula::compile(text, kNames);
    if (auto* formula = std::get_if<Formula>(&compiled)) {
      formula->evaluate(std::vector<double>{0.5, -2});
      ++compiled_count;
    } else {
      CHECK(std::get<std::string>(compiled).starts_with("column "));
    }
  }
  CHECK(compiled_count > 100);
}
