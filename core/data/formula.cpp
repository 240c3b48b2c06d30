#include "data/formula.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/math.h"
#include "data/number.h"

/// Dijkstra's shunting yard: operators wait on an explicit stack until one that binds less arrives.
namespace hunch::data {
namespace {

constexpr std::size_t kMaxLength = 512;
constexpr std::size_t kMaxDepth = 64;

enum Op : std::uint8_t {
  kConstant,
  kVariable,
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kPower,
  kNegate,
  kSin,
  kCos,
  kTan,
  kExp,
  kLog,
  kSqrt,
  kAbs,
  kTanh,
  kFloor,
  kSign,
  kStep,
  kMin,
  kMax,
  kAtan2,
  kPow
};

struct Function {
  std::string_view name;
  Op op;
  int arguments;
};
constexpr std::array<Function, 15> kFunctions = {{{"sin", kSin, 1},
                                                  {"cos", kCos, 1},
                                                  {"tan", kTan, 1},
                                                  {"exp", kExp, 1},
                                                  {"log", kLog, 1},
                                                  {"sqrt", kSqrt, 1},
                                                  {"abs", kAbs, 1},
                                                  {"tanh", kTanh, 1},
                                                  {"floor", kFloor, 1},
                                                  {"sign", kSign, 1},
                                                  {"step", kStep, 1},
                                                  {"min", kMin, 2},
                                                  {"max", kMax, 2},
                                                  {"atan2", kAtan2, 2},
                                                  {"pow", kPow, 2}}};

struct Binary {
  Op op;
  int precedence;
  bool right;
};
constexpr int kNegatePrecedence = 3;

const Binary* binary(char c) {
  static constexpr Binary kAll[] = {{kAdd, 1, false},
                                    {kSubtract, 1, false},
                                    {kMultiply, 2, false},
                                    {kDivide, 2, false},
                                    {kPower, 4, true}};
  const std::size_t index = std::string_view("+-*/^").find(c);
  return index == std::string_view::npos ? nullptr : &kAll[index];
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

/// What waits for its right side: an operator, or an open parenthesis with its function.
struct Waiting {
  Op op = kConstant;
  int precedence = 0;  // 0: a parenthesis
  const Function* function = nullptr;
  int arguments = 1;
  std::size_t column = 0;
};

std::string names(std::span<const std::string> variables) {
  std::string out;
  for (const std::string& name : variables) out += name + ", ";
  return out +
         "pi, e and the functions sin cos tan exp log sqrt abs tanh min max floor sign step "
         "atan2 pow";
}

int stack_change(Op op) {
  switch (op) {
    case kConstant:
    case kVariable:
      return 1;
    case kAdd:
    case kSubtract:
    case kMultiply:
    case kDivide:
    case kPower:
    case kMin:
    case kMax:
    case kAtan2:
    case kPow:
      return -1;
    default:
      return 0;
  }
}

/// The state of one compilation; `error` is set by the first thing that is wrong.
struct Compiler {
  std::string_view text;
  std::span<const std::string> variables;
  std::vector<Formula::Instruction> code;
  std::vector<double> constants;
  std::vector<Waiting> waiting;
  std::size_t at = 0;
  std::size_t depth = 0;
  bool operand = true;  // an operand is expected next, else an operator
  std::string error;

  Compiler(std::string_view formula, std::span<const std::string> names_)
      : text(formula), variables(names_) {}

  bool fail(std::size_t column, const std::string& what) {
    error = "column " + std::to_string(column + 1) + ": " + what;
    return false;
  }

  bool emit(Op op, std::size_t value = 0) {
    code.push_back({op, static_cast<std::uint16_t>(value)});
    depth += static_cast<std::size_t>(stack_change(op));  // wraps where it shrinks
    return depth <= kMaxDepth || fail(at, "this is nested too deeply; the most is 64");
  }
  bool push(Waiting entry) {
    if (waiting.size() >= kMaxDepth) return fail(at, "this is nested too deeply; the most is 64");
    waiting.push_back(entry);
    return true;
  }
  bool constant(double value) {
    constants.push_back(value);
    operand = false;
    return emit(kConstant, constants.size() - 1);
  }
  bool pop_until_parenthesis() {
    while (!waiting.empty() && waiting.back().precedence > 0) {
      const Op op = waiting.back().op;
      waiting.pop_back();
      if (!emit(op)) return false;
    }
    return true;
  }

  bool read_number() {
    std::size_t end = at;
    while (end < text.size() && (is_digit(text[end]) || text[end] == '.')) ++end;
    if (end < text.size() && (text[end] == 'e' || text[end] == 'E')) {
      std::size_t digits = end + 1;
      if (digits < text.size() && (text[digits] == '+' || text[digits] == '-')) ++digits;
      if (digits < text.size() && is_digit(text[digits])) {
        end = digits;
        while (end < text.size() && is_digit(text[end])) ++end;
      }
    }
    const std::optional<double> value = parse_number(text.substr(at, end - at));
    if (!value) return fail(at, "expected a number such as 2 or 0.5");
    at = end;
    return constant(*value);
  }

  bool read_name() {
    const std::size_t start = at;
    while (at < text.size() && (is_letter(text[at]) || is_digit(text[at]))) ++at;
    const std::string_view name = text.substr(start, at - start);
    const auto variable = std::find(variables.begin(), variables.end(), name);
    if (variable != variables.end()) {
      operand = false;
      return emit(kVariable, static_cast<std::size_t>(variable - variables.begin()));
    }
    if (name == "pi") return constant(math::kPi);
    if (name == "e") return constant(2.71828182845904523536);
    const auto function = std::find_if(kFunctions.begin(), kFunctions.end(),
                                       [&](const Function& f) { return f.name == name; });
    if (function == kFunctions.end())
      return fail(start, "there is no \"" + std::string(name.substr(0, 20)) + "\"; there are " +
                             names(variables));
    skip_space();
    if (at >= text.size() || text[at] != '(')
      return fail(at, "expected ( after " + std::string(name));
    ++at;
    return push({.function = &*function, .column = start});
  }

  bool close() {
    if (!pop_until_parenthesis()) return false;
    if (waiting.empty()) return fail(at, "this ) closes nothing");
    const Waiting open = waiting.back();
    waiting.pop_back();
    if (open.function != nullptr) {
      if (open.arguments != open.function->arguments)
        return fail(open.column, std::string(open.function->name) + " takes " +
                                     (open.function->arguments == 1 ? "one value" : "two values"));
      if (!emit(open.function->op)) return false;
    } else if (open.arguments != 1) {
      return fail(open.column, "a comma stands only between the values of a function");
    }
    ++at;
    return true;
  }

  void skip_space() {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  }

  bool read_operand() {
    const char c = text[at];
    if (is_digit(c) || c == '.') return read_number();
    if (is_letter(c)) return read_name();
    if (c == '(') {
      const std::size_t column = at++;
      return push({.column = column});
    }
    if (c == '-') {
      const std::size_t column = at++;
      return push({.op = kNegate, .precedence = kNegatePrecedence, .column = column});
    }
    if (c == '+') {
      ++at;
      return true;
    }
    return fail(at, "expected a number, a name or (");
  }

  bool read_operator() {
    const char c = text[at];
    if (c == ')') return close();
    if (c == ',') {
      if (!pop_until_parenthesis()) return false;
      if (waiting.empty()) return fail(at, "a comma stands only between the values of a function");
      ++waiting.back().arguments;
      ++at;
      operand = true;
      return true;
    }
    const Binary* op = binary(c);
    if (op == nullptr) {
      if (is_letter(c) || is_digit(c) || c == '(' || c == '.')
        return fail(at, "expected + - * / ^ before this; a product is written 2*x");
      return fail(at, "expected + - * / ^ or )");
    }
    while (!waiting.empty() && (waiting.back().precedence > op->precedence ||
                                (waiting.back().precedence == op->precedence && !op->right))) {
      const Op before = waiting.back().op;
      waiting.pop_back();
      if (!emit(before)) return false;
    }
    const std::size_t column = at++;
    operand = true;
    return push({.op = op->op, .precedence = op->precedence, .column = column});
  }

  bool run() {
    if (text.size() > kMaxLength) return fail(kMaxLength, "a formula has at most 512 characters");
    for (skip_space(); at < text.size(); skip_space())
      if (!(operand ? read_operand() : read_operator())) return false;
    if (operand) return fail(at, "the formula ends too early: expected a number, a name or (");
    if (!pop_until_parenthesis()) return false;
    return waiting.empty() || fail(waiting.back().column, "this ( is never closed");
  }
};

double apply(Op op, double a, double b) {
  switch (op) {
    case kAdd:
      return a + b;
    case kSubtract:
      return a - b;
    case kMultiply:
      return a * b;
    case kDivide:
      return a / b;
    case kPower:
    case kPow:
      return math::pow(a, b);
    case kMin:
      return b < a ? b : a;
    case kMax:
      return a < b ? b : a;
    case kAtan2:
      return math::atan2(a, b);
    default:
      return std::numeric_limits<double>::quiet_NaN();
  }
}

double apply(Op op, double a) {
  switch (op) {
    case kNegate:
      return -a;
    case kSin:
      return math::sin(a);
    case kCos:
      return math::cos(a);
    case kTan:
      return math::tan(a);
    case kExp:
      return math::exp(a);
    case kLog:
      return math::log(a);
    case kSqrt:
      return std::sqrt(a);
    case kAbs:
      return std::fabs(a);
    case kTanh:
      return math::tanh(a);
    case kFloor:
      return std::floor(a);
    case kSign:
      return a > 0 ? 1.0 : a < 0 ? -1.0 : a;
    case kStep:
      return a >= 0 ? 1.0 : 0.0;
    default:
      return std::numeric_limits<double>::quiet_NaN();
  }
}

}  // namespace

std::variant<Formula, std::string> Formula::compile(std::string_view text,
                                                    std::span<const std::string> variables) {
  Compiler compiler(text, variables);
  if (!compiler.run()) return compiler.error;
  Formula formula;
  formula.text_ = std::string(text);
  formula.code_ = std::move(compiler.code);
  formula.constants_ = std::move(compiler.constants);
  return formula;
}

double Formula::evaluate(std::span<const double> values) const {
  std::array<double, kMaxDepth + 1> stack{};
  std::size_t top = 0;
  for (const Instruction& step : code_) {
    const Op op = static_cast<Op>(step.op);
    if (op == kConstant) {
      stack[top++] = constants_[step.operand];
    } else if (op == kVariable) {
      stack[top++] = values[step.operand];
    } else if (stack_change(op) < 0) {
      --top;
      stack[top - 1] = apply(op, stack[top - 1], stack[top]);
    } else {
      stack[top - 1] = apply(op, stack[top - 1]);
    }
  }
  return top > 0 ? stack[0] : 0;
}

}  // namespace hunch::data
