#pragma once

#include <cstdint>
#include <functional>
#include <variant>
#include <vector>

#include "data/prepare.h"
#include "kernels/kernels.h"
#include "spec/validate.h"
#include "train/metrics.h"

namespace hunch::search {

/// How many examples, with which shares of wrong labels, and how often each of them.
struct CurveAsk {
  std::vector<int> sizes;           ///< training examples: at least one number, each > 0
  std::vector<double> label_noise;  ///< each from 0 to 0.5; none: the spec's own
  int runs = 3;                     ///< with the seeds from the spec's own on
};

/// One training from new weights.
struct CurveRun {
  int size = 0;
  double label_noise = 0;
  std::uint64_t seed = 0;
  train::Metrics metrics;  ///< of the test part, or the validation part where there is no test
  bool diverged = false;
};

/// Mean and standard deviation (of the sample; 0 for one run).
struct Spread {
  double mean = 0, deviation = 0;
};

/// All runs of one size and share that did not diverge.
struct CurvePoint {
  int size = 0;
  double label_noise = 0;
  int runs = 0;
  Spread loss, accuracy, rmse;
};

/// How much data are needed: trains on parts of a training set, from small to large. All runs of
/// one seed are measured on the same examples, smaller parts lie in larger ones, and every run
/// takes as many steps as the largest does in the spec's epochs, so that small parts are not worse
/// for having been learned for a shorter time.
class LearningCurve {
 public:
  /// Makes the data of a spec, in session's way for own data.
  using Prepare = std::function<std::variant<data::Prepared, Issues>(const spec::ValidSpec&)>;

  /// Made sets are made large enough for the largest size. `kernels` outlives this.
  LearningCurve(const spec::ValidSpec& spec, CurveAsk ask, Prepare prepare,
                const kernels::Kernels& kernels);

  std::size_t total() const;  ///< runs, all together
  std::size_t done() const { return runs_.size(); }
  /// Trains the next one; there must be one left. Errors: what `prepare` refuses; "/sizes": more
  /// than there are.
  std::variant<CurveRun, Issues> next();
  std::vector<CurvePoint> points() const;  ///< of the runs so far

 private:
  spec::ModelSpec spec_for(int size, double label_noise, std::uint64_t seed) const;
  Issues prepare_for(double label_noise, std::uint64_t seed);

  spec::ModelSpec spec_;
  CurveAsk ask_;
  Prepare prepare_;
  const kernels::Kernels& kernels_;
  data::Prepared prepared_;  // of the current seed and share
  std::vector<CurveRun> runs_;
};

}  // namespace hunch::search
