#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "data/prepare.h"
#include "nn/network.h"
#include "spec/validate.h"

namespace hunch::session {

class Session;

/// A trained network with all that using it takes; not its data.
struct SavedModel {
  spec::ValidSpec spec;
  data::Prepared prepared;  ///< no rows: see data::read_recipe
  nn::Network network;
  std::vector<float> parameters;  ///< (P)
  double residual_deviation = 0;  ///< of the training part in scaled units; 0 for classes
  std::string fingerprint;        ///< of the parameters

  /// 1/tau in scaled target units: given by the spec, else from the residuals.
  double noise_variance() const;
};

/// The session's network as a safetensors file: one F32 tensor for every weight matrix
/// (inputs, units) and bias (units), named as nn::ParameterView; spec, recipe of the data, seed,
/// steps, noise and fingerprint in the metadata. `program` is who wrote it, such as "hunch 0.1.0".
std::string save_model(const Session& session, std::string_view program);

/// Throws Error with what is missing, damaged or does not fit.
SavedModel load_model(std::string_view bytes);

}  // namespace hunch::session
