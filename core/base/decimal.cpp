#include "base/decimal.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

namespace hunch {
namespace {

constexpr std::uint64_t kBase = 1'000'000'000;  // of a limb

/// A whole number, lowest limb first.
class Whole {
 public:
  explicit Whole(std::uint64_t value) {
    for (; value > 0; value /= kBase) limbs_.push_back(value % kBase);
  }

  void multiply(std::uint64_t factor, int times) {
    for (; times > 0; --times) {
      std::uint64_t carry = 0;
      for (std::uint64_t& limb : limbs_) {
        carry += limb * factor;
        limb = carry % kBase;
        carry /= kBase;
      }
      if (carry > 0) limbs_.push_back(carry);
    }
  }

  std::string digits() const {
    std::string text;
    for (std::uint64_t limb : limbs_) {
      for (int i = 0; i < 9; ++i, limb /= 10) text += static_cast<char>('0' + limb % 10);
    }
    text.erase(text.find_last_not_of('0') + 1);
    std::reverse(text.begin(), text.end());
    return text;
  }

 private:
  std::vector<std::uint64_t> limbs_;
};

/// Whether what is cut off after `count` digits is more than half, or half after an odd digit.
bool rounds_up(const std::string& digits, std::size_t count) {
  const char next = digits[count];
  if (next != '5') return next > '5';
  if (digits.find_first_not_of('0', count + 1) != std::string::npos) return true;
  return (digits[count - 1] - '0') % 2 == 1;
}

}  // namespace

Decimal decimal(double value, int count) {
  const auto bits = std::bit_cast<std::uint64_t>(value);
  const int raw = static_cast<int>(bits >> 52 & 0x7ff);
  const std::uint64_t fraction = bits & ((std::uint64_t{1} << 52) - 1);
  const int power = std::max(raw, 1) - 1075;  // value = mantissa 2^power
  Whole whole(raw > 0 ? fraction | std::uint64_t{1} << 52 : fraction);
  // Below 0: mantissa 5^-power, shifted by -power decimal places.
  if (power > 0) whole.multiply(2, power);
  if (power < 0) whole.multiply(5, -power);
  Decimal out{whole.digits(), 0};
  out.exponent = static_cast<int>(out.digits.size()) - 1 + std::min(power, 0);
  const auto kept = static_cast<std::size_t>(count);
  if (out.digits.size() > kept) {
    const bool up = rounds_up(out.digits, kept);
    out.digits.resize(kept);
    if (up) {
      std::size_t i = kept;
      while (i > 0 && out.digits[i - 1] == '9') out.digits[--i] = '0';
      if (i > 0) {
        ++out.digits[i - 1];
      } else {  // 9.99 becomes 10.0
        out.digits.insert(out.digits.begin(), '1');
        out.digits.pop_back();
        ++out.exponent;
      }
    }
  }
  out.digits.resize(kept, '0');
  return out;
}

}  // namespace hunch
