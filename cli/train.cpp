#include <fmt/format.h>

#include <chrono>
#include <cmath>

#include "cli/events.h"
#include "cli/files.h"
#include "cli/interrupt.h"
#include "cli/plan.h"
#include "cli/progress.h"
#include "cli/status.h"
#include "session/model_file.h"

namespace hunch::cli {
namespace {

using StopKind = train::Stop::Kind;

session::Session open(const Plan& plan, const TrainOptions& options) {
  auto opened = session::Session::open(plan.spec, plan.own, options.kernels);
  if (const auto* issues = std::get_if<Issues>(&opened)) {
    refuse(options.data.empty() ? "this spec" : options.data, *issues);
  }
  return std::move(std::get<session::Session>(opened));
}

/// One number that tells how good a network is, for a person.
std::string quality(data::Task task, const train::Metrics& m) {
  if (!std::isfinite(m.loss)) return "-";
  if (task == data::Task::kClassification) return fmt::format("{:.1f} %", 100 * m.accuracy);
  return fmt::format("{:.4g}", m.rmse);
}

std::string progress_text(data::Task task, const train::EpochMetrics& metrics,
                          std::uint64_t epochs) {
  const bool classes = task == data::Task::kClassification;
  std::string text = fmt::format("epoch {} of {}", metrics.epoch, epochs);
  if (metrics.epoch == 0) return text;
  return text + fmt::format("  loss {:.4f}  validation {}{}", metrics.train.loss,
                            classes ? "" : "rmse ", quality(task, metrics.validation));
}

/// Measures of the epoch that has just ended. The trainer keeps those of very long runs thinned.
train::EpochMetrics measures(const train::Trainer& trainer) {
  const auto& history = trainer.history();
  if (!history.empty() && history.back().epoch == trainer.epoch()) return history.back();
  return {trainer.epoch(), trainer.evaluate(train::Part::kTrain),
          trainer.evaluate(train::Part::kValidation)};
}

/// Trains to the end, or to a signal such as Ctrl-C, telling every epoch.
void run(session::Session& session, const Console& console) {
  constexpr std::uint64_t kChunk = 64;  // steps between looks at signals and the clock
  const train::Trainer& trainer = session.trainer();
  const data::Task task = session.description().task;
  const auto epochs = static_cast<std::uint64_t>(session.spec()->training.epochs);
  const std::uint64_t per_epoch = trainer.steps_per_epoch();
  ProgressBar bar(console.draws(), epochs * per_epoch);
  train::EpochMetrics latest;
  while (trainer.stopped().kind == StopKind::kNone && interrupted() == 0) {
    const std::uint64_t before = trainer.epoch();
    const std::uint64_t left = per_epoch - trainer.steps() % per_epoch;
    session.train(std::min(left, kChunk));
    if (trainer.epoch() > before && (console.json() || bar.due())) {
      latest = measures(trainer);
      if (console.json()) print_line(epoch_event(session.prepared().dataset, latest));
    }
    if (bar.due()) {
      bar.draw(static_cast<double>(trainer.steps()), progress_text(task, latest, epochs));
    }
  }
}

std::string stop_text(const session::Session& session, const RunEnd& end) {
  if (end.interrupted) return fmt::format("interrupted after {} epochs", end.epochs);
  if (session.status().stop.kind == StopKind::kEarly) {
    return fmt::format("stopped early after {} epochs, the best weights are kept", end.epochs);
  }
  return fmt::format("{} epochs", end.epochs);
}

/// What is told of labels that may hold at once: all of them together, and each.
template <class Line>
std::string labels_text(const session::Session& session, const RunEnd& end, Line line) {
  const auto percent = [](double share) {
    return std::isfinite(share) ? fmt::format("{:.1f} %", 100 * share) : std::string("-");
  };
  std::string text = line("all right", [&](const train::Metrics& m) { return percent(m.exact); }) +
                     line("F1", [&](const train::Metrics& m) { return percent(m.f1); });
  for (std::size_t k = 0; k < end.labels.size(); ++k) {
    text += fmt::format("  {:<24}{:>12}\n", printable(session.description().labels[k]),
                        percent(end.labels[k]));
  }
  return text;
}

/// The short table at the end of a run.
void say_summary(const session::Session& session, const RunEnd& end, const Console& console) {
  const data::Task task = session.description().task;
  const auto row = [&](std::string_view name, const std::string& a, const std::string& b,
                       const std::string& c) {
    return fmt::format("{:<14}{:>12}{:>12}", name, a, b) +
           (end.test ? fmt::format("{:>12}", c) : "");
  };
  const train::Metrics test = end.test.value_or(train::Metrics{});
  const auto plain = [](double value) {
    return std::isfinite(value) ? fmt::format("{:.4g}", value) : std::string("-");
  };
  const auto line = [&](std::string_view name, auto value) {
    return row(name, value(end.train), value(end.validation), value(test)) + "\n";
  };
  console.say_heading(row("", "train", "validation", "test"));
  std::string text = line("loss", [&](const train::Metrics& m) { return plain(m.loss); });
  if (task == data::Task::kClassification) {
    text += line("accuracy", [&](const train::Metrics& m) { return quality(task, m); });
    if (session.description().several) text += labels_text(session, end, line);
  } else {
    text += line("rmse", [&](const train::Metrics& m) { return plain(m.rmse); });
    text += line("r2", [&](const train::Metrics& m) { return plain(m.r2); });
    if (end.naive) text += row(end.naive->forecast, "", plain(end.naive->rmse), "") + "\n";
  }
  text += fmt::format("{} in {:.2f} s; {} parameters, {} kernels", stop_text(session, end),
                      end.seconds, session.parameters().size(), session.kernels().name);
  if (!end.fingerprint.empty()) text += "; fingerprint " + end.fingerprint;
  console.say(text);
}

}  // namespace

int train(const TrainOptions& options, const Console& console) {
  const Plan plan = make_plan(options, console);
  session::Session session = open(plan, options);
  if (!options.out.empty()) check_writable(options.out);
  if (plan.chosen) console.say("spec: " + spec::to_json(*plan.spec));
  console.warn(session.description().warnings);
  if (console.json()) print_line(start_event(session));

  watch_for_interrupt();
  const auto began = std::chrono::steady_clock::now();
  run(session, console);
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - began;

  const train::Stop& stop = session.trainer().stopped();
  if (stop.kind == StopKind::kDiverged) {
    throw Failure(kFailed, fmt::format("training diverged in epoch {}, layer \"{}\": {}. A lower "
                                       "training rate or gradient clipping may help.{}",
                                       stop.epoch + 1, stop.layer, stop.cause,
                                       options.out.empty() ? "" : " Nothing was saved."));
  }
  RunEnd end;
  end.epochs = session.trainer().epoch();
  end.seconds = spent.count();
  end.train = session.trainer().evaluate(train::Part::kTrain);
  end.validation = session.trainer().evaluate(train::Part::kValidation);
  if (session.description().test_count > 0) {
    end.test = session.trainer().evaluate(train::Part::kTest);
  }
  end.labels = session.trainer().label_accuracy(train::Part::kValidation);
  end.naive = session.prepared().dataset.naive;
  if (session.spec()->exact) end.fingerprint = session.fingerprint();
  end.interrupted = stop.kind == StopKind::kNone;

  if (!options.out.empty()) {
    write_file(options.out, session::save_model(session, "hunch " HUNCH_VERSION));
  }
  if (console.json()) print_line(done_event(session.prepared().dataset, end));
  say_summary(session, end, console);
  if (!options.out.empty()) console.say("saved " + options.out);
  return end.interrupted ? kSignal + interrupted() : kDone;
}

}  // namespace hunch::cli
