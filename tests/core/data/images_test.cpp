#include "data/images.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "data/idx.h"
#include "support.h"

using namespace hunch;
using namespace with_data;
using data::Images;

namespace {

/// An IDX file of unsigned bytes.
std::string idx(const std::vector<std::uint32_t>& shape, const std::string& values) {
  std::string bytes = {'\0', '\0', '\x08', static_cast<char>(shape.size())};
  for (const std::uint32_t count : shape) {
    for (const int shift : {24, 16, 8, 0}) bytes += static_cast<char>(count >> shift & 255);
  }
  return bytes + values;
}

/// `count` images of 2 x 3 pixels in two classes: the first pixel is 10 times the class.
std::string pixels(int count) {
  std::string values;
  for (int n = 0; n < count; ++n) values += {static_cast<char>(10 * (n % 2)), 1, 2, 3, 4, 5};
  return values;
}
std::string classes(int count) {
  std::string values;
  for (int n = 0; n < count; ++n) values += static_cast<char>(n % 2);
  return values;
}

Images some(int count, int tests) {
  Images images;
  const auto n = static_cast<std::uint32_t>(count);
  data::add_idx(idx({n, 2, 3}, pixels(count)), idx({n}, classes(count)), false, images);
  const auto t = static_cast<std::uint32_t>(tests);
  if (tests > 0)
    data::add_idx(idx({t, 2, 3}, pixels(tests)), idx({t}, classes(tests)), true, images);
  return images;
}

std::string refusal(const std::string& images, const std::string& labels) {
  Images there;
  try {
    data::add_idx(images, labels, false, there);
  } catch (const Error& error) {
    return error.what();
  }
  return "none";
}

data::Dataset learned(const Images& images, const std::string& more = "") {
  auto result =
      data::prepare_images(checked_spec("{\"data\":{\"source\":\"images\"" + more + "}}"), images);
  REQUIRE(std::holds_alternative<data::Prepared>(result));
  return std::get<data::Prepared>(result).dataset;
}

}  // namespace

TEST_CASE("images: IDX files are read, and the second pair is the test set") {
  const Images images = some(10, 4);
  CHECK(images.count() == 14);
  CHECK(images.image_size() == 6);
  CHECK(images.height == 2);
  CHECK(images.width == 3);
  CHECK(images.class_names == std::vector<std::string>{"0", "1"});
  CHECK(std::accumulate(images.is_test.begin(), images.is_test.end(), 0) == 4);
}

TEST_CASE("images: damaged IDX files are refused with what is wrong") {
  const std::string two = idx({2, 2, 3}, pixels(2));
  const std::string labels = idx({2}, classes(2));
  CHECK(refusal("PNG", labels) == "[idx] images: this is no IDX file");
  CHECK(refusal(two.substr(0, 9), labels) == "[idx] images: the file ends within its header");
  CHECK(refusal(two.substr(0, two.size() - 1), labels) ==
        "[idx] images: its header announces 12 values, 11 follow");
  CHECK(refusal(two + "x", labels) == "[idx] images: its header announces 12 values, 13 follow");
  CHECK(refusal(two, idx({3}, classes(3))) == "[idx] 2 images, but 3 labels");
  CHECK(refusal(labels, labels).find("needs 3") != std::string::npos);
  CHECK(refusal(two, two) == "[idx] labels: 3 dimensions, needs 1");
  CHECK(refusal(idx({2, 600, 1}, std::string(1200, 'x')), labels).find("needs 1 to 512") !=
        std::string::npos);
  const std::uint32_t huge = 0xffffffff;
  CHECK(refusal(idx({huge, huge, huge}, ""), labels) ==
        "[idx] images: more than 4 GB are announced");
  std::string floats = two;
  floats[2] = '\x0d';
  CHECK(refusal(floats, labels) == "[idx] images: values of type 13, needs unsigned bytes (8)");
}

TEST_CASE("images: scaling is fitted on the training part, and the test set stays apart") {
  Images images = some(20, 6);
  // Were they looked at, these would show in mean and deviation.
  std::fill(images.pixels.end() - 6 * 6, images.pixels.end(), std::uint8_t{255});
  const data::Dataset d = learned(images, ",\"trainFraction\":0.5");
  CHECK(d.shape == Shape{2, 3, 1});
  CHECK(d.class_count() == 2);
  CHECK(std::accumulate(d.is_test.begin(), d.is_test.end(), 0) == 6);
  double sum = 0, squares = 0, count = 0;
  int train = 0;
  for (std::size_t n = 0; n < d.count(); ++n) {
    CHECK((d.is_train[n] == 0 || d.is_test[n] == 0));
    if (d.is_train[n] == 0) continue;
    ++train;
    for (std::size_t i = 0; i < 6; ++i, ++count) {
      const double value = d.features[n * 6 + i];
      sum += value;
      squares += value * value;
    }
  }
  CHECK(train == 10);
  CHECK(sum / count == doctest::Approx(0).epsilon(1e-6));
  CHECK(squares / count == doctest::Approx(1).epsilon(1e-6));

  const auto again = data::image_features(d, images);
  REQUIRE(std::holds_alternative<std::vector<float>>(again));
  CHECK(std::get<std::vector<float>>(again) == d.features);
  images.width = 2;
  CHECK(std::get<Issues>(data::image_features(d, images))[0].value == "\"(2,2,1)\"");
}

TEST_CASE("images: too few, of one class, or with wrong labels") {
  const auto refused = [](const Images& images) {
    const auto result =
        data::prepare_images(checked_spec(R"({"data":{"source":"images"}})"), images);
    REQUIRE(std::holds_alternative<Issues>(result));
    return std::get<Issues>(result)[0].allowed;
  };
  CHECK(refused(some(3, 8)) == "at least 4 examples");
  Images alike = some(8, 0);
  alike.class_names = {"0"};
  CHECK(refused(alike) == "examples of at least two classes");

  const data::Dataset d = learned(some(200, 50), ",\"labelNoise\":0.5");
  int wrong = 0;
  for (std::size_t n = 0; n < d.count(); ++n) {
    const bool changed = d.target_raw[n] != static_cast<double>(n % 2);
    if (d.is_train[n] == 0) CHECK_FALSE(changed);
    wrong += changed ? 1 : 0;
  }
  CHECK(wrong > 45);
  CHECK(wrong < 95);
}

TEST_CASE("images: the spec chosen without one fits the images") {
  const spec::ModelSpec spec = data::choose_image_spec(some(40, 0), 7);
  CHECK(spec.seed == 7);
  CHECK(spec.model.front().type == spec::LayerType::kFlatten);  // too small for windows
  Images wide = some(40, 0);
  wide.height = wide.width = 28;
  const spec::ModelSpec digits = data::choose_image_spec(wide, 1);
  CHECK(digits.model[0].type == spec::LayerType::kConv2d);
  CHECK(digits.model[2].filters == 32);
  CHECK(spec::validate(digits).valid());
}
