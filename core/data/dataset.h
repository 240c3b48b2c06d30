#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/shape.h"
#include "data/audio/mel_form.h"

/// Tables of numbers ready to learn from, and where they came from.
namespace hunch::data {

enum class Task : std::uint8_t { kRegression, kClassification };

/// x -> (x - mean) / deviation, fitted on the training part only; constant columns get deviation 1.
struct Scaling {
  std::vector<double> mean;       ///< one per column
  std::vector<double> deviation;  ///< one per column, > 0
};

/// One column of the user's input plane or table, before features are made of it.
struct Input {
  std::string name;
  double low = 0;  ///< range shown on an axis, in the data's own units; low < high
  double high = 0;
  double median = 0;            ///< what the column is held at when it is not on an axis
  double fill = 0;              ///< what stands for a missing cell: the training part's mean
  std::string kind = "number";  ///< "number", "date" (days since 1970-01-01) or "text"
  std::string format;           ///< date: how it is written, such as "YYYY-MM-DD"
  std::vector<std::string> categories;  ///< text: raw holds an index into these; -1: none of them
};

/// target = scale * feature + offset
struct Affine {
  double scale = 1, offset = 0;
};

/// A forecast without a model, which one with a model has to beat on the validation part.
struct Naive {
  std::string forecast;  ///< "season before" or "last value"
  double rmse = 0;       ///< over all answers, in the target's own units
};

/// N examples. Images and sequences have no `inputs` and no `raw`. `raw` is in the data's own units
/// (what axes show), `features` is what the network sees (made of raw by the feature map, scaled).
/// Targets of a regression are kept in their own units; `target_scaling` brings them to mean 0,
/// deviation 1 for training.
struct Dataset {
  Task task = Task::kClassification;
  std::vector<Input> inputs;               ///< R raw inputs (1, 2 or the columns of a table)
  std::vector<std::string> feature_names;  ///< D; none for images
  Shape shape;  ///< of one example's features: (D), (Y,X,C), (T,D) of a series, (T) of tokens
  std::optional<MelForm> mel;  ///< how sounds became these images
  int vocabulary = 0;  ///< V: features are ids of tokens, 0 to V-1, 0 for padding; 0: numbers
  int separator = -1;  ///< the token that ends what is given of a line; -1: all is asked for
  int answers = 1;     ///< A targets for each example: the steps of a forecast, or T next tokens
  /// Answers are the example's own features, from which targets are made as they are needed: then
  /// `targets` and `target_raw` are empty.
  std::optional<Affine> itself;
  bool several = false;  ///< target k is whether class k holds, 1 or 0: several may
  bool next = false;     ///< target t is the token after step t; classes are the vocabulary
  std::vector<std::string> class_names;  ///< K; empty for regression
  std::string target_name;
  std::string target_unit;

  std::vector<double> raw;             ///< (N,R)
  std::vector<float> features;         ///< (N,D) scaled, float32
  std::vector<int> lengths;            ///< (N) steps that count, 1 to T; empty: all
  std::vector<float> targets;          ///< (N,A) class index (-1: not asked), or target scaled
  std::vector<double> target_raw;      ///< (N,A) class index, or target in its own units
  std::vector<std::uint8_t> is_train;  ///< (N) 1: training part, 0: validation or test part
  std::vector<std::uint8_t> is_test;   ///< (N) 1: a test set that came with the data; or empty
  std::vector<std::int32_t>
      origin;  ///< (N) index of the generated point or CSV row; -1-i: drawn point i

  Scaling feature_scaling;     ///< D columns
  Scaling target_scaling;      ///< 1 column; mean 0, deviation 1 for classes
  std::optional<Naive> naive;  ///< of a series
  Issues warnings;  ///< rows left out, cells filled, columns dropped: pointer "/csv/row/14"

  std::size_t count() const { return is_train.size(); }
  int input_count() const { return static_cast<int>(inputs.size()); }
  int feature_count() const { return static_cast<int>(shape.size()); }
  int class_count() const { return static_cast<int>(class_names.size()); }
};

}  // namespace hunch::data
