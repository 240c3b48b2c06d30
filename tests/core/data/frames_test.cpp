#include "data/frames.h"

#include "support.h"

using namespace hunch;
using namespace with_data;
using data::Images;

namespace {

/// Two clips of three frames of 1 x 2 pixels: clip, frame and column are the digits of a pixel.
Images two_clips() {
  Images clips;
  clips.height = 1;
  clips.width = 2;
  clips.frames = 3;
  clips.pixels = {0, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121};
  clips.labels = {0, 1};
  clips.is_test = {0, 0};
  clips.class_names = {"a", "b"};
  return clips;
}

}  // namespace

TEST_CASE("frames of a clip become channels of one image") {
  const Images laid = data::lay_out_frames(two_clips(), "channels");
  CHECK((laid.height == 1 && laid.width == 2 && laid.channels == 3 && laid.frames == 1));
  CHECK(laid.pixels ==
        std::vector<std::uint8_t>{0, 10, 20, 1, 11, 21, 100, 110, 120, 101, 111, 121});
}

TEST_CASE("frames of a clip become a strip, one below the other") {
  const Images laid = data::lay_out_frames(two_clips(), "strip");
  CHECK((laid.height == 3 && laid.width == 2 && laid.channels == 1 && laid.frames == 1));
  CHECK(laid.pixels == two_clips().pixels);
}

TEST_CASE("still images are left as they are") {
  Images still = two_clips();
  still.frames = 1;
  still.channels = 3;
  const Images laid = data::lay_out_frames(still, "strip");
  CHECK((laid.height == 1 && laid.channels == 3));
}

TEST_CASE("own clips are learned in either layout, and others are brought to the same") {
  Images clips = two_clips();
  for (int copy = 0; copy < 2; ++copy) {
    clips.pixels.insert(clips.pixels.end(), clips.pixels.begin(), clips.pixels.begin() + 12);
    clips.labels.insert(clips.labels.end(), {0, 1});
    clips.is_test.insert(clips.is_test.end(), {0, 0});
  }
  for (const auto& [how, shape] :
       {std::pair{"channels", Shape{1, 2, 3}}, std::pair{"strip", Shape{3, 2, 1}}}) {
    const auto spec = checked_spec(std::string("{\"data\":{\"source\":\"images\",\"frames\":\"") +
                                   how + "\"},\"model\":[{\"type\":\"flatten\"}]}");
    const auto made = data::prepare_images(spec, clips);
    REQUIRE(std::holds_alternative<data::Prepared>(made));
    const data::Dataset& dataset = std::get<data::Prepared>(made).dataset;
    CHECK(dataset.shape == shape);
    const auto again = data::image_features(dataset, clips);
    REQUIRE(std::holds_alternative<std::vector<float>>(again));
    CHECK(std::get<std::vector<float>>(again) == dataset.features);
  }
}
