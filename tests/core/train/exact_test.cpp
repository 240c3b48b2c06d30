#include "toy.h"

using namespace hunch;

TEST_CASE("every exact table draws and weighs to the same bits") {
  spec::ModelSpec spec = toy::small_spec();
  spec.model = {build::dense(19, spec::Activation::kSelu),
                build::noise(spec::LayerType::kAlphaDropout, 0.15),
                build::noise(spec::LayerType::kDropconnect, 0.3),
                build::noise(spec::LayerType::kGaussianDropout, 0.3)};
  for (const double gamma : {0.0, 1.5}) {
    for (const int classes : {2, 5}) {
      spec.training.focal_gamma = gamma;
      spec.training.label_smoothing = gamma > 0 ? 0 : 0.1;
      spec.training.class_weights = spec::ClassWeights::kBalanced;
      std::vector<float> want;
      for (const kernels::Kernels* k : kernels::available()) {
        if (!k->exact) continue;
        toy::Run run(spec, toy::sectors(150, classes), *k);
        CHECK(run.trainer.step(100) == 100);
        if (want.empty()) want = toy::weights(run.trainer);
        CHECK(toy::weights(run.trainer) == want);
      }
      CHECK_FALSE(want.empty());
    }
  }
}

TEST_CASE("every exact table of kernels trains to the same bits") {
  for (const spec::Activation f :
       {spec::Activation::kTanh, spec::Activation::kGelu, spec::Activation::kSoftplus}) {
    for (const int classes : {0, 2, 5}) {
      spec::ModelSpec spec = toy::small_spec();
      spec.model = {build::dense(19, f), build::dropout(0.15), build::dense(33, f),
                    build::dropout(0.3)};
      spec.training.l1 = 1e-4;
      spec.training.l2 = 1e-3;
      spec.training.clip = 0.5;
      spec.training.schedule = spec::Schedule::kOneCycle;
      spec.training.batch = 27;
      if (classes == 0) {
        spec.data.source = spec::Source::kRegressPlane;
        spec.training.loss = spec::Loss::kGaussianNll;
      }
      std::vector<float> want;
      for (const kernels::Kernels* k : kernels::available()) {
        if (!k->exact) continue;
        const std::string table = k->name;
        CAPTURE(table);
        toy::Run run(spec, classes == 0 ? toy::regression(150) : toy::sectors(150, classes), *k);
        CHECK(run.trainer.step(200) == 200);
        if (want.empty()) want = toy::weights(run.trainer);
        CHECK(toy::weights(run.trainer) == want);
      }
      CHECK_FALSE(want.empty());
    }
  }
}
