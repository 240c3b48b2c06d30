#include "train/batcher.h"

#include <algorithm>
#include <numeric>

#include "toy.h"

using namespace hunch;

TEST_CASE("batcher: each epoch visits every training row once, in an order of its own") {
  const data::Dataset d = toy::regression(40);
  train::Batcher batcher(d, train::Part::kTrain);
  CHECK(batcher.rows() == 30);
  CHECK(train::Batcher(d, train::Part::kValidation).rows() == 10);
  std::vector<std::uint32_t> own(batcher.order().begin(), batcher.order().end());
  CHECK(std::is_sorted(own.begin(), own.end()));
  CHECK(std::none_of(own.begin(), own.end(), [](std::uint32_t i) { return i % 4 == 3; }));

  const auto shuffled = [&](std::uint64_t seed, std::uint64_t epoch) {
    batcher.shuffle(seed, epoch);
    return std::vector<std::uint32_t>(batcher.order().begin(), batcher.order().end());
  };
  const auto first = shuffled(5, 0);
  CHECK(first != own);
  CHECK(std::is_permutation(first.begin(), first.end(), own.begin()));
  CHECK(shuffled(5, 1) != first);
  CHECK(shuffled(6, 0) != first);
  CHECK(shuffled(5, 0) == first);  // whatever came before
}

TEST_CASE("batcher: every row comes to every place equally often") {
  data::Dataset d = toy::regression(8);
  std::fill(d.is_train.begin(), d.is_train.end(), std::uint8_t{1});
  train::Batcher batcher(d, train::Part::kTrain);
  const int epochs = 8000;
  std::vector<int> at(64, 0);
  for (int epoch = 0; epoch < epochs; ++epoch) {
    batcher.shuffle(1, static_cast<std::uint64_t>(epoch));
    for (std::size_t place = 0; place < 8; ++place) ++at[batcher.order()[place] * 8 + place];
  }
  for (const int count : at) CHECK(std::abs(count - 1000) < 5 * 30);  // sigma = 29.6
}

TEST_CASE("batcher: gathers features and targets of its rows") {
  const data::Dataset d = toy::regression(40);
  train::Batcher batcher(d, train::Part::kTrain);
  batcher.shuffle(5, 3);
  std::vector<float> x(2 * 7), t(7);
  batcher.gather(11, 7, x, t);
  for (std::size_t i = 0; i < 7; ++i) {
    const std::size_t row = batcher.order()[11 + i];
    CHECK(x[2 * i] == d.features[2 * row]);
    CHECK(x[2 * i + 1] == d.features[2 * row + 1]);
    CHECK(t[i] == d.targets[row]);
  }
}
