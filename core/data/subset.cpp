#include "data/subset.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/random.h"

namespace hunch::data {
namespace {

/// Training rows, each with its place in its class's shuffled order as a share of the class: by
/// these places, any beginning of the list has all classes in their shares.
std::vector<std::pair<double, std::size_t>> ranked(const Dataset& all, std::uint64_t seed) {
  // Only examples of one class each have shares of classes.
  const bool classed = all.task == Task::kClassification && all.answers == 1;
  const auto classes = classed ? static_cast<std::size_t>(std::max(1, all.class_count())) : 1;
  std::vector<std::vector<std::size_t>> members(classes);
  for (std::size_t n = 0; n < all.count(); ++n) {
    if (all.is_train[n] == 0) continue;
    const double label = classed ? all.target_raw[n] : 0;
    members[static_cast<std::size_t>(label)].push_back(n);
  }
  std::vector<std::pair<double, std::size_t>> places;
  for (std::size_t k = 0; k < classes; ++k) {
    std::vector<std::size_t>& rows = members[k];
    Random random(seed, Stream::kSubset, k);
    shuffle(std::span(rows), random);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      places.emplace_back((static_cast<double>(i) + 0.5) / static_cast<double>(rows.size()),
                          rows[i]);
    }
  }
  std::sort(places.begin(), places.end());
  return places;
}

template <class T>
void keep(std::vector<T>& values, const std::vector<std::size_t>& rows, std::size_t width) {
  if (values.empty()) return;
  std::vector<T> kept;
  kept.reserve(rows.size() * width);
  for (const std::size_t row : rows) {
    const auto begin = values.begin() + static_cast<std::ptrdiff_t>(row * width);
    kept.insert(kept.end(), begin, begin + static_cast<std::ptrdiff_t>(width));
  }
  values = std::move(kept);
}

}  // namespace

Dataset with_fewer(const Dataset& all, std::size_t size, std::uint64_t seed) {
  const auto places = ranked(all, seed);
  if (size == 0 || size > places.size()) {
    throw Error("[subset] " + std::to_string(size) + " training examples: needs 1 to " +
                std::to_string(places.size()));
  }
  std::vector<std::size_t> rows;
  for (std::size_t n = 0; n < all.count(); ++n) {
    if (all.is_train[n] == 0) rows.push_back(n);
  }
  for (std::size_t i = 0; i < size; ++i) rows.push_back(places[i].second);
  std::sort(rows.begin(), rows.end());

  Dataset fewer = all;
  keep(fewer.raw, rows, all.inputs.size());
  keep(fewer.features, rows, all.shape.size());
  const auto answers = static_cast<std::size_t>(all.answers);
  keep(fewer.lengths, rows, 1);
  keep(fewer.targets, rows, answers);
  keep(fewer.target_raw, rows, answers);
  keep(fewer.is_train, rows, 1);
  keep(fewer.is_test, rows, 1);
  keep(fewer.origin, rows, 1);
  return fewer;
}

}  // namespace hunch::data
