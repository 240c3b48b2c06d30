#include "data/split.h"

#include <algorithm>
#include <cmath>

#include "base/random.h"

namespace hunch::data {

std::vector<std::uint8_t> split(std::span<const int> labels, std::span<const std::int32_t> origin,
                                double train_fraction, std::uint64_t seed) {
  const int classes = labels.empty() ? 0 : 1 + *std::max_element(labels.begin(), labels.end());
  std::vector<std::vector<std::size_t>> members(static_cast<std::size_t>(classes));
  for (std::size_t i = 0; i < labels.size(); ++i)
    if (origin[i] >= 0) members[static_cast<std::size_t>(labels[i])].push_back(i);

  std::vector<std::uint8_t> is_train(labels.size(), 1);
  std::size_t held_out = 0;
  for (std::size_t k = 0; k < members.size(); ++k) {
    std::vector<std::size_t>& rows = members[k];
    Random random(seed, Stream::kSplit, k);
    shuffle(std::span(rows), random);
    if (rows.size() < 2) continue;
    const double wanted = std::floor(train_fraction * static_cast<double>(rows.size()) + 0.5);
    const auto kept =
        static_cast<std::size_t>(std::clamp(wanted, 1.0, static_cast<double>(rows.size() - 1)));
    for (std::size_t i = kept; i < rows.size(); ++i) is_train[rows[i]] = 0;
    held_out += rows.size() - kept;
  }
  if (held_out == 0)  // nothing but classes of one
    for (const auto& rows : members)
      if (!rows.empty()) {
        is_train[rows.front()] = 0;
        break;
      }
  return is_train;
}

}  // namespace hunch::data
