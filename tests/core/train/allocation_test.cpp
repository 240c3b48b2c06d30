#include <cstdlib>
#include <new>

#include "sequences.h"

namespace {
std::size_t allocations = 0;
}

// Counts every allocation of this program. GCC takes one that it inlines for a mismatch of new and
// free.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
#endif
void* operator new(std::size_t size) {
  ++allocations;
  if (void* p = std::malloc(size > 0 ? size : 1)) return p;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  ++allocations;
  const std::size_t a = static_cast<std::size_t>(alignment);
  if (void* p = std::aligned_alloc(a, (size + a - 1) / a * a)) return p;
  throw std::bad_alloc();
}
void operator delete(void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }
void operator delete(void* p, std::align_val_t) noexcept { std::free(p); }
void operator delete(void* p, std::size_t, std::align_val_t) noexcept { std::free(p); }

using namespace hunch;

TEST_CASE("a step allocates nothing, nor does the end of an epoch or an evaluation") {
  for (const bool classes : {false, true}) {
    for (const spec::Optimizer kind : {spec::Optimizer::kSgd, spec::Optimizer::kAdamw}) {
      spec::ModelSpec spec = toy::small_spec();
      spec.training.optimizer = kind;
      spec.training.clip = 1;
      spec.training.l1 = 1e-4;
      spec.training.weight_decay = kind == spec::Optimizer::kAdamw ? 0.01 : 0;
      spec.training.patience = 50;
      spec.model.push_back(build::noise(spec::LayerType::kDropconnect, 0.2));
      spec.model.push_back(build::noise(spec::LayerType::kGaussianDropout, 0.2));
      spec.training.focal_gamma = kind == spec::Optimizer::kSgd ? 2 : 0;
      spec.training.label_smoothing = kind == spec::Optimizer::kSgd ? 0 : 0.1;
      spec.training.class_weights = spec::ClassWeights::kBalanced;
      toy::Run run(spec, classes ? toy::sectors(400, 3) : toy::regression(400));
      const std::size_t before = allocations;
      run.trainer.step(100);
      run.trainer.evaluate(train::Part::kTrain);
      run.trainer.evaluate(train::Part::kValidation);
      CHECK(allocations == before);
      CHECK(run.trainer.epoch() == 6);
    }
  }
  for (const spec::ModelSpec& spec : {sequences::recurrent(10), sequences::attentive(10)}) {
    sequences::Run run(spec, sequences::lines(60, 6));
    const std::size_t before = allocations;
    run.trainer.step(20);
    run.trainer.evaluate(train::Part::kValidation);
    CHECK(allocations == before);
  }
  const std::size_t before = allocations;
  ::operator delete(::operator new(3));
  CHECK(allocations == before + 1);  // the counter works
}
