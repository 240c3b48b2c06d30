#include <fmt/format.h>

#include "cli/console.h"
#include "cli/files.h"
#include "cli/options.h"
#include "cli/saved_model.h"
#include "cli/status.h"
#include "data/tokens.h"
#include "session/model_file.h"
#include "session/text_reader.h"
#include "spec/json_tree.h"

namespace hunch::cli {
namespace {

using session::WrittenToken;

std::vector<int> ids_of(const std::vector<WrittenToken>& written) {
  std::vector<int> ids;
  ids.reserve(written.size());
  for (const WrittenToken& token : written) ids.push_back(token.token);
  return ids;
}

std::string text_line(const std::string& text, const std::vector<WrittenToken>& written,
                      const data::Dataset& data) {
  std::string tokens;
  for (const WrittenToken& token : written) {
    tokens +=
        fmt::format(R"({}{{"token":{},"probability":{},"entropy":{},"mutual_information":{}}})",
                    tokens.empty() ? "" : ",",
                    spec::json_quote(data.class_names[static_cast<std::size_t>(token.token)]),
                    token.probability, token.total, token.epistemic);
  }
  return fmt::format(R"({{"text":{},"tokens":[{}]}})", spec::json_quote(text), tokens);
}

/// The first few, as a person reads them.
std::string list_unknown(const std::vector<std::string>& tokens) {
  constexpr std::size_t kMost = 6;
  std::string text;
  for (std::size_t n = 0; n < std::min(tokens.size(), kMost); ++n) {
    text += (n == 0 ? "" : ", ") + spec::json_quote(tokens[n]);
  }
  return tokens.size() > kMost ? text + ", ..." : text;
}

std::string doubt_text(const std::vector<WrittenToken>& written) {
  double total = 0, epistemic = 0;
  for (const WrittenToken& token : written) {
    total += static_cast<double>(token.total);
    epistemic += static_cast<double>(token.epistemic);
  }
  const double count = std::max(1.0, static_cast<double>(written.size()));
  return fmt::format("{} tokens, {:.2f} nats of doubt each, {:.3f} of them the model's own",
                     written.size(), total / count, epistemic / count);
}

}  // namespace

int generate(const GenerateOptions& options, const Console& console) {
  const session::SavedModel model = read_model(options.model);
  const data::Dataset& data = model.prepared.dataset;
  if (!data.next) {
    throw Failure(kUsage,
                  options.model + ": this model has not learned a text, which generate needs");
  }
  const spec::TextSpec& how = model.spec->data.text;
  const std::vector<int> beginning = data::begin_text(options.prompt, how, data);
  const std::vector<int> prompt = data::encode(options.prompt, how, data);
  const std::string unknown = list_unknown(data::unknown_tokens(options.prompt, how, data));
  if (!unknown.empty()) {
    console.complain("--prompt: left out, since this model has not learned it: " + unknown);
  }

  const kernels::Kernels& kernels = model.spec->exact ? kernels::exact() : kernels::best();
  const session::Scene scene{
      model.prepared, model.network, model.parameters, kernels, options.seed, 0, {}};
  session::TextReader reader(scene, options.samples);
  const session::Writing writing{
      {options.temperature, options.top_k, options.top_p}, options.longest, options.seed};
  for (int n = 0; n < options.count; ++n) {
    const auto written =
        reader.write(beginning, writing, data::end_token(how), static_cast<std::uint64_t>(n));
    std::vector<int> ids = prompt;
    const std::vector<int> further = ids_of(written);
    ids.insert(ids.end(), further.begin(), further.end());
    const std::string text = data::decode(ids, how, data);
    if (console.json()) {
      print_line(text_line(text, written, data));
      continue;
    }
    print_line(text);
    console.say(doubt_text(written));
  }
  return kDone;
}

}  // namespace hunch::cli
