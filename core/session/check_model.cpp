#include "session/check_model.h"

#include <algorithm>

#include "nn/workspace.h"
#include "ops/loss.h"
#include "spec/json_tree.h"
#include "spec/limits.h"
#include "spec/words.h"
#include "train/network_for.h"

namespace hunch::session {

Issues check_model(const spec::ValidSpec& spec, const data::Dataset& dataset,
                   const kernels::Kernels& kernels) {
  try {
    const nn::Network network = train::network_for(spec, dataset);
    const std::size_t parameters = network.parameter_count();
    if (parameters > spec::kMaxParameters) {
      return {{"/model", std::to_string(parameters),
               "layers with at most " + std::to_string(spec::kMaxParameters) +
                   " weights and biases together"}};
    }
    const auto rows = static_cast<int>(
        std::min<std::size_t>(static_cast<std::size_t>(spec->training.batch), dataset.count()));
    const nn::Head& head = network.head();
    const std::uint64_t answers =
        static_cast<std::uint64_t>(rows) * static_cast<std::uint64_t>(head.answers);
    const std::uint64_t bytes =
        nn::Workspace::bytes_needed(network, kernels, rows, nn::Workspace::Use::kTraining) +
        sizeof(float) * answers * ops::Loss::scratch_floats(1, head.outputs);
    if (bytes > spec::kMaxWorkBytes) {
      return {{"/training/batch", std::to_string(spec->training.batch),
               "a batch whose activations take at most " +
                   std::to_string(spec::kMaxWorkBytes >> 20) + " MB; this takes " +
                   std::to_string(bytes >> 20)}};
    }
  } catch (const nn::LayerError& error) {
    // The output layer is not listed: it fails by what the last layer gives.
    if (error.spec_index < 0 && spec->model.empty()) return {{"/model", "[]", error.what()}};
    const std::size_t index =
        error.spec_index < 0 ? spec->model.size() - 1 : static_cast<std::size_t>(error.spec_index);
    return {{"/model/" + std::to_string(index),
             spec::json_quote(spec::to_word(spec->model[index].type)), error.what()}};
  }
  return {};
}

}  // namespace hunch::session
