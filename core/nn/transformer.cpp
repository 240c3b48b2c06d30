#include "nn/make_op.h"
#include "nn/network.h"
#include "ops/activation.h"
#include "ops/add.h"
#include "ops/cross_attention.h"
#include "ops/dense.h"
#include "ops/dropout.h"
#include "ops/layer_norm.h"
#include "ops/multi_head_attention.h"

namespace hunch::nn {

/// x + f(norm(x)), or norm(x + f(x)), for f attention and then two dense layers, with dropout of
/// the attention weights and of what each part adds. Vaswani and others 2017, "Attention is all you
/// need", NIPS, section 3.1; the norm before: Xiong and others 2020, "On layer normalization in the
/// transformer architecture", ICML.
void Network::add_transformer_block(const spec::LayerSpec& layer, int spec_index) {
  const Shape shape = shape_of(last_);
  if (shape.rank() != 2) {
    throw Error("[transformer-block] input " + shape.text() + ": needs (T,D)");
  }
  const int width = shape[1];
  const int index = begin_layer(layer, spec_index);
  const std::string file = layer_name(layer, index + 1).file;
  const bool before = layer.norm == spec::NormPlace::kBefore;
  int masks = masks_of(index);
  const auto learned = [&](const char* part, std::unique_ptr<ops::Op> op, int number) {
    add_step(std::move(op), number);
    add_views(file + "/" + part, index);
  };
  const auto add_back = [&](int to, const char* norm) {
    add_step(std::make_unique<ops::Dropout>(layer.rate), masks++);
    add_join(std::make_unique<ops::Add>(), {to, last_});
    if (!before) learned(norm, std::make_unique<ops::LayerNorm>(), index);
  };

  int residual = last_;
  if (before) learned("norm-1", std::make_unique<ops::LayerNorm>(), index);
  learned("attention",
          std::make_unique<ops::MultiHeadAttention>(layer.heads, layer.causal, layer.rate,
                                                    layer.rotary),
          masks++);
  add_back(residual, "norm-1");

  residual = last_;
  if (before) learned("norm-2", std::make_unique<ops::LayerNorm>(), index);
  learned("dense-1", std::make_unique<ops::Dense>(layer.hidden > 0 ? layer.hidden : 4 * width),
          index);
  add_step(std::make_unique<ops::Activation>(kernel_activation(layer.activation)), index);
  learned("dense-2", std::make_unique<ops::Dense>(width), index);
  add_back(residual, "norm-2");

  layers_.back().sum_step = last_;
  end_layer(layer);
}

/// The same of three parts: causal attention to itself, attention to what another branch gives, and
/// two dense layers. Vaswani and others 2017, section 3.1, "Decoder".
void Network::add_transformer_decoder(const spec::LayerSpec& layer, int spec_index,
                                      std::vector<int> from) {
  const Shape shape = shape_of(from[0]), seen = shape_of(from[1]);
  if (from.size() != 2 || shape.rank() != 2 || seen.rank() != 2) {
    throw Error("[transformer-decoder] inputs " + shape.text() + ", " + seen.text() +
                ": needs (T,D), (S,E)");
  }
  const int width = shape[1], memory = from[1];
  const int index = begin_layer(layer, spec_index);
  const std::string file = layer_name(layer, index + 1).file;
  const bool before = layer.norm == spec::NormPlace::kBefore;
  int masks = decoder_masks_of(index);
  const auto learned = [&](const std::string& part, std::unique_ptr<ops::Op> op, int number) {
    add_step(std::move(op), number);
    add_views(file + "/" + part, index);
  };
  const auto norm = [&](const char* part) {
    learned(part, std::make_unique<ops::LayerNorm>(), index);
  };
  const auto add_back = [&](int to, const char* part) {
    add_step(std::make_unique<ops::Dropout>(layer.rate), masks++);
    add_join(std::make_unique<ops::Add>(), {to, last_});
    if (!before) norm(part);
  };

  int residual = last_ = from[0];
  if (before) norm("norm-1");
  learned("attention",
          std::make_unique<ops::MultiHeadAttention>(layer.heads, true, layer.rate, layer.rotary),
          masks++);
  add_back(residual, "norm-1");

  residual = last_;
  if (before) norm("norm-2");
  add_join(std::make_unique<ops::CrossAttention>(layer.heads, layer.rate), {last_, memory},
           masks++);
  add_views(file + "/cross-attention", index);
  add_back(residual, "norm-2");

  residual = last_;
  if (before) norm("norm-3");
  learned("dense-1", std::make_unique<ops::Dense>(layer.hidden > 0 ? layer.hidden : 4 * width),
          index);
  add_step(std::make_unique<ops::Activation>(kernel_activation(layer.activation)), index);
  learned("dense-2", std::make_unique<ops::Dense>(width), index);
  add_back(residual, "norm-3");

  layers_.back().sum_step = last_;
  end_layer(layer);
}

}  // namespace hunch::nn
