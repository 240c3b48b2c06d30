#include <cstdlib>

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
#include "train/refine_loss.h"
#include "wasm/full.h"

// What the page's first part does without, so that the page is there sooner. A program that is
// linked with these in place of the core's own tells what is left without them, and what only they
// call; its names are the first part of the whole module (cmake/hunch_wasm.cmake). Nothing here is
// ever run: the page fetches the second part before it asks for any of it
// (web/src/engine/needs.ts).
namespace hunch {
namespace {

[[noreturn]] void refuse() { std::abort(); }

}  // namespace

std::variant<data::Examples, Issues> data::read_examples(std::string_view, const spec::CsvSpec&) {
  refuse();
}

std::variant<data::Prepared, Issues> data::prepare_images(const spec::ValidSpec&,
                                                          const data::Images&) {
  refuse();
}

std::variant<data::Prepared, Issues> data::prepare_clips(const spec::ValidSpec&,
                                                         const data::Clips&) {
  refuse();
}

std::variant<data::Prepared, Issues> data::prepare_clips(const spec::ValidSpec&, const data::Clips&,
                                                         const data::MelForm&) {
  refuse();
}

data::Clips data::sets::tones(const spec::DataSpec&, std::uint64_t) { refuse(); }

data::Images data::draw_images(const spec::DataSpec&, std::uint64_t) { refuse(); }

data::Images data::make_clips(const spec::DataSpec&, std::uint64_t) { refuse(); }

std::variant<data::Prepared, Issues> data::prepare_text(const spec::ValidSpec&, std::string_view) {
  refuse();
}

std::variant<data::Prepared, Issues> data::prepare_series(const spec::ValidSpec&,
                                                          std::string_view) {
  refuse();
}

std::unique_ptr<ops::Loss> train::make_sequence_loss(int) { refuse(); }

kernels::Trial kernels::try_layers(const Kernels&) { refuse(); }

std::unique_ptr<ops::Op> nn::make_op(const spec::LayerSpec& layer, int) {
  if (auto op = make_plain_op(layer)) return op;
  refuse();
}

std::unique_ptr<ops::Join> nn::make_join(const spec::LayerSpec&) { refuse(); }

int nn::Network::add_join(std::unique_ptr<ops::Join>, std::vector<int>) { refuse(); }

void nn::Network::add_transformer_block(const spec::LayerSpec&, int) { refuse(); }

std::vector<int> nn::Network::named_steps(const std::vector<spec::LayerSpec>&, int) const {
  refuse();
}

void nn::Network::check_wiring() const { refuse(); }

const char* nn::looks_ahead(const spec::LayerSpec&) { refuse(); }

std::unique_ptr<ops::Loss> train::refine_loss(std::unique_ptr<ops::Loss>, const spec::TrainingSpec&,
                                              const data::Dataset&) {
  refuse();
}

std::string session::inspect_json(const std::string&, const std::string&) { refuse(); }

std::shared_ptr<const data::Images> wasm::images_of(const emscripten::val&) { refuse(); }

}  // namespace hunch
