#include "cli/arguments.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <memory>
#include <optional>

#include "cli/console.h"
#include "cli/curve_arguments.h"
#include "cli/generate_arguments.h"
#include "cli/option_kinds.h"
#include "cli/status.h"
#include "kernels/kernels.h"
#include "spec/fields.h"

namespace hunch::cli {
namespace {

using Command = Arguments::Command;

constexpr const char* kAbout = R"(Train small neural networks and see how unsure they are.

Examples:
  hunch train                                     the default network on two spirals
  hunch train --data iris.csv --out iris.safetensors
  hunch predict iris.safetensors --data new.csv   classes, with how sure it is
  hunch validate spec.json
)";

constexpr const char* kTrainAbout = R"(Train a network.

Examples:
  hunch train spec.json
  hunch train --data iris.csv                     a model that suits the data is chosen
  hunch train --data cars.csv --target price --out cars.safetensors
  hunch train --data names.txt                    a text: its next characters are learned
  hunch train forecast.json --data sales.csv      a series, when the spec says so
  hunch train spec.json --exact --seed 7 --json   the same bits on every machine
  cat spec.json | hunch train -

Without --json, progress and a table go to standard error. With it, JSON lines go to standard
output: start, one for each epoch, done. The loss of a text is in nats per token. Ctrl-C (or
SIGTERM, SIGHUP) ends the run and keeps what --out asks for.
)";

constexpr const char* kPredictAbout =
    R"(Predict for the rows of a table, with how unsure the network is.

Examples:
  hunch predict iris.safetensors --data new.csv
  hunch predict cars.safetensors --data new.csv --samples 500 --json
  cat new.csv | hunch predict iris.safetensors --data -
  hunch predict co2.safetensors --data co2.csv --futures 3    what follows the last row

Regression gives a mean and standard deviations in the target's own units: the total, the part that
is noise (aleatoric) and the part that is the model's own doubt (epistemic). Classification gives
probabilities and entropies in nats.
)";

constexpr const char* kValidateAbout = R"(Check a spec: exit status 0 when it is valid, 2 when not.

Examples:
  hunch validate spec.json
  hunch validate spec.json --json
)";

constexpr const char* kSchemaAbout = R"(Print the JSON Schema of a spec.

Example:
  hunch schema > hunch.schema.json
)";

constexpr const char* kOnnxTestAbout =
    R"(Hold the layers against node tests of the ONNX standard.

Examples:
  hunch onnx-test onnx/backend/test/data/node     every test folder in it
  hunch onnx-test node/test_relu node/test_gemm_alpha --json
  hunch onnx-test node --kernels scalar

A test folder has a model.onnx and test_data_set_0 with input_0.pb and output_0.pb, ... Each gets a
line: pass, FAIL with the largest error or what is wrong with the folder, or unsupported with the
operator. The exit status is 1 when one failed.
)";

/// A whole number of a field's range, or why it is none.
template <class Number>
Number read_number(const std::string& option, const std::string& text, const char* pointer) {
  const spec::Field* field = spec::find_field(pointer);
  Number value{};
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  const bool inside = error == std::errc() && stop == end && !text.empty() &&
                      static_cast<double>(value) >= field->low &&
                      static_cast<double>(value) <= field->high;
  if (!inside) {
    throw Failure(kUsage, fmt::format("{} {}: needs {}", option, text.empty() ? "\"\"" : text,
                                      spec::allowed_text(*field)));
  }
  return value;
}

const kernels::Kernels* find_kernels(const std::string& name, bool exact) {
  std::string names;
  for (const kernels::Kernels* k : kernels::available()) {
    if (exact && !k->exact) continue;
    if (name == k->name) return k;
    names += (names.empty() ? "" : ", ") + std::string(k->name);
  }
  throw Failure(kUsage,
                fmt::format("--kernels {}: this machine has {}{}", name.empty() ? "\"\"" : name,
                            names, exact ? " for exact runs" : ""));
}

/// Lists commands by the first line of what is said about them.
class ShortList : public CLI::Formatter {
 public:
  std::string make_subcommand(const CLI::App* command) const override {
    const std::string about = command->get_description();
    return fmt::format("  {:<26}{}\n", command->get_name(), about.substr(0, about.find('\n')));
  }
};

/// Texts of options that are numbers or names, until they are checked.
struct Raw {
  using Text = std::optional<std::string>;
  Text train_seed, epochs, kernels, onnx_kernels;
  Text predict_seed, samples;
};

/// An option whose text is checked later. (The parser takes an empty one for none at all if it is
/// given the optional itself.)
CLI::Option* add_raw(CLI::App& command, const char* name, Raw::Text& to, const char* about) {
  return command.add_option_function<std::string>(
      name, [&to](const std::string& text) { to = text; }, about);
}

void add_train(CLI::App& app, Arguments& to, Raw& raw) {
  CLI::App* c = app.add_subcommand("train", kTrainAbout);
  TrainOptions& o = to.train;
  filled(named(c->add_option("SPEC", o.spec, "a spec file, - for standard input"), ""), kPath);
  filled(named(c->add_option("--data", o.data,
                             "a table (.csv, -), a text (.txt), or a folder of images or sounds"),
               "PATH"),
         kPath);
  filled(named(c->add_option("--target", o.target, "its column to learn (default: the last)"),
               "COLUMN"),
         "the name of a column");
  named(add_raw(*c, "--seed", raw.train_seed, "of data, weights and masks"), "N");
  named(add_raw(*c, "--epochs", raw.epochs, "passes over the training part"), "N");
  c->add_flag("--exact", o.exact, "the same bits on every machine; prints a fingerprint");
  named(add_raw(*c, "--kernels", raw.kernels, "an instruction set by name"), "NAME");
  filled(named(c->add_option("--out", o.out, "save the model (.safetensors)"), "MODEL"),
         "a path to write to");
  add_talk(*c, to.talk);
  c->callback([&to] { to.command = Command::kTrain; });
}

void add_predict(CLI::App& app, Arguments& to, Raw& raw) {
  CLI::App* c = app.add_subcommand("predict", kPredictAbout);
  PredictOptions& o = to.predict;
  filled(named(c->add_option("MODEL", o.model, "a model saved by hunch train"), ""), kPath)
      ->required();
  filled(
      named(c->add_option("--data", o.data, "inputs: a table (.csv, .csv.gz, -), images or sounds"),
            "PATH"),
      kPath)
      ->required();
  named(add_raw(*c, "--samples", raw.samples, "passes with dropout on, 1 to 1000"), "S");
  named(c->add_option("--futures", o.futures, "of a series: ways that it may go on"), "N")
      ->check(CLI::Range(0, 1000));
  named(add_raw(*c, "--seed", raw.predict_seed, "of the masks"), "N");
  add_talk(*c, to.talk);
  c->callback([&to] { to.command = Command::kPredict; });
}

void add_onnx_test(CLI::App& app, Arguments& to, Raw& raw) {
  CLI::App* c = app.add_subcommand("onnx-test", kOnnxTestAbout);
  filled(
      named(c->add_option("DIR", to.onnx_test.folders, "a test folder, or a folder of such"), ""),
      "a path")
      ->required();
  named(c->add_option("--kernels", raw.onnx_kernels, "an instruction set by name"), "NAME");
  add_talk(*c, to.talk);
  c->callback([&to] { to.command = Command::kOnnxTest; });
}

void add_others(CLI::App& app, Arguments& to) {
  CLI::App* v = app.add_subcommand("validate", kValidateAbout);
  filled(named(v->add_option("SPEC", to.validate.spec, "a spec file, - for standard input"), ""),
         kPath)
      ->required();
  add_talk(*v, to.talk);
  v->callback([&to] { to.command = Command::kValidate; });
  CLI::App* s = app.add_subcommand("schema", kSchemaAbout);
  s->callback([&to] { to.command = Command::kSchema; });
}

/// Names that `app` knows and that look like `word`: options for "--x", else commands.
std::string nearest(const CLI::App& app, std::string_view word) {
  std::vector<std::string> known;
  if (word.starts_with("-")) {
    for (const CLI::Option* option : app.get_options()) {
      for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
    }
  } else {
    for (const CLI::App* c : app.get_subcommands({})) known.push_back(c->get_name());
  }
  const std::vector<std::string_view> views(known.begin(), known.end());
  return std::string(spec::nearest_word(views, word.substr(0, word.find('='))));
}

std::string see_help(const CLI::App& app) {
  return fmt::format("; see {} --help", app.get_parent() ? "hunch " + app.get_name() : "hunch");
}

[[noreturn]] void refuse_word(const CLI::App& app, const std::string& kind,
                              const std::string& word) {
  const std::string guess = nearest(app, word);
  throw Failure(kUsage,
                fmt::format("unknown {} {}{}{}", kind, word,
                            guess.empty() ? "" : ", did you mean " + guess + "?", see_help(app)));
}

/// The parser's message, but in words where an option is given more often than once.
std::string mismatch_text(const CLI::App& command, const CLI::ArgumentMismatch& error) {
  for (const CLI::Option* option : command.get_options()) {
    const std::string name = option->get_name();
    if (option->count() > 1 && std::string_view(error.what()).starts_with(name + ":")) {
      return fmt::format("{} is given {} times, needs one value", name, option->count());
    }
  }
  return error.what();
}

void check_numbers(const Raw& raw, Arguments& to) {
  constexpr const char* kSeed = "/seed";
  if (raw.train_seed) {
    to.train.seed = read_number<std::uint64_t>("--seed", *raw.train_seed, kSeed);
  }
  if (raw.epochs) {
    to.train.epochs = read_number<int>("--epochs", *raw.epochs, "/training/epochs");
  }
  if (raw.kernels) to.train.kernels = find_kernels(*raw.kernels, to.train.exact);
  if (raw.onnx_kernels) to.onnx_test.kernels = find_kernels(*raw.onnx_kernels, false);
  if (raw.predict_seed) {
    to.predict.seed = read_number<std::uint64_t>("--seed", *raw.predict_seed, kSeed);
  }
  if (raw.samples) {
    to.predict.samples = read_number<int>("--samples", *raw.samples, "/uncertainty/samples");
  }
  if (to.train.spec == "-" && to.train.data == "-") {
    throw Failure(kUsage, "spec and data cannot both come from standard input");
  }
  if (to.curve.train.spec == "-" && to.curve.train.data == "-") {
    throw Failure(kUsage, "spec and data cannot both come from standard input");
  }
  if (to.predict.model == "-" && to.predict.data == "-") {
    throw Failure(kUsage, "model and data cannot both come from standard input");
  }
}

}  // namespace

Arguments read_arguments(int count, const char* const* words) {
  Arguments to;
  Raw raw;
  CLI::App app(kAbout, "hunch");
  app.set_help_flag("-h,--help", "this text");
  app.set_version_flag("--version", "hunch " HUNCH_VERSION, "the version");
  app.formatter(std::make_shared<ShortList>());
  app.get_formatter()->column_width(28);
  add_train(app, to, raw);
  add_predict(app, to, raw);
  add_generate(app, to.generate, to.talk)->callback([&to] { to.command = Command::kGenerate; });
  add_curve(app, to.curve, to.talk)->callback([&to] { to.command = Command::kCurve; });
  add_onnx_test(app, to, raw);
  add_others(app, to);

  if (count < 2) throw Failure(kUsage, "no command given\n\n" + app.help());
  const std::string first = words[1];
  const CLI::App* command = nullptr;
  for (const CLI::App* c : app.get_subcommands({})) {
    if (c->get_name() == first) command = c;
  }
  if (command == nullptr && !first.starts_with("-")) refuse_word(app, "command", first);
  try {
    app.parse(count, words);
  } catch (const CLI::CallForHelp&) {
    print_line(command != nullptr ? command->help("hunch") : app.help());
    return Arguments{};
  } catch (const CLI::CallForVersion&) {
    print_line("hunch " HUNCH_VERSION);
    return Arguments{};
  } catch (const CLI::ExtrasError&) {
    const CLI::App& asked = command != nullptr ? *command : app;
    std::vector<std::string> extras = app.remaining(true);
    if (extras.empty()) throw Failure(kUsage, "see hunch --help");
    refuse_word(asked, extras.front().starts_with("-") ? "option" : "argument", extras.front());
  } catch (const CLI::ArgumentMismatch& error) {
    const CLI::App& asked = command != nullptr ? *command : app;
    throw Failure(kUsage, mismatch_text(asked, error) + see_help(asked));
  } catch (const CLI::ParseError& error) {
    throw Failure(kUsage, error.what() + see_help(command != nullptr ? *command : app));
  }
  check_numbers(raw, to);
  return to;
}

}  // namespace hunch::cli
