#include "session/session.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "base/hash.h"
#include "data/sets/tones.h"
#include "data/tokens.h"
#include "session/change.h"
#include "session/describe.h"
#include "session/image_viewer.h"
#include "session/prepare.h"
#include "session/scene.h"
#include "session/stage_fields.h"
#include "session/surface_painter.h"
#include "session/timeline.h"
#include "spec/words.h"
#include "train/network_for.h"

namespace hunch::session {
namespace {

/// A forced table stands aside for the exact one only where it would give other bits.
const kernels::Kernels* pick(bool exact, const kernels::Kernels* forced) {
  if (exact) return forced != nullptr && forced->exact ? forced : &kernels::exact();
  return forced != nullptr ? forced : &kernels::best();
}

}  // namespace

struct Session::Impl {
  Impl(spec::ValidSpec spec_, OwnData own_, data::Prepared prepared_,
       const kernels::Kernels* forced_)
      : spec(std::move(spec_)),
        own(std::move(own_)),
        forced(forced_),
        kernels(pick(spec->exact, forced_)),
        prepared(std::move(prepared_)),
        network(train::network_for(spec, prepared.dataset)),
        trainer(spec, prepared.dataset, network, *kernels),
        timeline(network.parameter_count()),
        plane(plane_of(*spec, prepared.dataset)) {
    timeline.keep(trainer.checkpoint());
    description = describe(*spec, prepared.dataset, network, *kernels, plane);
  }

  static std::variant<Session, Issues> open(const spec::ValidSpec& spec, OwnData own,
                                            const kernels::Kernels* kernels);
  void changed() { ++version; }

  /// 1/tau in scaled target units: given, or the mean squared residual on the training part.
  double noise_variance() {
    if (prepared.dataset.task == data::Task::kClassification || prepared.dataset.itself) return 0;
    const double unit = prepared.dataset.target_scaling.deviation[0];
    if (spec->uncertainty.tau > 0) return 1 / (spec->uncertainty.tau * unit * unit);
    if (noise_version != version) {
      const double deviation = trainer.residual_deviation();
      noise = deviation * deviation;
      noise_version = version;
    }
    return noise;
  }

  Scene scene() {
    return {prepared, network, trainer.parameters(), *kernels, spec->seed, noise_variance(), plane};
  }

  bool is_text() const { return prepared.dataset.next; }
  bool is_series() const { return !is_text() && prepared.dataset.shape.rank() == 2; }
  std::vector<int> tokens(const std::string& text) const {
    return data::begin_text(text, spec->data.text, prepared.dataset);
  }

  void take_plane() {
    plane = plane_of(*spec, prepared.dataset);
    description = describe(*spec, prepared.dataset, network, *kernels, plane);
  }

  spec::ValidSpec spec;
  OwnData own;
  const kernels::Kernels* forced;
  const kernels::Kernels* kernels;
  data::Prepared prepared;
  nn::Network network;
  train::Trainer trainer;
  std::vector<train::EpochMetrics> before;  // history of trainers that this one took over from
  Timeline timeline;
  Plane plane;
  Description description;
  SurfacePainter painter;
  ImageViewer viewer;
  std::uint64_t version = 1;  // of weights, data and plane
  std::uint64_t noise_version = 0;
  double noise = 0;
};

Session::Session(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Session::~Session() = default;
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;

std::variant<Session, Issues> Session::Impl::open(const spec::ValidSpec& spec, OwnData own,
                                                  const kernels::Kernels* kernels) {
  if (spec->exact && !kernels::exact().exact) {
    return Issues{{"/exact", "true", "false: this engine has no kernels with equal bits"}};
  }
  auto prepared = prepare(spec, own, *pick(spec->exact, kernels));
  if (auto* issues = std::get_if<Issues>(&prepared)) return std::move(*issues);
  return Session(std::make_unique<Impl>(spec, std::move(own),
                                        std::move(std::get<data::Prepared>(prepared)), kernels));
}

std::variant<Session, Issues> Session::open(const spec::ValidSpec& spec, std::string csv,
                                            const kernels::Kernels* kernels) {
  return Impl::open(spec, {std::move(csv), nullptr, nullptr}, kernels);
}

std::variant<Session, Issues> Session::open(const spec::ValidSpec& spec,
                                            std::shared_ptr<const data::Images> images,
                                            const kernels::Kernels* kernels) {
  return Impl::open(spec, {{}, std::move(images), nullptr}, kernels);
}

std::variant<Session, Issues> Session::open(const spec::ValidSpec& spec, OwnData own,
                                            const kernels::Kernels* kernels) {
  return Impl::open(spec, std::move(own), kernels);
}

Applied Session::apply(const spec::ValidSpec& next, const std::string* csv,
                       std::shared_ptr<const data::Images> images,
                       std::shared_ptr<const data::Clips> clips) {
  Impl& s = *impl_;
  const nn::Head head = train::head_for(next->training.loss, s.prepared.dataset);
  Change change = change_between(*s.spec, *next, s.network.head(), head);
  if (csv != nullptr && *csv != s.own.text) change.run = true;
  if (images != nullptr && images != s.own.images) change.run = true;
  if (clips != nullptr && clips != s.own.clips) change.run = true;

  if (change.run || change.points || change.plan) {
    OwnData own = s.own;
    if (csv != nullptr) own.text = *csv;
    if (images != nullptr) own.images = std::move(images);
    if (clips != nullptr) own.clips = std::move(clips);
    auto prepared = prepare(next, own, *pick(next->exact, s.forced));
    if (auto* issues = std::get_if<Issues>(&prepared)) return {Outcome::kRefused, *issues};
    auto fresh = std::make_unique<Impl>(next, std::move(own),
                                        std::move(std::get<data::Prepared>(prepared)), s.forced);
    const bool fits = fresh->network.parameter_count() == s.network.parameter_count();
    if (!change.run && fits) {
      // Other points, or layers that learn nothing: the weights and the optimizer go on, at a new
      // epoch.
      train::Checkpoint checkpoint = s.trainer.checkpoint();
      checkpoint.position = 0;
      if (next->training.optimizer != s.spec->training.optimizer) {
        // Another optimizer's moments mean something else: it starts with none.
        checkpoint.moments = fresh->trainer.checkpoint().moments;
        checkpoint.optimizer_step = 0;
      }
      fresh->trainer.restore(checkpoint);
      fresh->before = history();
      fresh->timeline.keep(fresh->trainer.checkpoint());
    }
    fresh->version = s.version + 1;
    const bool kept = !change.run && fits;
    impl_ = std::move(fresh);
    return {kept ? Outcome::kLive : Outcome::kRebuilt, {}};
  }

  s.spec = next;
  if (change.layers) {
    for (std::size_t i = 0; i < next->model.size(); ++i) {
      const spec::LayerSpec& layer = next->model[i];
      // Each does nothing to a layer that is no such.
      s.network.set_dropout(static_cast<int>(i), layer.rate);
      s.network.set_activation(static_cast<int>(i), layer.activation);
    }
    s.painter.forget();
    s.viewer.forget();
  }
  if (change.training) s.trainer.set_training(next->training);
  if (change.layers || change.training || change.probing) {
    s.take_plane();
    s.changed();
    return {Outcome::kLive, {}};
  }
  return {Outcome::kSame, {}};
}

const spec::ValidSpec& Session::spec() const { return impl_->spec; }

std::uint64_t Session::train(std::uint64_t steps) {
  Impl& s = *impl_;
  s.timeline.forget_after(s.trainer.epoch());
  std::uint64_t done = 0;
  while (done < steps) {
    const std::uint64_t ran = s.trainer.step(std::min(steps - done, s.trainer.steps_per_epoch()));
    done += ran;
    if (s.timeline.due(s.trainer.epoch())) s.timeline.keep(s.trainer.checkpoint());
    if (ran == 0 || s.trainer.stopped().kind != train::Stop::Kind::kNone) break;
  }
  if (done > 0) s.changed();
  return done;
}

std::uint64_t Session::finish_epoch() {
  Impl& s = *impl_;
  s.timeline.forget_after(s.trainer.epoch());
  const std::uint64_t done = s.trainer.finish_epoch();
  if (s.timeline.due(s.trainer.epoch())) s.timeline.keep(s.trainer.checkpoint());
  if (done > 0) s.changed();
  return done;
}

void Session::resume() { impl_->trainer.resume(); }

void Session::reset() {
  Impl& s = *impl_;
  s.trainer.reset();
  s.before.clear();
  s.timeline = Timeline(s.network.parameter_count());
  s.timeline.keep(s.trainer.checkpoint());
  s.changed();
}

Status Session::status() const {
  const train::Trainer& trainer = impl_->trainer;
  return {trainer.steps(), trainer.epoch(),      trainer.steps_per_epoch(),
          trainer.rate(),  trainer.batch_loss(), trainer.stopped()};
}

bool Session::set_weight(int layer, int input, int unit, float value) {
  Impl& s = *impl_;
  for (const nn::ParameterView& view : s.network.views()) {
    if (view.layer != layer || !(input >= 0 ? view.is_weight : nn::is_bias(view))) continue;
    const int row = std::max(input, 0);
    if (row >= view.rows || unit < 0 || unit >= view.cols) return false;
    const std::size_t index = view.offset + static_cast<std::size_t>(row * view.cols + unit);
    if (!s.trainer.set_parameter(index, value)) return false;
    s.changed();
    return true;
  }
  return false;
}

std::uint64_t Session::seek(std::uint64_t epoch) {
  Impl& s = *impl_;
  if (const train::Checkpoint* checkpoint = s.timeline.at(epoch)) restore(*checkpoint);
  return s.trainer.epoch();
}

bool Session::restore(const train::Checkpoint& checkpoint) {
  Impl& s = *impl_;
  const auto finite = [](float value) { return std::isfinite(value); };
  if (!std::all_of(checkpoint.parameters.begin(), checkpoint.parameters.end(), finite)) {
    return false;
  }
  if (!s.trainer.restore(checkpoint)) return false;
  std::erase_if(s.before, [&](const auto& m) { return m.epoch > checkpoint.epoch; });
  const train::Checkpoint* kept = s.timeline.at(checkpoint.epoch);
  if (kept == nullptr || kept->epoch != checkpoint.epoch) s.timeline.keep(checkpoint);
  s.changed();
  return true;
}

const Description& Session::description() const { return impl_->description; }

Points Session::points() const { return points_of(impl_->prepared.dataset, impl_->plane); }

std::vector<train::EpochMetrics> Session::history() const {
  std::vector<train::EpochMetrics> all = impl_->before;
  const auto& now = impl_->trainer.history();
  all.insert(all.end(), now.begin(), now.end());
  return all;
}

std::span<const float> Session::parameters() const { return impl_->trainer.parameters(); }
const nn::Network& Session::network() const { return impl_->network; }
const data::Prepared& Session::prepared() const { return impl_->prepared; }
const kernels::Kernels& Session::kernels() const { return *impl_->kernels; }
const train::Trainer& Session::trainer() const { return impl_->trainer; }

std::vector<float> Session::unit_fields(int layer, std::span<const int> units, int cells) {
  if (impl_->plane.axes.empty()) return {};
  return session::unit_fields(impl_->scene(), layer, units, cells);
}

std::vector<std::vector<float>> Session::stage_fields(std::span<const std::vector<int>> units,
                                                      int cells) {
  if (impl_->plane.axes.empty()) return {};
  return session::stage_fields(impl_->scene(), impl_->description.stages, units, cells);
}

std::vector<std::vector<float>> Session::stage_values(std::span<const double> raw) {
  if (impl_->plane.axes.empty()) return {};
  return session::stage_values(impl_->scene(), impl_->description.stages, raw);
}

std::vector<std::vector<std::uint8_t>> Session::stage_awake(std::uint64_t k) {
  if (impl_->plane.axes.empty()) return {};
  return session::stage_awake(impl_->scene(), impl_->description.stages, k);
}

Surface Session::surface(int cells, int samples, int more) {
  if (impl_->plane.axes.empty()) return {};
  return impl_->painter.paint(impl_->scene(), impl_->version, cells, samples, more);
}

FunctionDraw Session::draw(int cells, std::uint64_t k) {
  if (impl_->plane.axes.empty()) return {};
  return draw_function(impl_->scene(), cells, k);
}

Probe Session::probe(std::span<const double> raw, int samples) {
  if (impl_->plane.axes.empty()) return {};
  return look_at(impl_->scene(), raw, samples);
}

Examples Session::examples(std::size_t first, std::size_t count) const {
  return impl_->viewer.examples(impl_->prepared.dataset, first, count);
}

std::vector<std::vector<float>> Session::stage_outputs(const ImageAt& at, int pass) {
  return impl_->viewer.stage_outputs(impl_->scene(), impl_->description.stages, at, pass);
}

ImageProbe Session::probe_image(const ImageAt& at, int samples, int more) {
  return impl_->viewer.probe(impl_->scene(), impl_->version, at, samples, more);
}

Review Session::review(int samples, int more) {
  return impl_->viewer.review(impl_->scene(), impl_->version, samples, more);
}

std::optional<data::Sound> Session::sound(std::size_t index) const {
  const Impl& s = *impl_;
  if (!s.prepared.dataset.mel || index >= s.prepared.dataset.count()) return std::nullopt;
  if (s.spec->data.source != spec::Source::kTones) return s.own.clips->sounds[index];
  return data::sets::tone(s.spec->data, s.spec->seed, static_cast<int>(index));
}

std::variant<std::vector<std::uint8_t>, Issues> Session::hear(const data::Sound& sound) const {
  const data::Dataset& dataset = impl_->prepared.dataset;
  if (!dataset.mel) return std::vector<std::uint8_t>();
  data::Clips one;
  one.sounds.push_back(sound);
  Issues issues = data::check_rates(dataset, one);
  if (!issues.empty()) return issues;
  return data::spectrograms(one, *dataset.mel).pixels;
}

TextExamples Session::text_examples(std::size_t first, std::size_t count) {
  return session::text_examples(impl_->scene(), first, count);
}

SeriesRows Session::series_rows() {
  return impl_->is_series() ? session::series_rows(impl_->scene()) : SeriesRows{};
}

TextProbe Session::probe_text(const std::string& text, int samples) {
  if (!impl_->is_text()) return {};
  return session::probe_text(impl_->scene(), impl_->tokens(text), samples);
}

std::vector<WrittenToken> Session::write_text(const std::string& prompt, const Writing& how,
                                              int samples, std::uint64_t n) {
  if (!impl_->is_text()) return {};
  const Scene scene = impl_->scene();
  return TextReader(scene, samples)
      .write(impl_->tokens(prompt), how, data::end_token(impl_->spec->data.text), n);
}

SeriesProbe Session::probe_series(std::size_t example, int samples, int futures) {
  if (!impl_->is_series()) return {};
  return session::probe_series(impl_->scene(), example, impl_->spec->data.series.season, samples,
                               futures);
}

SequenceStages Session::text_stages(const std::string& text) {
  if (!impl_->is_text()) return {};
  return session::text_stages(impl_->scene(), impl_->description.stages, impl_->tokens(text));
}

SequenceStages Session::series_stages(std::size_t example) {
  if (!impl_->is_series()) return {};
  return session::series_stages(impl_->scene(), impl_->description.stages, example);
}

std::string Session::fingerprint() const {
  static_assert(std::endian::native == std::endian::little, "weights are hashed as they lie");
  return hex(hash_bytes(std::as_bytes(parameters())));
}

}  // namespace hunch::session
