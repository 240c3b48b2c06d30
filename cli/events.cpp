#include "cli/events.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "spec/json_tree.h"

namespace hunch::cli {
namespace {

using spec::json_quote;

std::string number(double value) { return spec::json_number(value); }
/// The fewest digits that read back as the same float.
std::string number(float value) { return std::isfinite(value) ? fmt::to_string(value) : "null"; }

std::string numbers(std::span<const float> values) {
  std::string list;
  for (const float value : values) list += (list.empty() ? "" : ",") + number(value);
  return list;
}

/// "name":number for each label of several.
template <class Values>
std::string by_label(const data::Dataset& data, const Values& values) {
  std::string list;
  for (std::size_t k = 0; k < data.class_names.size(); ++k) {
    list += (k > 0 ? "," : "") + json_quote(data.class_names[k]) + ":" + number(values[k]);
  }
  return list;
}

std::string metrics_json(const data::Dataset& data, const train::Metrics& m) {
  if (data.several) {
    return fmt::format(R"({{"loss":{},"accuracy":{},"exact":{},"f1":{}}})", number(m.loss),
                       number(m.accuracy), number(m.exact), number(m.f1));
  }
  if (data.task == data::Task::kClassification) {
    return fmt::format(R"({{"loss":{},"accuracy":{}}})", number(m.loss), number(m.accuracy));
  }
  return fmt::format(R"({{"loss":{},"rmse":{},"r2":{}}})", number(m.loss), number(m.rmse),
                     number(m.r2));
}

/// Whether each label holds, with the entropies of its own choice.
std::string labels_line(const data::Dataset& data, const session::Predictions& p, std::size_t n) {
  const std::size_t labels = data.class_names.size();
  const auto row = [&](const std::vector<float>& of) {
    return std::span(of).subspan(n * labels, labels);
  };
  std::string told;
  for (std::size_t k = 0; k < labels; ++k) {
    if (row(p.probabilities)[k] > 0.5F) {
      told += (told.empty() ? "" : ",") + json_quote(data.class_names[k]);
    }
  }
  return fmt::format(
      R"({{"labels":[{}],"probabilities":{{{}}},"entropy":{{{}}},"expected_entropy":{{{}}},"mutual_information":{{{}}}}})",
      told, by_label(data, row(p.probabilities)), by_label(data, row(p.entropy)),
      by_label(data, row(p.expected_entropy)), by_label(data, row(p.information)));
}

}  // namespace

std::string start_event(const session::Session& session) {
  return fmt::format(R"({{"event":"start","spec":{},"parameters":{}}})",
                     spec::to_json(*session.spec(), true), session.parameters().size());
}

std::string epoch_event(const data::Dataset& data, const train::EpochMetrics& metrics) {
  return fmt::format(R"({{"event":"epoch","epoch":{},"train":{},"validation":{}}})", metrics.epoch,
                     metrics_json(data, metrics.train), metrics_json(data, metrics.validation));
}

std::string done_event(const data::Dataset& data, const RunEnd& end) {
  std::string line = fmt::format(
      R"({{"event":"done","epochs":{},"seconds":{},"train":{},"validation":{})", end.epochs,
      number(end.seconds), metrics_json(data, end.train), metrics_json(data, end.validation));
  if (end.test) line += ",\"test\":" + metrics_json(data, *end.test);
  if (!end.labels.empty()) line += ",\"labels\":{" + by_label(data, end.labels) + "}";
  if (end.naive) {
    line += fmt::format(R"(,"naive":{{"forecast":{},"rmse":{}}})", json_quote(end.naive->forecast),
                        number(end.naive->rmse));
  }
  if (!end.fingerprint.empty()) line += ",\"fingerprint\":" + json_quote(end.fingerprint);
  if (end.interrupted) line += ",\"interrupted\":true";
  return line + "}";
}

std::string forecast_line(const session::Forecast& f, std::size_t h) {
  return fmt::format(R"({{"step":{},"mean":{},"std":{},"aleatoric":{},"epistemic":{}}})", h + 1,
                     number(f.mean[h]), number(f.deviation[h]), number(f.aleatoric[h]),
                     number(f.epistemic[h]));
}

std::string future_line(const std::vector<double>& values, std::size_t f) {
  std::string list;
  for (const double value : values) list += (list.empty() ? "" : ",") + number(value);
  return fmt::format(R"({{"future":{},"values":[{}]}})", f + 1, list);
}

std::string prediction_line(const data::Dataset& data, const session::Predictions& p, std::size_t n,
                            const std::string& file) {
  if (data.itself) {
    const std::size_t size = data.shape.size();
    return (file.empty() ? "{" : "{\"file\":" + json_quote(file) + ",") +
           fmt::format(R"("error":{},"std":{},"image":[{}],"imageStd":[{}]}})", number(p.error[n]),
                       number(p.spread[n]), numbers(std::span(p.told).subspan(n * size, size)),
                       numbers(std::span(p.told_deviation).subspan(n * size, size)));
  }
  if (data.several) return labels_line(data, p, n);
  if (data.task == data::Task::kRegression) {
    return fmt::format(R"({{"mean":{},"std":{},"aleatoric":{},"epistemic":{}}})", number(p.mean[n]),
                       number(p.deviation[n]), number(p.aleatoric[n]), number(p.epistemic[n]));
  }
  const std::size_t classes = data.class_names.size();
  const auto row = std::span(p.probabilities).subspan(n * classes, classes);
  const auto best = std::max_element(row.begin(), row.end()) - row.begin();
  std::string line = (file.empty() ? "{" : "{\"file\":" + json_quote(file) + ",") +
                     "\"class\":" + json_quote(data.class_names[static_cast<std::size_t>(best)]) +
                     ",\"probabilities\":{";
  for (std::size_t k = 0; k < classes; ++k) {
    line += (k > 0 ? "," : "") + json_quote(data.class_names[k]) + ":" + number(row[k]);
  }
  return line + fmt::format(R"(}},"entropy":{},"expected_entropy":{},"mutual_information":{}}})",
                            number(p.entropy[n]), number(p.expected_entropy[n]),
                            number(p.information[n]));
}

}  // namespace hunch::cli
