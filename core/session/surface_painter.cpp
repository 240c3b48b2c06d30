#include "session/surface_painter.h"

#include <algorithm>

namespace hunch::session {

Surface SurfacePainter::paint(const Scene& scene, std::uint64_t version, int cells, int samples,
                              int more) {
  const std::size_t points = plane_points(scene.plane, cells);
  if (posterior_ == nullptr || version != version_ || cells != cells_) {
    posterior_ = std::make_unique<uncertainty::McDropout>(
        scene.network, scene.parameters, scene.kernels, scene.seed, ops::MaskScope::kPerRow);
    posterior_->set_points(plane_features(scene, cells), points);
    predictive_ = std::make_unique<uncertainty::Predictive>(shown_head(scene), points,
                                                            scene.noise_variance, 0, scene.kernels);
    outputs_.resize(points * static_cast<std::size_t>(scene.network.head().width()));
    version_ = version;
    cells_ = cells;
  }
  const int wanted = scene.network.stochastic() ? std::max(samples, 1) : 1;
  int have = static_cast<int>(predictive_->samples());
  for (const int until = std::min(wanted, have + std::max(more, 1)); have < until; ++have) {
    posterior_->sample(static_cast<std::uint64_t>(have), outputs_);
    keep_shown(scene, outputs_);
    predictive_->add(outputs_);
  }

  Surface surface;
  surface.cells = cells;
  surface.samples = have;
  surface.complete = have >= wanted;
  fill_mean(scene, *predictive_, surface.mean, surface.winner);
  surface.total.resize(points);
  surface.aleatoric.resize(points);
  surface.epistemic.resize(points);
  if (scene.prepared.dataset.task == data::Task::kClassification) {
    predictive_->total_entropy(surface.total);
    predictive_->expected_entropy(surface.aleatoric);
    predictive_->mutual_information(surface.epistemic);
    return surface;
  }
  predictive_->total_variance(surface.total);
  predictive_->aleatoric_variance(surface.aleatoric);
  predictive_->epistemic_variance(surface.epistemic);
  const auto unit = static_cast<float>(own_variance(scene, 1));
  for (auto* field : {&surface.total, &surface.aleatoric, &surface.epistemic}) {
    for (float& variance : *field) variance *= unit;
  }
  return surface;
}

void SurfacePainter::forget() {
  posterior_.reset();
  predictive_.reset();
}

}  // namespace hunch::session
