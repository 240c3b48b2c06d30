#include "nn/make_op.h"
#include "nn/network.h"

namespace hunch::nn {

/// Of feature maps that have the image's sides, each pixel is told from the same pixel; of a row of
/// units, all pixels from all units.
void Network::add_image_output() {
  const Shape shape = shape_of(last_);
  const int channels = input_[2];
  spec::LayerSpec output{.activation = spec::Activation::kLinear};
  if (shape.rank() == 1) {
    output.units = head_.width();
    add_op(make_op(output), output, -1);
    spec::LayerSpec image{.type = spec::LayerType::kReshape};
    image.shape = {input_[0], input_[1], channels};
    add_step(make_op(image, 0), 0);
    layers_.back().output_step = last_;
    return;
  }
  if (shape.rank() != 3 || shape[0] != input_[0] || shape[1] != input_[1]) {
    throw LayerError(-1, "[output] input " + shape.text() + ": needs (" +
                             std::to_string(input_[0]) + "," + std::to_string(input_[1]) +
                             ",C), the size of the image that is told, or (D) units");
  }
  output.type = spec::LayerType::kConv2d;
  output.filters = channels;
  output.kernel = 1;
  add_op(make_op(output, 0), output, -1);
}

}  // namespace hunch::nn
