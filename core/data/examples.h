#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/dataset.h"
#include "data/features.h"

namespace hunch::data {

/// Examples as they were made or read: before they are split, filled and scaled.
struct Examples {
  Task task = Task::kClassification;
  std::vector<Input> inputs;             ///< R, names and kinds
  std::vector<std::string> class_names;  ///< K
  bool several = false;                  ///< classes are labels, each with a target
  std::string target_name;
  std::vector<double> raw;           ///< (N,R); NaN: missing
  std::vector<double> target;        ///< (N), or (N,K) of several labels
  std::vector<std::int32_t> origin;  ///< (N) as in Dataset

  std::vector<FeatureMap::Column> columns;  ///< D, how features are made of raw inputs
  std::vector<std::string> feature_names;   ///< D
  std::vector<std::uint8_t> scaled;         ///< D, 1: brought to mean 0 and deviation 1
  double widen = 1.5;                       ///< axes reach this many times the data's range
  Issues warnings;

  std::size_t count() const { return origin.size(); }
};

}  // namespace hunch::data
