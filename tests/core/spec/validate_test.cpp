#include "spec/validate.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>

#include "spec/fields.h"
#include "spec/json_tree.h"
#include "spec/limits.h"
#include "spec/words.h"

using namespace hunch;
using namespace hunch::spec;

namespace {

const Issue* issue_at(const Checked& checked, std::string_view pointer) {
  for (const Issue& issue : checked.issues)
    if (issue.pointer == pointer) return &issue;
  return nullptr;
}

/// The document {"training":{"rate":VALUE}} for the pointer "/training/rate".
std::string document(std::string_view pointer, const std::string& value) {
  std::string open, close;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::string_view part = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(part.size());
    open += "{" + json_quote(part) + ":";
    close += "}";
  }
  return open + value + close;
}

}  // namespace

TEST_CASE("points and tables take every layer that makes sense of rows of numbers") {
  for (const char* data :
       {R"({"source":"moons"})", R"({"source":"csv"})", R"({"source":"sine"})"}) {
    const auto model = [&](const std::string& layers) {
      return validate(R"({"data":)" + std::string(data) + R"(,"model":[)" + layers + "]}");
    };
    for (const char* type :
         {"dense", "dropconnect", "activation", "batch-norm", "layer-norm", "rms-norm",
          "group-norm", "dropout", "gaussian-dropout", "alpha-dropout", "stochastic-depth"}) {
      CHECK_MESSAGE(model(R"({"type":"dense"},{"type":")" + std::string(type) + R"("})").valid(),
                    type);
    }
    for (const char* type : {"add", "multiply", "concat"}) {
      CHECK_MESSAGE(model(R"({"type":"dense","name":"a"},{"type":"dense","name":"b"},{"type":")" +
                          std::string(type) + R"(","inputs":["a","b"]})")
                        .valid(),
                    type);
    }
    for (const char* type : {"conv1d",
                             "conv2d",
                             "conv-transpose2d",
                             "max-pool1d",
                             "max-pool2d",
                             "average-pool1d",
                             "average-pool2d",
                             "global-average-pool",
                             "global-max-pool",
                             "flatten",
                             "reshape",
                             "embedding",
                             "one-hot",
                             "sinusoidal-position",
                             "learned-position",
                             "simple-rnn",
                             "lstm",
                             "gru",
                             "attention",
                             "transformer-block",
                             "spatial-dropout"}) {
      const Checked checked = model(R"({"type":"dense"},{"type":")" + std::string(type) + R"("})");
      REQUIRE_MESSAGE(checked.issues.size() == 1, type);
      CHECK(checked.issues[0].pointer == "/model/1");
      CHECK(checked.issues[0].value == "\"" + std::string(type) + "\"");
      CHECK(checked.issues[0].allowed.find("add, multiply or concat") != std::string::npos);
      CHECK(checked.spec->model.size() == 1);  // the rest of the model stays
    }
  }
}

TEST_CASE("an empty object is the default spec") {
  const Checked checked = validate("{}");
  CHECK(checked.valid());
  CHECK(to_json(*checked.spec, true) == to_json(ModelSpec{}, true));
  CHECK(to_json(*checked.spec) == "{\"version\":1}");
}

TEST_CASE("a full document gives every value back") {
  ModelSpec spec;
  spec.data.source = Source::kBlobs;
  spec.data.classes = 7;
  spec.data.noise = 0.1 + 0.2;  // no short decimal: the text must still read back to the bit
  spec.data.features = {Feature::kX2, Feature::kCosY};
  spec.data.formulas = {"x*\"y\""};
  spec.data.points = {{0.25, -0.5, 6}};
  spec.data.removed = {3, 17};
  spec.model = {{.type = LayerType::kDense,
                 .units = 5,
                 .activation = Activation::kGelu,
                 .init = Init::kLecunUniform},
                {.type = LayerType::kDropout, .rate = 0.3}};
  spec.training.optimizer = Optimizer::kAdamw;
  spec.training.epsilon = 3e-9;
  spec.seed = 9007199254740991;
  spec.exact = true;
  spec.view.title = "\xC3\xBC and \xF0\x9F\x99\x82";
  spec.view.lock = {"/training/rate", "model"};
  for (const bool full : {false, true}) {
    const Checked checked = validate(to_json(spec, full));
    CAPTURE(to_json(spec, full));
    REQUIRE(checked.valid());
    CHECK(to_json(*checked.spec, true) == to_json(spec, true));
    CHECK(checked.spec->data.noise == spec.data.noise);
    CHECK(checked.spec->seed == spec.seed);
    CHECK(checked.spec->model[0].init == Init::kLecunUniform);
  }
}

TEST_CASE("kinds of dropout stand where their data fit") {
  const auto refused = [](const std::string& source) {
    const Checked checked =
        validate(R"({"data":{"source":")" + source +
                 R"("},"model":[{"type":"dropconnect","units":6,"rate":0.2},)"
                 R"({"type":"gaussian-dropout","rate":0.3},{"type":"alpha-dropout"},)"
                 R"({"type":"spatial-dropout"},{"type":"stochastic-depth"}]})");
    std::vector<std::string> pointers;
    for (const Issue& issue : checked.issues) pointers.push_back(issue.pointer);
    CHECK(checked.spec->model.size() == 5 - pointers.size());
    CHECK(checked.spec->model[0].rate == 0.2);
    CHECK(checked.spec->model[0].units == 6);
    return pointers;
  };
  CHECK(refused("digits").empty());
  CHECK(refused("moons") == std::vector<std::string>{"/model/3"});
  CHECK(refused("csv") == std::vector<std::string>{"/model/3"});
  const Checked checked = validate(R"({"model":[{"type":"gaussian-dropout","units":3,"rate":1}]})");
  CHECK(issue_at(checked, "/model/0/units") != nullptr);
  CHECK(issue_at(checked, "/model/0/rate") != nullptr);
  // Its weights count as those of a dense layer do.
  const std::vector<LayerSpec> model = {{.type = LayerType::kDropconnect, .units = 5}};
  CHECK(parameter_count(model, 3, 2) == 4 * 5 + 6 * 2);
}

TEST_CASE("a focal loss leaves labels as they are") {
  Checked checked = validate(R"({"training":{"focalGamma":2,"labelSmoothing":0.1}})");
  const Issue* issue = issue_at(checked, "/training/labelSmoothing");
  REQUIRE(issue != nullptr);
  CHECK(issue->value == "0.1");
  CHECK(issue->allowed == "0 with a focal loss (focalGamma above 0)");
  CHECK(checked.spec->training.label_smoothing == 0);
  CHECK(checked.spec->training.focal_gamma == 2);
  checked = validate(R"({"training":{"labelSmoothing":0.1,"classWeights":"balanced"}})");
  CHECK(checked.valid());
  CHECK(checked.spec->training.label_smoothing == 0.1);
  CHECK(checked.spec->training.class_weights == ClassWeights::kBalanced);
}

TEST_CASE("several issues come at once, in the order of the document") {
  const Checked checked = validate(
      R"({"training":{"loss":"mse","epochs":0},"model":[{"type":"dense","units":-3,"activation":"rellu"},)"
      R"({"type":"dropout","units":3,"rate":1}],"data":{"noize":0.2,"source":"xor"},"sede":4})");
  REQUIRE(checked.issues.size() == 8);
  const std::vector<std::string> pointers = {
      "/training/loss", "/training/epochs", "/model/0/units", "/model/0/activation",
      "/model/1/units", "/model/1/rate",    "/data/noize",    "/sede"};
  for (std::size_t i = 0; i < pointers.size(); ++i) CHECK(checked.issues[i].pointer == pointers[i]);
  CHECK(checked.issues[2].value == "-3");
  CHECK(checked.issues[2].allowed == "a whole number from 1 to 512");
  CHECK(checked.issues[3].allowed.find("did you mean \"relu\"") != std::string::npos);
  CHECK(checked.issues[6].allowed.find("did you mean \"noise\"") != std::string::npos);
  CHECK(checked.issues[7].allowed.find("did you mean \"seed\"") != std::string::npos);
  // The nearest valid setting.
  CHECK(checked.spec->training.epochs == 1);
  CHECK(checked.spec->training.loss == Loss::kAuto);
  CHECK(checked.spec->model[0].units == 1);
  CHECK(checked.spec->model[0].activation == LayerSpec{}.activation);
  CHECK(checked.spec->model[1].rate == kMaxDropout);
}

TEST_CASE("every number's limits hold, and one beyond them is told and clamped") {
  for (const Field& field : fields()) {
    if (field.pointer.starts_with("/model/")) continue;
    const bool whole = std::holds_alternative<Place<int>>(field.place) ||
                       std::holds_alternative<Place<std::uint64_t>>(field.place);
    if (!whole && !std::holds_alternative<Place<double>>(field.place)) continue;
    CAPTURE(field.pointer);
    for (const double value : {field.low, field.high}) {
      const Checked inside = validate(document(field.pointer, json_number(value)));
      CHECK(issue_at(inside, field.pointer) == nullptr);
      CHECK(field_json(field, &*inside.spec) == json_number(value));
    }
    const double beyond = whole ? 1 : field.high * 0.01 + 1e-9;
    for (const double value : {field.low - beyond, field.high + (whole ? 2 : beyond)}) {
      const Checked outside = validate(document(field.pointer, json_number(value)));
      const Issue* issue = issue_at(outside, field.pointer);
      REQUIRE(issue != nullptr);
      CHECK(issue->allowed == allowed_text(field));
      CHECK(field_json(field, &*outside.spec) ==
            json_number(value < field.low ? field.low : field.high));
    }
    for (const char* wrong : {"\"1\"", "null", "true", "[]", "{}"})
      CHECK(issue_at(validate(document(field.pointer, wrong)), field.pointer) != nullptr);
    if (whole && field.low < field.high) {
      const Checked broken = validate(document(field.pointer, json_number(field.low + 0.5)));
      CHECK(issue_at(broken, field.pointer) != nullptr);
    }
  }
}

TEST_CASE("every word is accepted, any other is told with the list") {
  for (const Field& field : fields()) {
    if (field.words.empty() || field.most > 0 || field.pointer.starts_with("/model/")) continue;
    CAPTURE(field.pointer);
    for (const std::string_view word : field.words) {
      const Checked known = validate(document(field.pointer, json_quote(word)));
      const Issue* issue = issue_at(known, field.pointer);  // a loss may still not fit the data
      CHECK((issue == nullptr || issue->allowed.find("these data") != std::string::npos));
    }
    const Checked checked = validate(document(field.pointer, "\"nonsense\""));
    const Issue* issue = issue_at(checked, field.pointer);
    REQUIRE(issue != nullptr);
    CHECK(issue->value == "\"nonsense\"");
    for (const std::string_view word : field.words)
      CHECK(issue->allowed.find(word) != std::string::npos);
  }
}

TEST_CASE("the table is complete and unambiguous") {
  std::vector<std::string_view> pointers, keys;
  for (const Field& field : fields()) {
    CHECK(std::find(pointers.begin(), pointers.end(), field.pointer) == pointers.end());
    pointers.push_back(field.pointer);
    CHECK_FALSE(field.label.empty());
    CHECK_FALSE(field.help.empty());
    if (!field.labels.empty()) CHECK(field.labels.size() == field.words.size());
    if (!field.applies.pointer.empty() && field.applies.pointer[0] == '/')
      CHECK(find_field(field.applies.pointer) != nullptr);
    if (field.url_key.empty()) continue;
    CHECK(std::find(keys.begin(), keys.end(), field.url_key) == keys.end());
    keys.push_back(field.url_key);
  }
  // Every default is valid, and a default-constructed spec is what the table says.
  CHECK(validate(ModelSpec{}).valid());
}

TEST_CASE("limits of lists and texts") {
  std::string layers, layer = "{\"units\":1}";
  for (int i = 0; i < 13; ++i) layers += (i > 0 ? "," : "") + layer;
  Checked checked = validate("{\"model\":[" + layers + "]}");
  REQUIRE(checked.issues.size() == 1);
  CHECK(checked.issues[0].pointer == "/model/12");
  CHECK(checked.spec->model.size() == 12);

  checked = validate(document("/view/title", json_quote(std::string(79, 'a') + "\xC3\xBC")));
  REQUIRE(checked.issues.size() == 1);
  CHECK(checked.spec->view.title == std::string(79, 'a'));  // no character is cut in two
  CHECK(validate(document("/view/title", json_quote(std::string(80, 'a')))).valid());

  checked =
      validate(document("/data/formulas", "[\"x\",\"y\",\"x\",1,\"a\",\"b\",\"c\",\"d\",\"e\"]"));
  CHECK(checked.spec->data.formulas == std::vector<std::string>{"x", "y", "a", "b", "c", "d"});
  CHECK(issue_at(checked, "/data/formulas/2") != nullptr);
  CHECK(issue_at(checked, "/data/formulas/3") != nullptr);
  CHECK(issue_at(checked, "/data/formulas") != nullptr);
}

TEST_CASE("a network too large is told before anything is made, and made smaller") {
  ModelSpec spec;
  spec.model.assign(12, {.type = LayerType::kDense, .units = 512});
  spec.training.batch = 4096;
  const Checked checked = validate(spec);
  REQUIRE(checked.issues.size() == 2);
  CHECK(checked.issues[0].pointer == "/model");
  CHECK(checked.issues[1].pointer == "/training/batch");
  CHECK(parameter_count(checked.spec->model, 2, 2) <= kMaxParameters);
  CHECK(validate(*checked.spec).valid());
}

TEST_CASE("parameters are counted as the layers need them") {
  // 2-64-64-1: 2*64+64 + 64*64+64 + 64+1
  const std::vector<LayerSpec> model = {
      {.units = 64}, {.type = LayerType::kDropout}, {.units = 64}};
  CHECK(parameter_count(model, 2, 1) == 4417);
  CHECK(parameter_count({}, 3, 2) == 8);
}

TEST_CASE("fields that do not go together") {
  CHECK(validate(R"({"data":{"source":"moons"},"training":{"loss":"mse"}})").issues[0].pointer ==
        "/training/loss");
  CHECK(validate(R"({"data":{"source":"sine"},"training":{"loss":"binary-cross-entropy"}})")
            .issues[0]
            .pointer == "/training/loss");
  CHECK(validate(R"({"data":{"arms":3},"training":{"loss":"binary-cross-entropy"}})")
            .issues[0]
            .pointer == "/training/loss");
  CHECK(validate(R"({"data":{"arms":2},"training":{"loss":"binary-cross-entropy"}})").valid());
  CHECK(validate(R"({"data":{"source":"sine"},"training":{"loss":"gaussian-nll"}})").valid());
  CHECK(validate(R"({"data":{"source":"csv"},"training":{"loss":"mse"}})").valid());
  CHECK(
      validate(
          R"({"data":{"source":"csv","csv":{"task":"classification"}},"training":{"loss":"mse"}})")
          .issues.size() == 1);

  // A curve has one input: without a choice of features it is x alone.
  CHECK(validate(R"({"data":{"source":"sine"}})").spec->data.features ==
        std::vector<Feature>{Feature::kX});
  const Checked curve = validate(R"({"data":{"source":"sine","features":["x","xy","cosx"]}})");
  REQUIRE(curve.issues.size() == 1);
  CHECK(curve.issues[0].pointer == "/data/features/1");
  CHECK(curve.spec->data.features == std::vector<Feature>{Feature::kX, Feature::kCosX});
  CHECK(validate(R"({"data":{"features":[]}})").issues[0].pointer == "/data/features");
  CHECK(validate(R"({"data":{"features":[],"formulas":["x"]}})").valid());

  CHECK(validate(R"({"training":{"schedule":"warmup","epochs":50}})").issues[0].pointer ==
        "/training/scheduleEpochs");
  CHECK(validate(R"({"data":{"points":[[0,0,2]]}})").issues[0].pointer == "/data/points/0/2");
  CHECK(validate(R"({"data":{"source":"plane","points":[[0,0,0.5]]}})").issues.size() == 1);
  CHECK(validate(R"({"data":{"source":"regress-plane","points":[[0,0,0.5]]}})").valid());
  CHECK(validate(R"({"data":{"samples":20,"removed":[19,20]}})").issues[0].pointer ==
        "/data/removed/1");
  // What is beyond every set is told as it was written, once.
  const Issues beyond = validate(R"({"data":{"samples":20,"removed":[19,999999]}})").issues;
  REQUIRE(beyond.size() == 1);
  CHECK(beyond[0].value == "999999");
  CHECK(validate(R"({"data":{"source":"csv","csv":{"target":"a","exclude":["b","a"]}}})")
            .issues[0]
            .pointer == "/data/csv/exclude/1");
  CHECK(validate(R"({"view":{"axes":[2,2]}})").issues[0].pointer == "/view/axes/1");
  CHECK(validate(R"({"view":{"axes":[]}})").issues[0].pointer == "/view/axes");
}

TEST_CASE("images may be told themselves, with a loss that suits their pixels") {
  const auto issues = [](const std::string& source, const std::string& loss) {
    return validate("{\"data\":{\"source\":\"" + source +
                    "\",\"goal\":\"autoencoding\"},\"training\":{\"loss\":\"" + loss + "\"}}")
        .issues;
  };
  for (const char* loss : {"auto", "mse", "mae", "huber", "binary-cross-entropy"}) {
    CHECK(issues("digits", loss).empty());
  }
  for (const char* loss : {"categorical-cross-entropy", "gaussian-nll", "kl-divergence"}) {
    REQUIRE(issues("digits", loss).size() == 1);
    CHECK(issues("digits", loss)[0].pointer == "/training/loss");
  }
  for (const char* source : {"spiral", "csv", "text", "series"}) {
    REQUIRE(issues(source, "auto").size() == 1);
    CHECK(issues(source, "auto")[0].pointer == "/data/goal");
    CHECK(issues(source, "auto")[0].allowed == "auto: these data are no images");
  }
  CHECK(validate(R"({"data":{"source":"digits"},"training":{"loss":"mse"}})").issues.size() == 1);
}

TEST_CASE("labels that may hold at once are told by one loss, each by itself") {
  const auto issues = [](const std::string& data, const std::string& training) {
    return validate("{\"data\":{" + data + "},\"training\":{" + training + "}}").issues;
  };
  const std::string scenes = R"("source":"scenes")";
  const std::string table = R"("source":"csv","csv":{"labels":["a","b"]})";
  for (const std::string& data : {scenes, table}) {
    CHECK(issues(data, R"("loss":"binary-cross-entropy","labelSmoothing":0.1)").empty());
    for (const char* loss : {"categorical-cross-entropy", "kl-divergence", "mse"}) {
      const auto told = issues(data, "\"loss\":\"" + std::string(loss) + "\"");
      REQUIRE(told.size() == 1);
      CHECK(told[0].pointer == "/training/loss");
    }
    const auto weighed = issues(data, R"("classWeights":"balanced")");
    REQUIRE(weighed.size() == 1);
    CHECK(weighed[0].pointer == "/training/classWeights");
  }
  const auto one = issues(R"("source":"csv","csv":{"labels":["a"]})", "");
  REQUIRE(one.size() == 1);
  CHECK(one[0].pointer == "/data/csv/labels");
}

TEST_CASE("a KL divergence is for classes, and has no focus") {
  CHECK(validate(R"({"training":{"loss":"kl-divergence","labelSmoothing":0.1}})").valid());
  CHECK(validate(R"({"data":{"arms":5},"training":{"loss":"kl-divergence"}})").valid());
  CHECK(validate(R"({"data":{"source":"text"},"training":{"loss":"kl-divergence"}})").valid());
  CHECK(validate(R"({"data":{"source":"sine"},"training":{"loss":"kl-divergence"}})")
            .issues[0]
            .pointer == "/training/loss");
  const Checked focus = validate(R"({"training":{"loss":"kl-divergence","focalGamma":2}})");
  REQUIRE(focus.issues.size() == 1);
  CHECK(focus.issues[0].pointer == "/training/focalGamma");
  CHECK(focus.spec->training.focal_gamma == 0);
}

TEST_CASE("layers have the fields of their type, wherever the type stands") {
  CHECK(validate(R"({"model":[{"rate":0.5,"type":"dropout"}]})").valid());
  CHECK(validate(R"({"model":[{"units":5,"type":"dropout"}]})").issues[0].allowed ==
        "a layer of type dropout has rate, name and inputs");
  CHECK(validate(R"({"data":{"source":"images"},"model":[{"type":"max-pool2d","kernel":5}]})")
            .issues[0]
            .allowed == "a layer of type max-pool2d has size, stride, padding, name and inputs");
  CHECK(validate(R"({"model":[{"units":5}]})").valid());
  CHECK(validate(R"({"model":[]})").valid());
  CHECK(validate(R"({"model":[5]})").issues[0].pointer == "/model/0");
  CHECK(validate(R"({"model":[{"unit":5}]})").issues[0].allowed.find("units") != std::string::npos);
}

TEST_CASE("layers over pixels need images") {
  const std::string model = R"("model":[{"type":"conv2d","filters":4},{"type":"flatten"}])";
  CHECK(validate("{\"data\":{\"source\":\"images\"}," + model + "}").valid());
  const Checked points = validate("{" + model + "}");
  REQUIRE(points.issues.size() == 2);
  CHECK(points.issues[0].pointer == "/model/0");
  CHECK(points.issues[0].value == "\"conv2d\"");
  CHECK(points.spec->model.empty());
  CHECK(validate(R"({"data":{"source":"images"},"training":{"loss":"mse"}})").issues[0].pointer ==
        "/training/loss");
}

TEST_CASE("values in hand are checked by the same rules") {
  ModelSpec spec;
  spec.training.rate = std::numeric_limits<double>::quiet_NaN();
  spec.training.l2 = std::numeric_limits<double>::infinity();
  spec.training.optimizer = static_cast<Optimizer>(99);
  spec.data.samples = -1;
  spec.view.title = "bad \xFF byte";
  const Checked checked = validate(spec);
  CHECK(issue_at(checked, "/training/rate") != nullptr);
  CHECK(issue_at(checked, "/training/l2") != nullptr);
  CHECK(issue_at(checked, "/training/optimizer") != nullptr);
  CHECK(issue_at(checked, "/data/samples") != nullptr);
  CHECK(checked.issues.size() == 4);
  CHECK(checked.spec->training.rate == TrainingSpec{}.rate);
  CHECK(checked.spec->view.title == "bad \xEF\xBF\xBD byte");

  spec = {};
  spec.data.source = Source::kGap;  // features at their default of two: not the caller's fault
  CHECK(validate(spec).valid());
}
