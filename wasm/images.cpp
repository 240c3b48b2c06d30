#include <string>

#include "data/idx.h"
#include "wasm/bound_session.h"

namespace hunch::wasm {
namespace {

session::ImageAt image_at(const val& at) {
  session::ImageAt image;
  image.example = at["example"].as<std::size_t>();
  const val pixels = at["pixels"];
  if (!pixels.isUndefined()) {
    image.pixels = emscripten::convertJSArrayToNumberVector<std::uint8_t>(pixels);
  }
  return image;
}

val examples(BoundSession& bound, int first, int count) {
  const session::Examples examples = bound.session().examples(
      static_cast<std::size_t>(std::max(first, 0)), static_cast<std::size_t>(std::max(count, 0)));
  Object js;
  js.set("first", static_cast<double>(examples.first));
  js.set("pixels", array(examples.pixels));
  js.set("labels", array(examples.labels));
  js.set("parts", array(examples.parts));
  return js;
}

val stage_outputs(BoundSession& bound, const val& at, int pass) {
  return arrays(bound.session().stage_outputs(image_at(at), pass));
}

val probe_image(BoundSession& bound, const val& at, int samples, int more) {
  const session::ImageProbe probe = bound.session().probe_image(image_at(at), samples, more);
  Object js;
  js.set("samples", probe.samples);
  js.set("complete", probe.complete);
  js.set("probabilities", array(probe.probabilities));
  js.set("low", array(probe.low));
  js.set("high", array(probe.high));
  js.set("draws", array(probe.draws));
  js.set("votes", array(probe.votes));
  js.set("total", probe.total);
  js.set("aleatoric", probe.aleatoric);
  js.set("epistemic", probe.epistemic);
  js.set("told", array(probe.told));
  js.set("deviation", array(probe.deviation));
  js.set("passes", array(probe.passes));
  return js;
}

val review(BoundSession& bound, int samples, int more) {
  const session::Review review = bound.session().review(samples, more);
  Object js;
  js.set("complete", review.complete);
  js.set("examples", array(review.examples));
  js.set("labels", array(review.labels));
  js.set("parts", array(review.parts));
  js.set("winners", array(review.winners));
  js.set("total", array(review.total));
  js.set("epistemic", array(review.epistemic));
  return js;
}

val to_js(const data::Images& images) {
  val names = val::array();
  for (const std::string& name : images.class_names) names.call<void>("push", name);
  Object js;
  js.set("height", images.height);
  js.set("width", images.width);
  js.set("channels", images.channels);
  js.set("frames", images.frames);
  js.set("pixels", array(images.pixels));
  js.set("labels", array(images.labels));
  js.set("isTest", array(images.is_test));
  js.set("classNames", names);
  return js;
}

/// {images, error}: the images of one or two pairs of IDX files, empty texts for no test pair.
val read_idx(const std::string& pixels, const std::string& labels, const std::string& test_pixels,
             const std::string& test_labels) {
  Object js;
  js.set("images", val::null());
  js.set("error", std::string());
  try {
    data::Images images;
    data::add_idx(pixels, labels, false, images);
    if (!test_pixels.empty()) data::add_idx(test_pixels, test_labels, true, images);
    js.set("images", to_js(images));
  } catch (const Error& error) {
    js.set("error", std::string(error.what()));
  }
  return js;
}

/// JSON of a spec that suits them.
std::string image_spec(const val& images) {
  return spec::to_json(data::choose_image_spec(*images_of(images), 1));
}

}  // namespace

std::shared_ptr<const data::Images> images_of(const val& js) {
  if (js.isNull() || js.isUndefined()) return nullptr;
  auto images = std::make_shared<data::Images>();
  images->height = js["height"].as<int>();
  images->width = js["width"].as<int>();
  images->channels = js["channels"].as<int>();
  const val frames = js["frames"];
  if (!frames.isUndefined()) images->frames = frames.as<int>();
  images->pixels = emscripten::convertJSArrayToNumberVector<std::uint8_t>(js["pixels"]);
  images->labels = emscripten::convertJSArrayToNumberVector<std::uint16_t>(js["labels"]);
  images->is_test = emscripten::convertJSArrayToNumberVector<std::uint8_t>(js["isTest"]);
  images->class_names = emscripten::vecFromJSArray<std::string>(js["classNames"]);
  return images;
}

void bind_images(emscripten::class_<BoundSession>& session) {
  session.function("examples", &examples)
      .function("stageOutputs", &stage_outputs)
      .function("probeImage", &probe_image)
      .function("review", &review);
  emscripten::function("readIdx", &read_idx);
  emscripten::function("imageSpec", &image_spec);
}

}  // namespace hunch::wasm
