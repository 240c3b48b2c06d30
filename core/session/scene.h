#pragma once

#include <cstdint>
#include <span>

#include "data/prepare.h"
#include "nn/network.h"
#include "session/plane.h"
#include "session/snapshot.h"
#include "uncertainty/predictive.h"

/// Pictures of a network as it stands: nothing here can change training.
namespace hunch::session {

/// All that pictures are made of.
struct Scene {
  const data::Prepared& prepared;
  const nn::Network& network;
  std::span<const float> parameters;  ///< (P)
  const kernels::Kernels& kernels;
  std::uint64_t seed = 0;
  double noise_variance = 0;  ///< 1/tau in scaled target units
  Plane plane;
};

/// The head of what planes show, and the outputs (n,K) brought to it: the label's own (n).
nn::Head shown_head(const Scene& scene);
void keep_shown(const Scene& scene, std::vector<float>& outputs);

/// Network outputs of regressions are scaled targets; people read the target's own units.
double own_units(const Scene& scene, double scaled);
double own_variance(const Scene& scene, double scaled);

/// Features (G,D) of the scene's plane.
std::vector<float> plane_features(const Scene& scene, int cells);

/// Mean picture of what was sampled: `mean` and `winner` (G) as in Surface.
void fill_mean(const Scene& scene, const uncertainty::Predictive& predictive,
               std::vector<float>& mean, std::vector<std::uint8_t>& winner);

/// Outputs of chosen units over the plane, see Session::unit_fields.
std::vector<float> unit_fields(const Scene& scene, int layer, std::span<const int> units,
                               int cells);

/// One function drawn from the posterior, see Session::draw.
FunctionDraw draw_function(const Scene& scene, int cells, std::uint64_t pass);

/// One input looked at, see Session::probe.
Probe look_at(const Scene& scene, std::span<const double> raw, int samples);

}  // namespace hunch::session
