#include "spec/limits.h"

#include <algorithm>
#include <cmath>

#include "spec/json_tree.h"
#include "spec/utf8.h"
#include "spec/wiring.h"
#include "spec/words.h"

namespace hunch::spec {
namespace {

std::string quoted(std::string_view word) { return json_quote(word); }

bool uses_y(Feature feature) {
  return feature == Feature::kY || feature == Feature::kY2 || feature == Feature::kXY ||
         feature == Feature::kSinY || feature == Feature::kCosY;
}

void settle_features(DataSpec& data, Issues& issues) {
  if (!is_synthetic(data.source)) return;
  std::vector<Feature> kept;
  for (std::size_t i = 0; i < data.features.size(); ++i) {
    const Feature feature = data.features[i];
    const std::string pointer = "/data/features/" + std::to_string(i);
    if (is_curve(data.source) && uses_y(feature))
      issues.push_back(
          {pointer, quoted(to_word(feature)), "one of x, x2, sinx, cosx: this set has one input"});
    else
      kept.push_back(feature);
  }
  if (kept.empty() && data.formulas.empty()) {
    if (data.features.empty())
      issues.push_back({"/data/features", "[]", "at least one feature or formula"});
    kept.push_back(Feature::kX);
    if (!is_curve(data.source)) kept.push_back(Feature::kY);
  }
  data.features = std::move(kept);
}

void settle_points(DataSpec& data, Issues& issues) {
  if (!is_synthetic(data.source)) return;
  const int classes = class_count(data);
  if (classes > 0)
    for (std::size_t i = 0; i < data.points.size(); ++i) {
      double& label = data.points[i].label;
      const double nearest =
          std::clamp(static_cast<double>(static_cast<long long>(label)), 0.0, classes - 1.0);
      if (label == nearest) continue;
      issues.push_back({"/data/points/" + std::to_string(i) + "/2", json_number(label),
                        "a class: a whole number from 0 to " + std::to_string(classes - 1)});
      label = nearest;
    }
  std::vector<int> kept;
  for (std::size_t i = 0; i < data.removed.size(); ++i) {
    if (data.removed[i] < data.samples)
      kept.push_back(data.removed[i]);
    else
      issues.push_back(
          {"/data/removed/" + std::to_string(i), std::to_string(data.removed[i]),
           "the number of a made point: from 0 to " + std::to_string(data.samples - 1)});
  }
  std::sort(kept.begin(), kept.end());
  kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
  data.removed = std::move(kept);
}

void settle_samples(DataSpec& data, Issues& issues) {
  const bool clips = data.source == Source::kClips;
  const bool images = is_images(data.source) && is_made(data.source);
  const int most = clips ? kMaxClips : images ? kMaxMadeImages : kMaxSamples;
  if (data.samples <= most) return;
  issues.push_back({"/data/samples", std::to_string(data.samples),
                    "at most " + std::to_string(most) + (clips ? " clips" : " images")});
  data.samples = most;
}

void settle_text(DataSpec& data, Issues& issues) {
  if (!is_text(data.source)) return;
  TextSpec& text = data.text;
  if (text.level == "auto") text.level = level_for(data.source);
  if (text.separator.empty()) return;
  std::string allowed;
  if (text.unit == "windows")
    allowed = "empty with windows: only lines have a source and a target";
  else if (text.separator != "tab" && (utf8_length(text.separator, 0) != text.separator.size() ||
                                       text.separator == "\r" || text.separator == "\n"))
    allowed = "one character, or tab; no line end";
  if (allowed.empty()) return;
  issues.push_back({"/data/text/separator", quoted(text.separator), allowed});
  text.separator.clear();
}

void settle_audio(AudioSpec& audio, Issues& issues) {
  const double least = std::ceil(1000 * audio.seconds / kMaxFrames);
  if (audio.hop >= least) return;
  issues.push_back({"/data/audio/hop", json_number(audio.hop),
                    "at least " + json_number(least) + " for " + json_number(audio.seconds) +
                        " seconds: at most " + std::to_string(kMaxFrames) + " frames"});
  audio.hop = least;
}

void settle_goal(DataSpec& data, Issues& issues) {
  if (data.goal == "auto" || is_autoencoding(data)) return;
  issues.push_back({"/data/goal", quoted(data.goal), "auto: these data are no images"});
  data.goal = "auto";
}

void settle_loss(ModelSpec& spec, Issues& issues) {
  Loss& loss = spec.training.loss;
  if (loss == Loss::kAuto) return;
  const DataSpec& data = spec.data;
  const bool entropy = is_entropy(loss);
  const bool several = has_several_labels(data);
  const bool table = is_table(data.source) && !several, itself = is_autoencoding(data);
  const bool class_set = several || is_class_set(data.source) ||
                         (is_images(data.source) && !itself) || is_text(data.source);
  const bool classes = table ? data.csv.task == "classification" : class_set;
  const bool values = table ? data.csv.task == "regression" : !class_set;
  std::string allowed;
  if (classes && !entropy)
    allowed = "auto, a cross-entropy or kl-divergence: these data have classes";
  else if (itself && ((entropy && loss != Loss::kBinaryCrossEntropy) || loss == Loss::kGaussianNll))
    allowed = "auto, mse, mae, huber or binary-cross-entropy: pixels are told";
  else if (values && entropy && !itself)
    allowed = "auto, mse, mae, huber or gaussian-nll: these data have values, not classes";
  else if (several && entropy && loss != Loss::kBinaryCrossEntropy)
    allowed = "auto or binary-cross-entropy: several labels may hold at once";
  else if (loss == Loss::kBinaryCrossEntropy && is_text(data.source))
    allowed = "auto, categorical-cross-entropy or kl-divergence: a text has more than two tokens";
  else if (loss == Loss::kBinaryCrossEntropy && !itself && !several && class_count(data) > 2)
    allowed = "auto, categorical-cross-entropy or kl-divergence: there are " +
              std::to_string(class_count(data)) + " classes, binary-cross-entropy takes two";
  if (allowed.empty()) return;
  issues.push_back({"/training/loss", quoted(to_word(loss)), allowed});
  loss = Loss::kAuto;
}

void settle_class_weights(ModelSpec& spec, Issues& issues) {
  ClassWeights& weights = spec.training.class_weights;
  if (weights == ClassWeights::kNone || !has_several_labels(spec.data)) return;
  issues.push_back({"/training/classWeights", quoted(to_word(weights)),
                    "none: labels that may hold at once share no weight"});
  weights = ClassWeights::kNone;
}

void settle_focus(TrainingSpec& training, Issues& issues) {
  if (training.focal_gamma == 0 || training.loss != Loss::kKlDivergence) return;
  issues.push_back({"/training/focalGamma", json_number(training.focal_gamma),
                    "0 with kl-divergence, which is no cross-entropy to put in focus"});
  training.focal_gamma = 0;
}

void settle_smoothing(TrainingSpec& training, Issues& issues) {
  if (training.focal_gamma == 0 || training.label_smoothing == 0) return;
  issues.push_back({"/training/labelSmoothing", json_number(training.label_smoothing),
                    "0 with a focal loss (focalGamma above 0)"});
  training.label_smoothing = 0;
}

void settle_schedule(TrainingSpec& training, Issues& issues) {
  if (training.schedule != Schedule::kWarmup || training.schedule_epochs <= training.epochs) return;
  issues.push_back({"/training/scheduleEpochs", std::to_string(training.schedule_epochs),
                    "a warm-up no longer than the training: at most " +
                        std::to_string(training.epochs) + " epochs"});
  training.schedule_epochs = training.epochs;
}

/// Layers that make sense of a row of numbers without order: no window, no time, no positions.
bool suits_rows(LayerType type) {
  switch (type) {
    case LayerType::kActivation:
    case LayerType::kBatchNorm:
    case LayerType::kLayerNorm:
    case LayerType::kRmsNorm:
    case LayerType::kGroupNorm:
      return true;
    default:
      return is_dense(type) || joins(type) || (drops(type) && type != LayerType::kSpatialDropout);
  }
}

/// What is wrong with a field of a layer beside others of it.
void settle_layer(LayerSpec& layer, const std::string& pointer, Issues& issues) {
  if (layer.type == LayerType::kReshape && layer.shape.empty()) {
    issues.push_back({pointer + "/shape", "[]", "one to three sizes, such as [7,7,8]"});
    layer.type = LayerType::kFlatten;
  }
  const bool plane = layer.type == LayerType::kConv2d ||
                     layer.type == LayerType::kConvTranspose2d ||
                     layer.type == LayerType::kMaxPool2d || layer.type == LayerType::kAveragePool2d;
  if (plane && layer.padding == Padding::kCausal) {
    issues.push_back({pointer + "/padding", quoted(to_word(layer.padding)),
                      "valid or same: causal is for layers over time"});
    layer.padding = Padding::kSame;
  }
}

void settle_layers(ModelSpec& spec, Issues& issues) {
  int dense = 0;
  std::vector<LayerSpec> kept;
  for (std::size_t i = 0; i < spec.model.size(); ++i) {
    LayerSpec& layer = spec.model[i];
    std::string allowed;
    if (is_dense(layer.type) && ++dense > kMaxDenseLayers)
      allowed = "at most " + std::to_string(kMaxDenseLayers) + " dense layers";
    else if (!suits_rows(layer.type) &&
             (is_synthetic(spec.data.source) || is_table(spec.data.source)))
      allowed =
          "dense, dropconnect, activation, a norm, dropout (gaussian-dropout, alpha-dropout, "
          "stochastic-depth), add, multiply or concat: this one needs images or sequences";
    if (allowed.empty()) {
      settle_layer(layer, "/model/" + std::to_string(i), issues);
      kept.push_back(layer);
    } else
      issues.push_back({"/model/" + std::to_string(i), quoted(to_word(layer.type)), allowed});
  }
  spec.model = std::move(kept);
}

/// A chain of dense layers, with dropout or without: its size is known before it is built.
bool is_chain(const std::vector<LayerSpec>& model) {
  return std::all_of(model.begin(), model.end(), [](const LayerSpec& layer) {
    return (is_dense(layer.type) || drops(layer.type)) && layer.inputs.empty();
  });
}

/// Halves the widest layer until the network is small enough.
void settle_size(ModelSpec& spec, Issues& issues) {
  // Of others nn::Network knows it, which allocates nothing for weights.
  if (!is_synthetic(spec.data.source) || !is_chain(spec.model)) return;
  const std::size_t features = spec.data.features.size() + spec.data.formulas.size();
  const auto outputs = static_cast<std::size_t>(std::max(2, class_count(spec.data)));
  const std::size_t wanted = parameter_count(spec.model, features, outputs);
  if (wanted <= kMaxParameters) return;
  issues.push_back(
      {"/model", std::to_string(wanted),
       "layers with at most " + std::to_string(kMaxParameters) + " weights and biases together"});
  while (parameter_count(spec.model, features, outputs) > kMaxParameters) {
    auto widest = std::max_element(
        spec.model.begin(), spec.model.end(), [](const LayerSpec& a, const LayerSpec& b) {
          return (is_dense(a.type) ? a.units : 0) < (is_dense(b.type) ? b.units : 0);
        });
    widest->units /= 2;
  }
}

void settle_memory(ModelSpec& spec, Issues& issues) {
  std::size_t units = 1;
  for (const LayerSpec& layer : spec.model)
    if (is_dense(layer.type)) units += static_cast<std::size_t>(layer.units);
  const std::size_t most = std::max<std::size_t>(1, kMaxBatchValues / units);
  const auto batch = static_cast<std::size_t>(spec.training.batch);
  if (batch <= most) return;
  issues.push_back({"/training/batch", std::to_string(batch),
                    "at most " + std::to_string(most) + " with layers of " +
                        std::to_string(units - 1) + " units together"});
  spec.training.batch = static_cast<int>(most);
}

void settle_csv(CsvSpec& csv, Issues& issues) {
  std::vector<std::string> kept;
  for (std::size_t i = 0; i < csv.exclude.size(); ++i) {
    if (!csv.target.empty() && csv.exclude[i] == csv.target)
      issues.push_back({"/data/csv/exclude/" + std::to_string(i), quoted(csv.exclude[i]),
                        "a column that is not the target"});
    else
      kept.push_back(csv.exclude[i]);
  }
  csv.exclude = std::move(kept);
  if (csv.labels.size() != 1) return;
  issues.push_back(
      {"/data/csv/labels", quoted(csv.labels[0]), "at least two columns, or none and a target"});
  csv.labels.clear();
}

void settle_axes(ViewSpec& view, Issues& issues) {
  if (view.axes.size() == 2 && view.axes[0] == view.axes[1]) {
    issues.push_back(
        {"/view/axes/1", std::to_string(view.axes[1]), "another column than the first"});
    view.axes.pop_back();
  }
}

}  // namespace

std::size_t parameter_count(const std::vector<LayerSpec>& model, std::size_t features,
                            std::size_t outputs) {
  std::size_t total = 0, inputs = features;
  for (const LayerSpec& layer : model) {
    if (!is_dense(layer.type)) continue;
    const auto units = static_cast<std::size_t>(layer.units);
    total += (inputs + 1) * units;
    inputs = units;
  }
  return total + (inputs + 1) * outputs;
}

void settle(ModelSpec& spec, Issues& issues) {
  settle_features(spec.data, issues);
  settle_points(spec.data, issues);
  settle_samples(spec.data, issues);
  settle_goal(spec.data, issues);
  settle_text(spec.data, issues);
  settle_audio(spec.data.audio, issues);
  settle_csv(spec.data.csv, issues);
  settle_wiring(spec.model, issues);
  settle_layers(spec, issues);
  Issues told;  // a layer that was left out may have been read by name
  settle_wiring(spec.model, told);
  settle_size(spec, issues);
  settle_loss(spec, issues);
  settle_class_weights(spec, issues);
  settle_focus(spec.training, issues);
  settle_smoothing(spec.training, issues);
  settle_schedule(spec.training, issues);
  settle_memory(spec, issues);
  settle_axes(spec.view, issues);
}

}  // namespace hunch::spec
