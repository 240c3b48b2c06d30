#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "nn/network.h"
#include "session/prepare.h"
#include "session/sequence_viewer.h"
#include "session/snapshot.h"
#include "spec/validate.h"
#include "train/trainer.h"

/// The facade that the wasm module, the command line and the tests use: one spec, its data, its
/// network, its training, and pictures of all of it.
namespace hunch::session {

/// What `apply` did with a changed spec.
enum class Outcome : std::uint8_t {
  kSame,     ///< nothing that is computed changed
  kLive,     ///< taken over while it runs; the weights stay
  kRebuilt,  ///< data or layers changed: new network at step 0
  kRefused   ///< issues; what was there goes on untouched
};
struct Applied {
  Outcome outcome = Outcome::kSame;
  Issues issues;
};

class Session {
 public:
  /// Validates nothing itself (a ValidSpec is valid) but can still refuse data: see data::prepare,
  /// which says what `csv` may be.
  /// kernels: null for the best of this machine (the exact table when spec.exact).
  static std::variant<Session, Issues> open(const spec::ValidSpec& spec, std::string csv = {},
                                            const kernels::Kernels* kernels = nullptr);
  /// With the user's own images, for Source::kImages. They are kept to open them again when the
  /// spec changes.
  static std::variant<Session, Issues> open(const spec::ValidSpec& spec,
                                            std::shared_ptr<const data::Images> images,
                                            const kernels::Kernels* kernels = nullptr);
  /// With any data of the user's own; kept likewise.
  static std::variant<Session, Issues> open(const spec::ValidSpec& spec, OwnData own,
                                            const kernels::Kernels* kernels = nullptr);
  ~Session();
  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;

  /// Moves to another spec, changing as little as it can. New issues leave everything as it was.
  /// `csv`: another table's text, `images`, `clips`: others; null keeps what there is.
  Applied apply(const spec::ValidSpec& spec, const std::string* csv = nullptr,
                std::shared_ptr<const data::Images> images = nullptr,
                std::shared_ptr<const data::Clips> clips = nullptr);
  const spec::ValidSpec& spec() const;

  std::uint64_t train(std::uint64_t steps);  ///< returns the steps that ran
  std::uint64_t finish_epoch();
  void resume();  ///< goes on after a stop by epochs or patience
  void reset();   ///< the same run again, from step 0
  Status status() const;

  /// A weight (input >= 0) or bias (input = -1) of dense layer `layer`. False: no such, or not
  /// finite.
  bool set_weight(int layer, int input, int unit, float value);

  /// Past epochs can be looked at again: checkpoints are kept at evenly thinned epochs. Moves the
  /// trainer back to the nearest kept one at or before `epoch`; returns the epoch it is at.
  std::uint64_t seek(std::uint64_t epoch);

  const Description& description() const;            ///< changes only when rebuilt or applied
  Points points() const;                             ///< the data as drawn, in raw units
  std::vector<train::EpochMetrics> history() const;  ///< after each measured epoch, oldest first
  std::span<const float> parameters() const;
  const nn::Network& network() const;
  const data::Prepared& prepared() const;
  const kernels::Kernels& kernels() const;
  const train::Trainer& trainer() const;
  bool restore(const train::Checkpoint& checkpoint);

  // Pictures over the input plane: empty for data that have none (images, texts, series).

  /// Pictures of single units: outputs of the chosen units of dense layer `layer` (0-based, inputs
  /// are layer -1) over a cells x cells grid of the input plane (or `cells` points of a curve), row
  /// 0 at the top. Returns (units, cells*cells) floats; dropout off.
  std::vector<float> unit_fields(int layer, std::span<const int> units, int cells);

  /// The same of any layers, see stage_fields.h: units[k] are numbers of Description::stages[k].
  std::vector<std::vector<float>> stage_fields(std::span<const std::vector<int>> units, int cells);
  /// What each of Description::stages gives of one input, dropout off.
  std::vector<std::vector<float>> stage_values(std::span<const double> raw);
  /// Which units of each that is a dropout sleep in pass k, see stage_fields.h.
  std::vector<std::vector<std::uint8_t>> stage_awake(std::uint64_t k);

  /// Predictive statistics over the input plane. Starts anew when weights, axes or size changed;
  /// otherwise goes on with further samples, so that a picture is refined while the user looks.
  /// Runs until `samples` are in, `more` were added, whichever comes first.
  Surface surface(int cells, int samples, int more);

  /// One function drawn from the posterior (one mask for all inputs), pass k: (cells*cells or
  /// cells) values as in Surface::mean, and which units slept.
  FunctionDraw draw(int cells, std::uint64_t k);

  /// All about one input: raw (R) in the data's own units.
  Probe probe(std::span<const double> raw, int samples);

  /// Examples [first, first + count) of a set of images, as far as there are any.
  Examples examples(std::size_t first, std::size_t count) const;
  /// What one image looks like after every layer: Description::stages in order, each as its shape
  /// says. Dropout off, or on as in Monte-Carlo pass `pass` >= 0.
  std::vector<std::vector<float>> stage_outputs(const ImageAt& at, int pass);
  /// All about one image. Goes on with further samples as `surface` does.
  ImageProbe probe_image(const ImageAt& at, int samples, int more);
  /// Looks at `more` further examples with `samples` passes each; what was seen before under other
  /// weights stays in the answer until its turn comes.
  Review review(int samples, int more);

  // Sounds: nothing for other data.

  /// The sound that example `index` is the spectrogram of.
  std::optional<data::Sound> sound(std::size_t index) const;
  /// Any sound as the pixels (Y,X) that the network would see. Errors: a rate too low for them.
  std::variant<std::vector<std::uint8_t>, Issues> hear(const data::Sound& sound) const;

  // Texts and series: empty for other data.

  /// Texts [first, first + count), as far as there are any.
  TextExamples text_examples(std::size_t first, std::size_t count);
  SeriesRows series_rows();
  /// What is said after each token of a text, which begins as `spec.data.text` has texts begin.
  TextProbe probe_text(const std::string& text, int samples);
  /// Text number n of a seed that goes on after `prompt`, its tokens apart from the prompt's.
  std::vector<WrittenToken> write_text(const std::string& prompt, const Writing& how, int samples,
                                       std::uint64_t n);
  SeriesProbe probe_series(std::size_t example, int samples, int futures);
  /// Layers looking at a text, or for a series at an example.
  SequenceStages text_stages(const std::string& text);
  SequenceStages series_stages(std::size_t example);

  /// Hash of the parameters' bits: equal on every target in exact mode.
  std::string fingerprint() const;

 private:
  struct Impl;
  explicit Session(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace hunch::session
