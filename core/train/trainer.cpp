#include "train/trainer.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/random.h"
#include "data/augment.h"
#include "nn/workspace.h"
#include "train/batcher.h"
#include "train/divergence.h"
#include "train/evaluator.h"
#include "train/make_loss.h"
#include "train/network_for.h"
#include "train/optimizer.h"
#include "train/refine_loss.h"
#include "train/schedule.h"

namespace hunch::train {
namespace {

constexpr std::size_t kHistoryLimit = 4096;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// A clip has the shape of an image, but mirrored or turned it would show another motion.
spec::AugmentSpec augment_of(const spec::DataSpec& data) {
  return data.source == spec::Source::kClips ? spec::AugmentSpec{} : data.augment;
}

}  // namespace

struct Trainer::Impl {
  Impl(const spec::ValidSpec& spec, const data::Dataset& data_, const nn::Network& network_,
       const kernels::Kernels& kernels_)
      : seed(spec->seed),
        training(spec->training),
        data(data_),
        network(network_),
        kernels(kernels_),
        batcher(data, Part::kTrain),
        validation(data, Part::kValidation),
        test(data, Part::kTest),
        train_in_order(data, Part::kTrain),
        augment(augment_of(spec->data), data.shape, spec->seed),
        evaluator(data, network, kernels),
        optimizer(network, kernels),
        workspace(network, kernels, batch_rows(), nn::Workspace::Use::kTraining),
        parameters(network.parameter_count()),
        gradients(network.parameter_count()) {
    if (batcher.rows() == 0) throw Error("[trainer] the training part is empty: needs a row");
    history.reserve(kHistoryLimit);
    configure(training);
    reset();
  }

  int batch_rows() const {
    return static_cast<int>(std::min<std::size_t>(static_cast<std::size_t>(training.batch),
                                                  std::max<std::size_t>(batcher.rows(), 1)));
  }
  std::uint64_t steps_per_epoch() const {
    const std::size_t batch = static_cast<std::size_t>(batch_rows());
    return (batcher.rows() + batch - 1) / batch;
  }
  /// The step that the schedule sees: right also after the batch size has changed.
  std::uint64_t schedule_step() const {
    return epoch * steps_per_epoch() + position / static_cast<std::size_t>(batch_rows());
  }
  double rate() const { return scheduled_rate(training, schedule_step(), steps_per_epoch()); }

  void configure(const spec::TrainingSpec& wanted) {
    const nn::Head head = head_for(wanted.loss, data);
    const spec::Loss old_loss = training.loss;
    training = wanted;
    if (head.kind != network.head().kind) training.loss = old_loss;
    loss = make_loss(training, head, choices_of(data));
    if (refines(training, data)) loss = refine_loss(std::move(loss), training, data);
    optimizer.configure(training);
    if (batch_rows() > workspace.rows()) {
      workspace = nn::Workspace(network, kernels, batch_rows(), nn::Workspace::Use::kTraining);
    }
    const std::size_t rows = static_cast<std::size_t>(workspace.rows());
    const int answers = workspace.rows() * network.head().answers;
    targets.resize(static_cast<std::size_t>(answers));
    lengths.resize(data.lengths.empty() ? 0 : rows);
    loss_scratch.resize(ops::Loss::scratch_floats(answers, network.head().outputs));
  }

  void reset() {
    network.initialize(seed, parameters);
    std::fill(gradients.begin(), gradients.end(), 0.0f);
    optimizer.reset();
    steps = epoch = best_epoch = patience_from = extra_epochs = 0;
    position = 0;
    history_stride = 1;
    batch_loss = 0;
    best_loss = kInfinity;
    best = parameters;
    stop = {};
    history.clear();
    batcher.shuffle(seed, epoch);
  }

  const Batcher& rows_of(Part part) const {
    return part == Part::kTrain ? train_in_order : part == Part::kValidation ? validation : test;
  }

  bool step() {
    const std::size_t rows =
        std::min<std::size_t>(static_cast<std::size_t>(batch_rows()), batcher.rows() - position);
    const std::size_t width = static_cast<std::size_t>(network.head().width());
    const int count = static_cast<int>(rows);
    ops::Context context;
    context.kernels = &kernels;
    context.mode = ops::Mode::kTrain;
    context.random.key = stream_key(seed, Stream::kTrainMask);
    context.random.step_lo = static_cast<std::uint32_t>(steps);
    context.random.step_hi = static_cast<std::uint32_t>(steps >> 32);

    batcher.gather(position, rows, workspace.input(), targets, lengths);
    if (!lengths.empty()) context.lengths = std::span<const int>(lengths).first(rows);
    const std::span<float> examples = workspace.input().first(rows * data.shape.size());
    if (data.itself && !augment.idle()) {
      const auto clean = std::span(targets).first(examples.size());
      augment.apply(steps, examples, clean);
      to_targets(*data.itself, clean, clean);
    } else {
      augment.apply(steps, examples);
    }
    nn::forward(network, parameters, workspace, context, count);
    const int last = static_cast<int>(network.steps().size()) - 1;
    // To the loss every answer is a row.
    const int answers = count * network.head().answers;
    const ops::LossInput in{
        &kernels,
        answers,
        network.head().outputs,
        workspace.output(last).first(rows * width),
        std::span<const float>(targets).first(static_cast<std::size_t>(answers)),
        loss_scratch};
    batch_loss = loss->forward(in);
    if (!std::isfinite(batch_loss))
      return diverge(blame_loss(network, workspace, rows, batch_loss));
    loss->backward(in, workspace.output_gradient().first(rows * width));
    nn::backward(network, parameters, workspace, context, count, gradients, true);
    add_penalties();

    const double squares = kernels.sum_squares(gradients.size(), gradients.data());
    if (!(squares <= kLargestGradientNorm * kLargestGradientNorm)) {
      return diverge(blame_gradient(network, gradients));
    }
    const double norm = std::sqrt(squares);
    const bool clipped = training.clip > 0 && norm > training.clip;
    optimizer.update(rate(), clipped ? training.clip / norm : 1.0, parameters, gradients);
    if (network.has_states()) nn::keep_states(network, workspace, count, parameters);

    ++steps;
    position += rows;
    if (position == batcher.rows()) end_epoch();
    return true;
  }

  void add_penalties() {
    if (training.l1 == 0 && training.l2 == 0) return;
    for (const nn::ParameterView& view : network.views()) {
      if (!view.is_weight) continue;
      kernels.regularize(view.count(), static_cast<float>(training.l1),
                         static_cast<float>(training.l2), parameters.data() + view.offset,
                         gradients.data() + view.offset);
    }
  }

  bool diverge(const Blame& blame) {
    stop = {Stop::Kind::kDiverged, blame.layer, blame.cause, epoch};
    return false;
  }

  void end_epoch() {
    ++epoch;
    position = 0;
    const bool record = epoch % history_stride == 0;
    if (record || training.patience > 0) {
      EpochMetrics metrics;
      metrics.epoch = epoch;
      metrics.validation = evaluator.evaluate(parameters, *loss, validation);
      note_validation(metrics.validation.loss);
      if (record) {
        metrics.train = evaluator.evaluate(parameters, *loss, train_in_order);
        add_history(metrics);
      }
    }
    if (stop.kind == Stop::Kind::kNone && epoch >= epoch_limit()) {
      stop = {Stop::Kind::kEpochs, {}, {}, epoch};
    }
    batcher.shuffle(seed, epoch);
  }

  std::uint64_t epoch_limit() const {
    return static_cast<std::uint64_t>(training.epochs) + extra_epochs;
  }

  /// Keeps the best parameters; stops when patience has run out.
  void note_validation(double validation_loss) {
    if (validation_loss < best_loss - (best_epoch == 0 ? 0.0 : training.min_delta)) {
      best_loss = validation_loss;
      best_epoch = epoch;
      patience_from = epoch;
      std::copy(parameters.begin(), parameters.end(), best.begin());
    } else if (training.patience > 0 && best_epoch > 0 &&
               epoch - patience_from >= static_cast<std::uint64_t>(training.patience)) {
      stop = {Stop::Kind::kEarly, {}, {}, epoch};
      std::copy(best.begin(), best.end(), parameters.begin());
    }
  }

  void add_history(const EpochMetrics& metrics) {
    if (history.size() == kHistoryLimit) {
      // Keeps the epochs that the doubled stride would have recorded.
      history_stride *= 2;
      std::erase_if(history, [&](const EpochMetrics& m) { return m.epoch % history_stride != 0; });
      if (metrics.epoch % history_stride != 0) return;
    }
    history.push_back(metrics);
  }

  std::uint64_t seed;
  spec::TrainingSpec training;
  const data::Dataset& data;
  const nn::Network& network;
  const kernels::Kernels& kernels;
  Batcher batcher;
  Batcher validation;
  Batcher test;
  Batcher train_in_order;
  data::Augment augment;
  Evaluator evaluator;
  Optimizer optimizer;
  nn::Workspace workspace;
  std::unique_ptr<ops::Loss> loss;
  std::vector<float> parameters, gradients, best;  // (P) each
  std::vector<float> targets;                      // (B,A)
  std::vector<int> lengths;                        // (B), or none
  std::vector<float> loss_scratch;

  std::uint64_t steps = 0;
  std::uint64_t epoch = 0;
  std::size_t position = 0;        // rows of this epoch done
  std::uint64_t extra_epochs = 0;  // granted by resume
  std::uint64_t best_epoch = 0;
  std::uint64_t patience_from = 0;  // epoch that patience counts from
  std::uint64_t history_stride = 1;
  double best_loss = kInfinity;
  double batch_loss = 0;
  Stop stop;
  std::vector<EpochMetrics> history;
};

Trainer::Trainer(const spec::ValidSpec& spec, const data::Dataset& data, const nn::Network& network,
                 const kernels::Kernels& kernels)
    : impl_(std::make_unique<Impl>(spec, data, network, kernels)) {}
Trainer::~Trainer() = default;
Trainer::Trainer(Trainer&&) noexcept = default;

std::uint64_t Trainer::step(std::uint64_t count) {
  std::uint64_t done = 0;
  while (done < count && impl_->stop.kind == Stop::Kind::kNone && impl_->step()) ++done;
  return done;
}

std::uint64_t Trainer::finish_epoch() {
  const std::uint64_t target = impl_->epoch + 1;
  std::uint64_t done = 0;
  while (impl_->epoch < target && step() == 1) ++done;
  return done;
}

std::uint64_t Trainer::steps() const { return impl_->steps; }
std::uint64_t Trainer::epoch() const { return impl_->epoch; }
std::uint64_t Trainer::steps_per_epoch() const { return impl_->steps_per_epoch(); }
double Trainer::rate() const { return impl_->rate(); }
double Trainer::batch_loss() const { return impl_->batch_loss; }
const Stop& Trainer::stopped() const { return impl_->stop; }

void Trainer::resume() {
  if (impl_->stop.kind == Stop::Kind::kEpochs) {
    impl_->extra_epochs += static_cast<std::uint64_t>(impl_->training.epochs);
  }
  impl_->patience_from = impl_->epoch;
  impl_->stop = {};
}

Metrics Trainer::evaluate(Part part) const {
  return impl_->evaluator.evaluate(impl_->parameters, *impl_->loss, impl_->rows_of(part));
}

std::vector<double> Trainer::label_accuracy(Part part) const {
  std::vector<double> right;
  if (!impl_->data.several) return right;
  right.resize(static_cast<std::size_t>(impl_->data.answers));
  impl_->evaluator.evaluate(impl_->parameters, *impl_->loss, impl_->rows_of(part), right);
  return right;
}

const std::vector<EpochMetrics>& Trainer::history() const { return impl_->history; }
std::span<const float> Trainer::parameters() const { return impl_->parameters; }
std::span<const float> Trainer::gradients() const { return impl_->gradients; }
std::span<const float> Trainer::best_parameters() const {
  return impl_->best_epoch > 0 ? impl_->best : impl_->parameters;
}
double Trainer::best_loss() const { return impl_->best_loss; }

bool Trainer::set_parameter(std::size_t index, float value) {
  if (index >= impl_->parameters.size() || !std::isfinite(value)) return false;
  impl_->parameters[index] = value;
  if (impl_->stop.kind == Stop::Kind::kDiverged) impl_->stop = {};
  return true;
}

void Trainer::set_training(const spec::TrainingSpec& training) {
  impl_->configure(training);
  const bool more_epochs =
      impl_->stop.kind == Stop::Kind::kEpochs && impl_->epoch < impl_->epoch_limit();
  if (more_epochs || impl_->stop.kind == Stop::Kind::kDiverged) impl_->stop = {};
}

void Trainer::reset() { impl_->reset(); }

Checkpoint Trainer::checkpoint() const {
  const Impl& t = *impl_;
  const std::span<const float> moments = t.optimizer.moments();
  return {t.parameters,
          {moments.begin(), moments.end()},
          t.best,
          t.steps,
          t.optimizer.steps(),
          t.epoch,
          t.position,
          t.best_loss,
          t.best_epoch};
}

bool Trainer::restore(const Checkpoint& c) {
  Impl& t = *impl_;
  const std::size_t size = t.parameters.size();
  if (c.parameters.size() != size || c.best_parameters.size() != size) return false;
  if (c.position >= t.batcher.rows()) return false;
  if (!t.optimizer.restore(c.moments, c.optimizer_step)) return false;
  t.parameters = c.parameters;
  t.best = c.best_parameters;
  t.steps = c.step;
  t.epoch = c.epoch;
  t.position = static_cast<std::size_t>(c.position);
  t.best_loss = c.best_loss;
  t.best_epoch = t.patience_from = c.best_epoch;
  t.stop = {};
  std::erase_if(t.history, [&](const EpochMetrics& m) { return m.epoch > t.epoch; });
  t.batcher.shuffle(t.seed, t.epoch);
  return true;
}

double Trainer::residual_deviation() const {
  if (impl_->data.task == data::Task::kClassification || impl_->data.itself) return 0;
  return evaluate(Part::kTrain).rmse / impl_->data.target_scaling.deviation[0];
}

}  // namespace hunch::train
