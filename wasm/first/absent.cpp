#include "data/audio/clips.h"
#include "data/clips.h"
#include "data/csv_table.h"
#include "data/drawn.h"
#include "data/images.h"
#include "data/series.h"
#include "data/sets/tones.h"
#include "data/text.h"
#include "kernels/trial.h"
#include "nn/make_op.h"
#include "nn/network.h"
#include "nn/part_lines.h"
#include "session/documents.h"
#include "train/make_sequence_loss.h"
#include "train/make_share_loss.h"
#include "train/refine_loss.h"
#include "wasm/full.h"

// What the page's first module does without, so that the page is there sooner: the linker takes
// these in place of the core's own, which it then leaves out with all that only they call. The page
// fetches the full module before it asks for any of it (web/src/engine/part.ts).
namespace hunch {
namespace {

[[noreturn]] void refuse(const std::string& what) {
  throw Error("[engine] " + what + ": the first module cannot, the full one can");
}

}  // namespace

std::variant<data::Examples, Issues> data::read_examples(std::string_view, const spec::CsvSpec&) {
  refuse("a table is to be learned");
}

std::variant<data::Prepared, Issues> data::prepare_images(const spec::ValidSpec&,
                                                          const data::Images&) {
  refuse("images are to be learned");
}

std::variant<data::Prepared, Issues> data::prepare_clips(const spec::ValidSpec&,
                                                         const data::Clips&) {
  refuse("sounds are to be learned");
}

std::variant<data::Prepared, Issues> data::prepare_clips(const spec::ValidSpec&, const data::Clips&,
                                                         const data::MelForm&) {
  refuse("sounds are to be learned");
}

data::Images data::spectrograms(const data::Clips&, const data::MelForm&) {
  refuse("a sound is to be seen");
}

Issues data::check_rates(const data::Dataset&, const data::Clips&) {
  refuse("a sound is to be seen");
}

data::Clips data::sets::tones(const spec::DataSpec&, std::uint64_t) {
  refuse("sounds are to be made");
}

data::Sound data::sets::tone(const spec::DataSpec&, std::uint64_t, int) {
  refuse("a sound is to be made");
}

data::Images data::draw_images(const spec::DataSpec&, std::uint64_t) {
  refuse("images are to be drawn");
}

data::Images data::make_clips(const spec::DataSpec&, std::uint64_t) {
  refuse("clips are to be made");
}

std::variant<data::Prepared, Issues> data::prepare_text(const spec::ValidSpec&, std::string_view) {
  refuse("a text is to be learned");
}

std::variant<data::Prepared, Issues> data::prepare_series(const spec::ValidSpec&,
                                                          std::string_view) {
  refuse("a series is to be learned");
}

std::unique_ptr<ops::Loss> train::make_sequence_loss(int) {
  refuse("the next token is to be learned");
}

std::unique_ptr<ops::Loss> train::make_share_loss() { refuse("images are to be told themselves"); }

kernels::Trial kernels::try_layers(const Kernels& k) { return Trial(k); }

std::unique_ptr<ops::Op> nn::make_op(const spec::LayerSpec& layer, int) {
  if (auto op = make_plain_op(layer)) return op;
  refuse("a layer beyond dense and dropout is to be made");
}

void nn::Network::add_joined(const spec::LayerSpec&, int, std::vector<int>) {
  refuse("layers are to be joined");
}

void nn::Network::add_part(const spec::LayerSpec&) { refuse("lines are to be parted"); }

void nn::Network::add_repeat() { refuse("a state is to be repeated"); }

void nn::Network::place_target() { refuse("lines are to be parted"); }

void nn::Network::check_source_steps(const spec::LayerSpec&) const {}

void nn::part_lines(const Network&, std::span<const int>, std::span<const float>, std::span<int>) {
  refuse("lines are to be parted");
}

void nn::Network::add_transformer_block(const spec::LayerSpec&, int) {
  refuse("a transformer block is to be made");
}

std::vector<int> nn::Network::named_steps(const std::vector<spec::LayerSpec>&, int) const {
  refuse("layers are to be wired by name");
}

void nn::Network::add_image_output() { refuse("images are to be told themselves"); }

void nn::Network::check_wiring() const {}

void nn::Network::forget_passed_dropouts() {}

const char* nn::looks_ahead(const spec::LayerSpec&) { return nullptr; }

std::unique_ptr<ops::Loss> train::refine_loss(std::unique_ptr<ops::Loss>, const spec::TrainingSpec&,
                                              const data::Dataset&) {
  refuse("classes are to be weighed or smoothed");
}

std::string session::inspect_json(const std::string&, const std::string&) {
  refuse("a table is to be looked at");
}

void wasm::bind_images(emscripten::class_<BoundSession>&) {}

void wasm::bind_sounds(emscripten::class_<BoundSession>&) {}

void wasm::bind_sequences(emscripten::class_<BoundSession>&) {}

void wasm::bind_stages(emscripten::class_<BoundSession>&) {}

std::shared_ptr<const data::Images> wasm::images_of(const emscripten::val&) { return nullptr; }

std::shared_ptr<const data::Clips> wasm::clips_of(const emscripten::val&) { return nullptr; }

}  // namespace hunch
