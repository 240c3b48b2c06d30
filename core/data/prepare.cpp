#include "data/prepare.h"

#include "data/audio/clips.h"
#include "data/clips.h"
#include "data/csv_table.h"
#include "data/drawn.h"
#include "data/finish.h"
#include "data/series.h"
#include "data/sets/tones.h"
#include "data/synthetic.h"
#include "data/text.h"
#include "spec/json_tree.h"
#include "spec/words.h"

namespace hunch::data {
namespace {

/// A loss that does not fit what the table's target turned out to be.
Issues check_loss(spec::Loss loss, const Examples& examples) {
  const bool classes = examples.task == Task::kClassification;
  const bool entropy = spec::is_entropy(loss);
  std::string allowed;
  if (loss == spec::Loss::kAuto || examples.several) return {};
  if (classes && !entropy)
    allowed =
        "auto, a cross-entropy or kl-divergence: \"" + examples.target_name + "\" has classes";
  else if (!classes && entropy)
    allowed = "auto, mse, mae, huber or gaussian-nll: \"" + examples.target_name + "\" has values";
  else if (loss == spec::Loss::kBinaryCrossEntropy && examples.class_names.size() > 2)
    allowed = "auto or categorical-cross-entropy: \"" + examples.target_name + "\" has " +
              std::to_string(examples.class_names.size()) + " classes";
  if (allowed.empty()) return {};
  return {{"/training/loss", spec::json_quote(spec::to_word(loss)), allowed}};
}

}  // namespace

std::variant<Prepared, Issues> prepare(const spec::ValidSpec& spec, std::string_view own) {
  if (spec::is_text(spec->data.source)) return prepare_text(spec, own);
  if (spec::is_series(spec->data.source)) return prepare_series(spec, own);
  if (spec::is_drawn(spec->data.source)) {
    return prepare_images(spec, draw_images(spec->data, spec->seed));
  }
  if (spec->data.source == spec::Source::kClips) {
    return prepare_images(spec, make_clips(spec->data, spec->seed));
  }
  if (spec->data.source == spec::Source::kTones) {
    return prepare_clips(spec, sets::tones(spec->data, spec->seed), sets::kToneForm);
  }
  if (spec::is_images(spec->data.source)) {
    return Issues{{"/data/source", spec::json_quote(spec::to_word(spec->data.source)),
                   "a made set, or images or sounds of your own, which are not given"}};
  }
  auto made = spec::is_synthetic(spec->data.source) ? make_synthetic(spec->data, spec->seed)
                                                    : read_examples(own, spec->data.csv);
  if (auto* issues = std::get_if<Issues>(&made)) return std::move(*issues);
  Examples& examples = std::get<Examples>(made);
  Issues issues = check_loss(spec->training.loss, examples);
  if (!issues.empty()) return issues;
  return finish(std::move(examples), *spec);
}

}  // namespace hunch::data
