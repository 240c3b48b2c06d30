#include "base/random.h"
#include "data/recipe.h"
#include "data/rows.h"
#include "support.h"

using namespace hunch;
using namespace with_data;
using data::Dataset;

namespace {

struct Expected {
  const char* file;
  std::size_t rows;
  int features, classes;
  const char* target;
};

}  // namespace

TEST_CASE("the shared tables load with nothing said about them") {
  for (const Expected& e : {Expected{"iris/iris.csv", 150, 4, 3, "species"},
                            Expected{"wine/wine.csv", 178, 13, 3, "class"},
                            Expected{"airline/airline-passengers.csv", 144, 1, 0, "Passengers"},
                            Expected{"co2/co2.csv", 2225, 1, 0, "co2"},
                            Expected{"sunspots/sunspots.csv", 309, 1, 0, "SUNACTIVITY"},
                            Expected{"sunspots/sunspots-monthly.csv", 2820, 1, 0, "Sunspots"}}) {
    const auto text = shared(e.file);
    if (!text) continue;
    CAPTURE(e.file);
    const Dataset d = prepared(csv_spec(), *text).dataset;
    CHECK(d.count() == e.rows);
    CHECK(d.feature_count() == e.features);
    CHECK(d.class_count() == e.classes);
    CHECK(d.target_name == e.target);
  }
  if (const auto text = shared("co2/co2.csv")) {
    const Dataset d = prepared(csv_spec(), *text).dataset;
    CHECK(d.inputs[0].kind == "date");
    CHECK(d.raw[0] == -4296);  // 1958-03-29
    CHECK(warns(d.warnings, "/csv/line/8", "59") == false);
    CHECK(d.warnings.size() == 1);
    CHECK(d.warnings[0].value == "59");
  }
  if (const auto text = shared("iris/iris.csv"))
    CHECK(prepared(csv_spec(), *text).dataset.class_names ==
          std::vector<std::string>{"setosa", "versicolor", "virginica"});
}

TEST_CASE("the spec chosen for a table is valid and fits it") {
  for (const char* file : {"iris/iris.csv", "airline/airline-passengers.csv"}) {
    const auto text = shared(file);
    if (!text) continue;
    const data::CsvReport r = report(*text);
    const spec::ModelSpec chosen = data::choose_spec(r, 5);
    const spec::Checked checked = spec::validate(chosen);
    CHECK(checked.valid());
    CHECK(chosen.seed == 5);
    CHECK(chosen.data.csv.target == r.target);
    bool dropout = false;
    for (const spec::LayerSpec& layer : chosen.model) {
      dropout = dropout || layer.type == spec::LayerType::kDropout;
      if (layer.type == spec::LayerType::kDense) CHECK(layer.activation == spec::Activation::kRelu);
    }
    CHECK(dropout);
    prepared(checked.spec, *text);
  }
}

TEST_CASE("a recipe and other rows give the features of training again") {
  const std::string text =
      "size,colour,day,y\n1.5,red,2020-01-01,1.5\n2.5,blue,2020-01-05,2.5\n,red,2020-01-09,3.5\n"
      "4.5,green,2020-02-01,4.5\n5.5,blue,2020-03-01,5.5\n6.5,green,2020-04-01,7.25\n";
  const data::Prepared p = prepared(csv_spec(), text);
  auto read = data::read_recipe(data::recipe_json(p));
  REQUIRE(std::holds_alternative<data::Prepared>(read));
  const data::Prepared& again = std::get<data::Prepared>(read);
  CHECK(again.dataset.count() == 0);
  CHECK(again.dataset.feature_names == p.dataset.feature_names);
  CHECK(again.dataset.target_scaling.mean == p.dataset.target_scaling.mean);
  CHECK(again.dataset.inputs[1].categories == p.dataset.inputs[1].categories);
  CHECK(data::recipe_json(again) == data::recipe_json(p));

  // Other order, semicolons, no target, a word never seen, an empty cell.
  const std::string other =
      "day;colour;size\n2020-01-05;blue;2.5\n2020-01-09;red;\n2020-05-01;pink;9.5\n";
  auto rows_read = data::read_rows(other, again.dataset.inputs, {});
  REQUIRE(std::holds_alternative<data::Rows>(rows_read));
  const data::Rows& rows = std::get<data::Rows>(rows_read);
  REQUIRE(rows.count() == 3);
  const std::size_t width = p.dataset.feature_names.size();
  std::vector<float> features(3 * width);
  again.map.apply(rows.raw, 3, features);
  for (std::size_t j = 0; j < width; ++j) {
    CHECK(features[j] == p.dataset.features[width + j]);  // row 2 of training
    CHECK(features[width + j] ==
          p.dataset.features[2 * width + j]);  // row 3, its hole filled alike
  }
  CHECK(warns(rows.warnings, "/csv/line/4", "that training saw"));
  CHECK(warns(rows.warnings, "/csv/line/3", "mean is taken"));
  auto missing = data::read_rows("size,colour\n1,red\n2,red\n", again.dataset.inputs, {});
  REQUIRE(std::holds_alternative<Issues>(missing));
  CHECK(std::get<Issues>(missing)[0].value == "\"day\"");
}

TEST_CASE("formulas survive a recipe; damaged recipes are refused") {
  const data::Prepared p = prepared(
      checked_spec(R"({"data":{"source":"circle","features":["x","x2"],"formulas":["x*y"]}})"));
  const std::string good = data::recipe_json(p);
  auto read = data::read_recipe(good);
  REQUIRE(std::holds_alternative<data::Prepared>(read));
  std::vector<float> a(3), b(3);
  const std::vector<double> point = {0.5, 0.25};
  p.map.apply(point, 1, a);
  std::get<data::Prepared>(read).map.apply(point, 1, b);
  CHECK(a == b);
  for (const char* bad : {"", "{}", "[]", "{\"task\":\"regression\"}"})
    CHECK(std::holds_alternative<Issues>(data::read_recipe(bad)));
  Random random(2, Stream::kUser);
  for (int trial = 0; trial < 2000; ++trial) {
    std::string text = good;
    text[random.below(static_cast<std::uint32_t>(text.size()))] =
        static_cast<char>(random.below(128));
    auto damaged = data::read_recipe(text);
    if (auto* q = std::get_if<data::Prepared>(&damaged)) {
      std::vector<double> raw(static_cast<std::size_t>(q->map.input_count()), 0.5);
      std::vector<float> features(static_cast<std::size_t>(q->map.feature_count()));
      q->map.apply(raw, 1, features);
    }
  }
}
