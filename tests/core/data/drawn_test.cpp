#include "data/drawn.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

#include "base/hash.h"
#include "data/drawing/canvas.h"
#include "data/drawing/warp.h"
#include "spec/words.h"
#include "support.h"

using namespace hunch;
using namespace with_data;
using data::Images;
using data::drawing::kSide;

namespace {

constexpr std::size_t kPixels = static_cast<std::size_t>(kSide) * kSide;

/// Images of a drawn set; `more` begins with a comma.
Images drawn(std::string_view source, const std::string& more = "", int seed = 1) {
  const spec::ValidSpec valid =
      checked_spec("{\"seed\":" + std::to_string(seed) + ",\"data\":{\"source\":\"" +
                   std::string(source) + "\"" + more + "}}");
  return data::draw_images(valid->data, valid->seed);
}

/// Those of one class each; scenes have labels.
std::vector<std::string_view> drawn_sets() {
  std::vector<std::string_view> sets;
  for (const std::string_view word : spec::Words<spec::Source>::list)
    if (spec::is_drawn(*spec::from_word<spec::Source>(word)) && word != "scenes")
      sets.push_back(word);
  return sets;
}

double ink(const Images& images, std::size_t n) {
  double sum = 0;
  for (std::size_t i = 0; i < kPixels; ++i) sum += images.pixels[n * kPixels + i];
  return sum / 255;
}

/// Rows from the first to the last with ink.
int height(const Images& images, std::size_t n) {
  int first = kSide, last = -1;
  for (int y = 0; y < kSide; ++y)
    for (int x = 0; x < kSide; ++x)
      if (images.pixels[n * kPixels + static_cast<std::size_t>(y * kSide + x)] > 127)
        first = std::min(first, y), last = y;
  return last - first + 1;
}

}  // namespace

TEST_CASE("drawn: every set has its classes in equal parts, and is ready to learn from") {
  for (const std::string_view source : drawn_sets()) {
    CAPTURE(source);
    const auto valid =
        checked_spec("{\"data\":{\"source\":\"" + std::string(source) + "\",\"samples\":260}}");
    const data::Dataset d = prepared(valid).dataset;
    CHECK(d.shape == Shape{kSide, kSide, 1});
    CHECK(d.count() == 260);
    CHECK(d.features.size() == 260 * kPixels);
    CHECK(d.class_count() == spec::class_count(valid->data));
    std::vector<int> per_class(static_cast<std::size_t>(d.class_count()));
    for (const double label : d.target_raw) ++per_class[static_cast<std::size_t>(label)];
    const auto [least, most] = std::minmax_element(per_class.begin(), per_class.end());
    CHECK(*most - *least <= 1);
    const auto train = std::count(d.is_train.begin(), d.is_train.end(), 1);
    CHECK(std::abs(train - 182) <= d.class_count());
  }
}

TEST_CASE("drawn: every image has ink, and room left") {
  for (const std::string_view source : drawn_sets()) {
    const Images images = drawn(source, ",\"noise\":0,\"samples\":520");
    for (std::size_t n = 0; n < images.count(); ++n) {
      CAPTURE(source);
      CAPTURE(n);
      CHECK(ink(images, n) > 15);
      CHECK(ink(images, n) < 0.8 * kPixels);
    }
  }
}

TEST_CASE("drawn: the seed decides, and more samples keep the first ones") {
  for (const std::string_view source : drawn_sets()) {
    CAPTURE(source);
    const Images few = drawn(source, ",\"samples\":30"), many = drawn(source, ",\"samples\":60");
    CHECK(std::equal(few.pixels.begin(), few.pixels.end(), many.pixels.begin()));
    CHECK(few.pixels != drawn(source, ",\"samples\":30", 2).pixels);
    // Nor are two of one class alike.
    CHECK_FALSE(std::equal(
        few.pixels.begin(), few.pixels.begin() + kPixels,
        many.pixels.begin() +
            spec::class_count(
                checked_spec("{\"data\":{\"source\":\"" + std::string(source) + "\"}}")->data) *
                static_cast<std::ptrdiff_t>(kPixels)));
  }
}

TEST_CASE("drawn: every target draws the same bytes") {
  const auto fingerprint = [](std::string_view source) {
    const Images images = drawn(source, ",\"samples\":104,\"rotation\":10");
    return hex(hash_bytes(std::as_bytes(std::span(images.pixels))));
  };
  CHECK(fingerprint("digits") == "4d29cf0611bc4783");
  CHECK(fingerprint("letters") == "e4d4fb10fc68e789");
  CHECK(fingerprint("shapes") == "f11067353296d74c");
  CHECK(fingerprint("textures") == "4c34368d030572cb");
}

TEST_CASE("drawn: a thicker pen leaves more ink on every digit") {
  const Images thin = drawn("digits", ",\"thickness\":1.5,\"samples\":50,\"noise\":0");
  const Images thick = drawn("digits", ",\"thickness\":3,\"samples\":50,\"noise\":0");
  for (std::size_t n = 0; n < 50; ++n) CHECK(ink(thick, n) > 1.5 * ink(thin, n));
}

TEST_CASE("drawn: rotation turns the same images, clockwise") {
  for (const std::string_view source : drawn_sets()) {
    CAPTURE(source);
    const Images plain = drawn(source, ",\"samples\":52,\"noise\":0");
    const Images turned = drawn(source, ",\"samples\":52,\"noise\":0,\"rotation\":90");
    int worst = 0;
    for (std::size_t n = 0; n < plain.count(); ++n)
      for (int y = 0; y < kSide; ++y)
        for (int x = 0; x < kSide; ++x) {
          // A quarter turn clockwise brings row y, column x to row x, column 27 - y.
          const auto from = static_cast<std::size_t>(y * kSide + x);
          const auto to = static_cast<std::size_t>(x * kSide + kSide - 1 - y);
          worst = std::max(worst, std::abs(int{plain.pixels[n * kPixels + from]} -
                                           int{turned.pixels[n * kPixels + to]}));
        }
    CHECK(worst <= 1);
  }
}

TEST_CASE("drawn: without variety all zeros are of one size, with it they are not") {
  const auto heights = [](const std::string& affine) {
    const Images images =
        drawn("digits", ",\"samples\":400,\"noise\":0,\"elastic\":0,\"affine\":" + affine);
    std::vector<int> of_zeros;
    for (std::size_t n = 0; n < images.count(); n += 10) of_zeros.push_back(height(images, n));
    const auto [least, most] = std::minmax_element(of_zeros.begin(), of_zeros.end());
    return *most - *least;
  };
  CHECK(heights("0") <= 2);  // the pens differ
  CHECK(heights("1") >= 6);
}

TEST_CASE("drawn: a point wobbles by the asked deviation, and its neighbours with it") {
  spec::DataSpec still, wobbly;
  still.elastic = 0;
  wobbly.elastic = 1.5;
  double squares = 0, rough = 0;
  constexpr int kDraws = 4000;
  for (int i = 0; i < kDraws; ++i) {
    Random a(7, Stream::kData, static_cast<std::uint64_t>(i)),
        b = a, place(8, Stream::kData, static_cast<std::uint64_t>(i));
    const data::drawing::Warp plain(still, a), moved(wobbly, b);
    const data::drawing::Vec here{place.uniform(-1, 1), place.uniform(-1, 1)};
    const data::drawing::Vec near{here.x + 0.1, here.y};  // about a pixel away
    const auto shift = [&](data::drawing::Vec v) {
      const auto from = plain.to_pixels(v), to = moved.to_pixels(v);
      return data::drawing::Vec{to.x - from.x, to.y - from.y};
    };
    const auto s = shift(here), t = shift(near);
    squares += (s.x * s.x + s.y * s.y) / 2;
    rough += ((s.x - t.x) * (s.x - t.x) + (s.y - t.y) * (s.y - t.y)) / 2;
  }
  CHECK(std::sqrt(squares / kDraws) == doctest::Approx(1.5).epsilon(0.08));
  CHECK(std::sqrt(rough / kDraws) < 0.3 * 1.5);
}

TEST_CASE("drawn: noise is a share of half the range, and moves nothing") {
  const Images clean = drawn("digits", ",\"samples\":200,\"noise\":0");
  const Images noisy = drawn("digits", ",\"samples\":200,\"noise\":0.2");
  double sum = 0, squares = 0, count = 0;
  for (std::size_t i = 0; i < clean.pixels.size(); ++i) {
    if (clean.pixels[i] < 110 || clean.pixels[i] > 145) continue;  // elsewhere it is cut off
    const double difference = int{noisy.pixels[i]} - int{clean.pixels[i]};
    sum += difference, squares += difference * difference, ++count;
  }
  REQUIRE(count > 1000);
  CHECK(std::fabs(sum / count) < 2);
  CHECK(std::sqrt(squares / count) == doctest::Approx(0.2 * 127.5).epsilon(0.05));
}

TEST_CASE("drawn: there is a limit to how many are made") {
  const auto checked = spec::validate(R"({"data":{"source":"digits","samples":50000}})");
  REQUIRE(checked.issues.size() == 1);
  CHECK(checked.issues[0].pointer == "/data/samples");
  CHECK(checked.issues[0].allowed == "at most 20000 images");
  CHECK(checked.spec->data.samples == 20000);
}

TEST_CASE("scenes: a label for each shape that is there, in up to four quarters") {
  const Images images = drawn("scenes", ",\"noise\":0,\"samples\":600");
  CHECK(images.several);
  CHECK(images.class_names.size() == 6);
  std::vector<int> counts(6);
  int empty = 0;
  for (std::size_t n = 0; n < images.count(); ++n) {
    int labels = 0, quarters = 0;
    for (int k = 0; k < 6; ++k) {
      labels += images.labels[n] >> k & 1;
      counts[static_cast<std::size_t>(k)] += images.labels[n] >> k & 1;
    }
    // The middle of each quarter is covered, or lies within an outline.
    for (const int corner : {0, 14, 14 * kSide, 14 * kSide + 14}) {
      double sum = 0;
      for (int i = 0; i < 14 * 14; ++i)
        sum +=
            images.pixels[n * kPixels + static_cast<std::size_t>(corner + i / 14 * kSide + i % 14)];
      quarters += sum / 255 > 4 ? 1 : 0;
    }
    CHECK(labels <= quarters);
    CHECK((labels == 0) == (quarters == 0));
    empty += labels == 0 ? 1 : 0;
  }
  // A quarter is filled by one of six in six of ten.
  for (const int count : counts) CHECK(std::abs(count / 600.0 - 0.344) < 0.08);
  CHECK(empty > 0);
  CHECK(empty < 40);

  const data::Dataset d = prepared(checked_spec(R"({"data":{"source":"scenes"}})")).dataset;
  CHECK(d.several);
  CHECK(d.answers == 6);
  CHECK(d.targets.size() == 6 * d.count());
  CHECK(d.target_raw.size() == 6 * d.count());
  CHECK(drawn("scenes", ",\"samples\":60").pixels == drawn("scenes", ",\"samples\":60").pixels);
  CHECK(drawn("scenes", ",\"samples\":60").labels != drawn("scenes", ",\"samples\":60", 2).labels);
}

TEST_CASE("images that are told themselves keep no targets") {
  const auto told = [](const std::string& loss) {
    return prepared(
               checked_spec(R"({"data":{"source":"digits","samples":60,"goal":"autoencoding"},)"
                            R"("training":{"loss":")" +
                            loss + "\"}}"))
        .dataset;
  };
  for (const char* loss : {"mse", "binary-cross-entropy"}) {
    const data::Dataset d = told(loss);
    CHECK(d.task == data::Task::kRegression);
    CHECK(d.answers == static_cast<int>(kPixels));
    CHECK(d.class_names.empty());
    CHECK(d.targets.empty());
    CHECK(d.target_raw.empty());
    REQUIRE(d.itself.has_value());
    // What is told is ink from 0 to 1 in its own units.
    const auto [low, high] = std::minmax_element(d.features.begin(), d.features.end());
    const auto ink_of = [&](float feature) {
      const double target = d.itself->scale * static_cast<double>(feature) + d.itself->offset;
      return d.target_scaling.mean[0] + d.target_scaling.deviation[0] * target;
    };
    CHECK(std::fabs(ink_of(*low)) < 1e-6);
    CHECK(ink_of(*high) == doctest::Approx(1));
  }
}
