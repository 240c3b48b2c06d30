#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"

namespace hunch::data {

/// A learner's formula of named variables, compiled to a short stack program. Length <= 512, depth
/// <= 64, + - * / ^ ( ) unary minus, numbers, pi, e, and sin cos tan exp log sqrt abs tanh min max
/// floor sign step atan2 pow. Never calls anything else; never recurses over its input.
class Formula {
 public:
  Formula() = default;
  /// Errors: a message with the column (from 1) and what was expected there.
  static std::variant<Formula, std::string> compile(std::string_view text,
                                                    std::span<const std::string> variables);
  /// values: one per variable. Division by zero and the like give inf or NaN; the caller decides.
  double evaluate(std::span<const double> values) const;
  const std::string& text() const { return text_; }

  struct Instruction {
    std::uint8_t op = 0;
    std::uint16_t operand = 0;  ///< index of a constant or variable
  };

 private:
  std::string text_;
  std::vector<Instruction> code_;
  std::vector<double> constants_;
};

}  // namespace hunch::data
