#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "session/scene.h"

/// What every layer of a network makes of points, joins and norms too: layers that have no weights
/// are not among Description::layers, but they are stages.
namespace hunch::session {

/// units[k]: chosen numbers of stages[k], which may list nothing. Of each stage (units,G) over a
/// cells x cells grid of the plane (or `cells` points of a curve), row 0 at the top, unit by unit;
/// numbers that are not there give 0. Dropout off.
std::vector<std::vector<float>> stage_fields(const Scene& scene, std::span<const Stage> stages,
                                             std::span<const std::vector<int>> units, int cells);

/// What each stage gives of one input raw (R), whole. Dropout off.
std::vector<std::vector<float>> stage_values(const Scene& scene, std::span<const Stage> stages,
                                             std::span<const double> raw);

/// Which units sleep in pass `pass`, the one that draw_function draws: of each stage that is a
/// dropout of single units with a rate above 0 (D) 1 = awake, of others nothing.
std::vector<std::vector<std::uint8_t>> stage_awake(const Scene& scene,
                                                   std::span<const Stage> stages,
                                                   std::uint64_t pass);

}  // namespace hunch::session
