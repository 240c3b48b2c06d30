#include "session/sampling.h"

#include <doctest/doctest.h>

using namespace hunch;
using session::Sampling;
using session::sharpen;

namespace {

const std::vector<float> kP = {0.1f, 0.4f, 0.2f, 0.3f};

void check_close(const std::vector<double>& got, const std::vector<double>& want) {
  REQUIRE(got.size() == want.size());
  for (std::size_t i = 0; i < got.size(); ++i) CHECK(got[i] == doctest::Approx(want[i]));
}

}  // namespace

TEST_CASE("sampling: as it is, sharper, flatter, and always the likeliest") {
  check_close(sharpen(kP, {}), {0.1, 0.4, 0.2, 0.3});
  // p^2 = 0.01, 0.16, 0.04, 0.09, together 0.30
  check_close(sharpen(kP, {.temperature = 0.5}), {0.01 / 0.3, 0.16 / 0.3, 0.04 / 0.3, 0.09 / 0.3});
  check_close(sharpen(kP, {.temperature = 0}), {0, 1, 0, 0});
  const auto flat = sharpen(kP, {.temperature = 100});
  CHECK(flat[1] / flat[0] < 1.02);
}

TEST_CASE("sampling: only the likeliest") {
  check_close(sharpen(kP, {.top_k = 2}), {0, 4.0 / 7, 0, 3.0 / 7});
  check_close(sharpen(kP, {.top_k = 9}), {0.1, 0.4, 0.2, 0.3});
  // The fewest that have 0.7: 0.4 and 0.3. One more where that is passed.
  check_close(sharpen(kP, {.top_p = 0.65}), {0, 4.0 / 7, 0, 3.0 / 7});
  check_close(sharpen(kP, {.top_p = 0.75}), {0, 4.0 / 9, 2.0 / 9, 3.0 / 9});
  check_close(sharpen(kP, {.top_p = 0.001}), {0, 1, 0, 0});
  // Of the two that are left the first alone has 0.57.
  check_close(sharpen(kP, {.top_k = 2, .top_p = 0.5}), {0, 1, 0, 0});
  // Among equals the first counts as likelier.
  check_close(sharpen(std::vector<float>{0.25f, 0.25f, 0.25f, 0.25f}, {.top_k = 1}), {1, 0, 0, 0});
  // Impossible and tiny ones do no harm.
  check_close(sharpen(std::vector<float>{0, 1e-30f, 0}, {.temperature = 0.1}), {0, 1, 0});
}

TEST_CASE("sampling: draws as often as the probabilities say, the same for a seed") {
  const std::vector<double> p = {0.1, 0, 0.6, 0.3};
  std::vector<int> counts(4, 0);
  Random random(7, Stream::kUser), again(7, Stream::kUser);
  for (int i = 0; i < 20'000; ++i) {
    const int drawn = session::draw_from(p, random);
    CHECK(drawn == session::draw_from(p, again));
    ++counts[static_cast<std::size_t>(drawn)];
  }
  CHECK(counts[1] == 0);
  CHECK(counts[0] == doctest::Approx(2000).epsilon(0.1));
  CHECK(counts[2] == doctest::Approx(12'000).epsilon(0.03));
  CHECK(counts[3] == doctest::Approx(6000).epsilon(0.05));
}
