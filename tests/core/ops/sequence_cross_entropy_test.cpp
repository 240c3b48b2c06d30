#include "ops/sequence_cross_entropy.h"

#include "sequence_support.h"

using namespace hunch;
using golden::numbers;

namespace {

const std::vector<float> kTargets = {2, 0, -1, -1, 1, 3, 3, 0, 2, -1, -1, -1};  // (3,4)

/// The loss, then its gradient by each logit.
std::vector<float> run(int rows, std::vector<float> y, std::vector<float> target) {
  const int outputs = static_cast<int>(y.size()) / rows;
  std::vector<float> scratch(ops::Loss::scratch_floats(rows, outputs));
  const ops::LossInput in{&kernels::exact(), rows, outputs, y, target, scratch};
  const ops::SequenceCrossEntropy loss(static_cast<int>(y.size() / target.size()));
  std::vector<float> all(1 + y.size(), 99.0f);
  all[0] = static_cast<float>(loss.forward(in));
  loss.backward(in, std::span(all).subspan(1));
  return all;
}

}  // namespace

TEST_CASE("sequence cross-entropy: gradient against central differences, every kernel table") {
  for (const kernels::Kernels* k : kernels::available()) {
    jacobian::check_loss(ops::SequenceCrossEntropy(5), *k, 3, 20, numbers(60, 2, 0.3), kTargets);
  }
}

TEST_CASE("sequence cross-entropy: as PyTorch, steps that do not count") {
  const std::vector<float> got = run(3, numbers(60, 2, 0.3), kTargets);
  bool found = false;
  for (const golden::SequenceRun& want : golden::kSequences) {
    if (std::string(want.name) != "cross-entropy") continue;
    found = true;
    sequence::check_all({got[0]}, want.y, 1e-6);
    sequence::check_all({got.begin() + 1, got.end()}, want.dx, 1e-6);
  }
  CHECK(found);
}

TEST_CASE("sequence cross-entropy: nothing counts, or what does not count is not a number") {
  for (const float v : run(1, {1, 2, 3, 4}, {-1, -1})) CHECK(v == 0);
  const float nan = std::nanf("");
  const std::vector<float> got = run(1, {0, 0, nan, nan}, {1, -1});
  CHECK(got[0] == doctest::Approx(std::log(2.0)));
  CHECK(std::vector<float>(got.begin() + 1, got.end()) == std::vector<float>{0.5f, -0.5f, 0, 0});
  const std::vector<float> bad = run(1, {nan, 0, 0, 0}, {1, 0});
  CHECK(std::isnan(bad[0]));
  CHECK(std::isnan(bad[1]));
}
