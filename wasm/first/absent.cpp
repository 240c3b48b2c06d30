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

data::Clips data::sets::tones(const spec::DataSpec&, std::uint64_t) {
  refuse("sounds are to be made");
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

std::unique_ptr<ops::Join> nn::make_join(const spec::LayerSpec&) {
  refuse("layers are to be joined");
}

int nn::Network::add_join(std::unique_ptr<ops::Join>, std::vector<int>) {
  refuse("layers are to be joined");
}

void nn::Network::add_transformer_block(const spec::LayerSpec&, int) {
  refuse("a transformer block is to be made");
}

std::vector<int> nn::Network::named_steps(const std::vector<spec::LayerSpec>&, int) const {
  refuse("layers are to be wired by name");
}

void nn::Network::add_image_output() { refuse("images are to be told themselves"); }

void nn::Network::check_wiring() const {}

const char* nn::looks_ahead(const spec::LayerSpec&) { return nullptr; }

std::unique_ptr<ops::Loss> train::refine_loss(std::unique_ptr<ops::Loss>, const spec::TrainingSpec&,
                                              const data::Dataset&) {
  refuse("classes are to be weighed or smoothed");
}

std::string session::inspect_json(const std::string&, const std::string&) {
  refuse("a table is to be looked at");
}

void wasm::bind_images(emscripten::class_<BoundSession>&) {}

void wasm::bind_sequences(emscripten::class_<BoundSession>&) {}

std::shared_ptr<const data::Images> wasm::images_of(const emscripten::val&) { return nullptr; }

}  // namespace hunch
