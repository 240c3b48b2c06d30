#include "uncertainty/posterior.h"

#include <algorithm>
#include <vector>

#include "base/random.h"
#include "ops/dropout.h"
#include "uncertainty/dropped_dense.h"

namespace hunch::uncertainty {
namespace {

/// Rows at a time: activations and masks of a chunk stay in the cache nearest to the processor, and
/// what a chunk costs beside its arithmetic does not show.
constexpr int kMostRows = 128;

}  // namespace

struct McDropout::Impl {
  Impl(const nn::Network& network_, std::span<const float> parameters_,
       const kernels::Kernels& kernels_, std::uint64_t seed, ops::MaskScope scope)
      : network(network_),
        parameters(parameters_),
        workspace(network, kernels_, nn::Workspace::rows_at_once(network, kMostRows),
                  nn::Workspace::Use::kForward),
        chunk(static_cast<std::size_t>(workspace.rows())) {
    context.kernels = &kernels_;
    context.mode = ops::Mode::kSample;
    context.masks = scope;
    context.random.key = stream_key(
        seed, scope == ops::MaskScope::kPerRow ? Stream::kProbeMask : Stream::kProbeFunction);
  }

  std::size_t width(int step) const { return network.steps()[index(step)].output.size(); }

  /// Calls work(first, rows) for all points, chunk by chunk.
  template <class Work>
  void in_chunks(Work work) {
    for (std::size_t first = 0; first < points; first += chunk) {
      const std::size_t rows = std::min(chunk, points - first);
      context.first_row = first;
      if (!lengths.empty()) context.lengths = std::span<const int>(lengths).subspan(first, rows);
      work(first, rows);
    }
  }

  /// Runs steps [from, to) for a chunk of x (B,in) to y (B,out).
  void run(std::size_t rows, int from, int to, std::span<const float> x, std::span<float> y) {
    nn::forward_between(network, parameters, workspace, context, static_cast<int>(rows), from, to,
                        x, y);
  }

  /// The masks of step `split` for a chunk. What they leave of x is only worked out where pictures
  /// look for it: where all points are one chunk.
  const std::uint8_t* draw_masks(std::size_t rows, std::span<const float> x) {
    if (points <= chunk) {
      run(rows, split, split + 1, x, {});
      return workspace.mask(split);
    }
    const nn::Network::Step& step = network.steps()[index(split)];
    ops::Context own = context;
    own.random.layer = static_cast<std::uint32_t>(step.layer);
    std::uint8_t* mask = workspace.edit_mask(split);
    static_cast<const ops::Dropout&>(*step.op).draw(own, {mask, rows * step.input.size()});
    return mask;
  }

  /// Leaves what went to memory of our own where pictures look for it too.
  void show(int step, std::span<const float> y) {
    std::copy(y.begin(), y.end(), workspace.edit(step).begin());
  }

  static std::size_t index(int step) { return static_cast<std::size_t>(step); }

  const nn::Network& network;
  std::span<const float> parameters;
  ops::Context context;
  nn::Workspace workspace;
  std::size_t chunk;  // rows at a time
  std::size_t points = 0;
  std::vector<int> lengths;   // (n) of sequences, or none
  int split = 0;              // steps [0, split) are the same for every sample
  std::vector<float> prefix;  // (n,H) output of step split - 1, or the features
  bool drops = false;  // steps split and split + 1 are dropout and dense, and go by `dropped`
  DroppedDense dropped;
};

McDropout::McDropout(const nn::Network& network, std::span<const float> parameters,
                     const kernels::Kernels& kernels, std::uint64_t seed, ops::MaskScope scope)
    : impl_(std::make_unique<Impl>(network, parameters, kernels, seed, scope)) {}
McDropout::~McDropout() = default;

void McDropout::set_points(std::span<const float> features, std::size_t n,
                           std::span<const int> lengths) {
  Impl& m = *impl_;
  m.points = n;
  m.lengths.assign(lengths.begin(), lengths.end());
  m.context.lengths = {};
  // The last step always runs, so that a network without dropout has something to give.
  const int steps = static_cast<int>(m.network.steps().size());
  m.split = std::min(m.network.first_stochastic(), steps - 1);
  m.prefix.assign(features.begin(), features.end());
  if (m.split > 0) {
    const std::size_t in = static_cast<std::size_t>(m.network.feature_count());
    const std::size_t out = m.width(m.split - 1);
    m.prefix.resize(n * out);
    m.in_chunks([&](std::size_t first, std::size_t rows) {
      const std::span<float> y = std::span(m.prefix).subspan(first * out, rows * out);
      m.run(rows, 0, m.split, features.subspan(first * in, rows * in), y);
      m.show(m.split - 1, y);
    });
  }
  m.drops = DroppedDense::fits(m.network, m.split);
  if (m.drops) m.dropped.prepare(m.network, m.parameters, *m.context.kernels, m.split, m.prefix, n);
}

void McDropout::sample(std::uint64_t k, std::span<float> outputs) {
  Impl& m = *impl_;
  m.context.random.step_lo = static_cast<std::uint32_t>(k);
  m.context.random.step_hi = static_cast<std::uint32_t>(k >> 32);
  const int steps = static_cast<int>(m.network.steps().size());
  const std::size_t in = m.network.steps()[Impl::index(m.split)].input.size();
  const std::size_t out = m.width(steps - 1);
  m.in_chunks([&](std::size_t first, std::size_t rows) {
    std::span<const float> x = std::span(m.prefix).subspan(first * in, rows * in);
    const std::span<float> y = outputs.subspan(first * out, rows * out);
    int from = m.split;
    if (m.drops) {
      const std::uint8_t* masks = m.draw_masks(rows, x);
      const std::span<float> sums = m.workspace.edit(from + 1).first(rows * m.width(from + 1));
      m.dropped.run(first, rows, masks, sums);
      x = sums;
      from += 2;
    }
    if (from < steps) {
      m.run(rows, from, steps, x, y);
    } else {
      std::copy(x.begin(), x.end(), y.begin());
    }
    m.show(steps - 1, y);
  });
}

const nn::Workspace& McDropout::workspace() const { return impl_->workspace; }

}  // namespace hunch::uncertainty
