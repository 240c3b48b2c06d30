#pragma once

#include <optional>
#include <string>

#include "session/forecaster.h"
#include "session/predictor.h"
#include "session/session.h"

/// The JSON lines on standard output.
namespace hunch::cli {

/// {"event":"start","spec":{...},"parameters":P}, with the whole spec.
std::string start_event(const session::Session& session);

/// {"event":"epoch","epoch":E,"train":{...},"validation":{...}}
std::string epoch_event(const data::Dataset& data, const train::EpochMetrics& metrics);

/// How a run ended.
struct RunEnd {
  std::uint64_t epochs = 0;  ///< whole ones
  double seconds = 0;
  train::Metrics train, validation;
  std::optional<train::Metrics> test;  ///< where a test set came with the data
  std::optional<data::Naive> naive;    ///< of a series
  std::vector<double> labels;          ///< (K) that may hold at once: validation accuracy of each
  std::string fingerprint;             ///< exact mode, else empty
  bool interrupted = false;
};
/// {"event":"done","epochs":E,"seconds":S,"train":{...},"validation":{...}}, with "test":{...}
/// where there is a test set, with "labels":{"circle":A,...} where several may hold at once, with
/// "naive":{"forecast":"season before","rmse":R} for a series; after Ctrl-C with
/// "interrupted":true.
std::string done_event(const data::Dataset& data, const RunEnd& end);

/// Row `n` of predictions, as `hunch predict --json` gives it; `file`: that it is of, or empty.
std::string prediction_line(const data::Dataset& data, const session::Predictions& predictions,
                            std::size_t n, const std::string& file);

/// Step h after a series, and future f of it.
std::string forecast_line(const session::Forecast& forecast, std::size_t h);
std::string future_line(const std::vector<double>& values, std::size_t f);

}  // namespace hunch::cli
