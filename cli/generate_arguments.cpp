#include "cli/generate_arguments.h"

#include "cli/option_kinds.h"

namespace hunch::cli {
namespace {

constexpr const char* kAbout = R"(Write text with a model that has learned one, token by token.

Examples:
  hunch generate names.safetensors
  hunch generate names.safetensors --prompt mar --count 10 --temperature 0.7
  hunch generate plays.safetensors --top-p 0.9 --length 500 --seed 7 --json

Each token is drawn from the mean over Monte-Carlo passes with dropout on. Without --json, each text
is a line (or a paragraph), with its mean doubt on standard error. With it, each is a JSON line that
tells of every token its probability, the entropy of all that might have come, and of it the part
that is the model's own doubt (mutual information), in nats.
)";

}  // namespace

CLI::App* add_generate(CLI::App& app, GenerateOptions& options, TalkOptions& talk) {
  CLI::App* c = app.add_subcommand("generate", kAbout);
  filled(named(c->add_option("MODEL", options.model, "a model saved by hunch train"), ""), kPath)
      ->required();
  named(c->add_option("--prompt", options.prompt, "how each text begins"), "TEXT");
  named(c->add_option("--count", options.count, "texts, 1 to 1000 (default 5)"), "N")
      ->check(CLI::Range(1, 1000));
  named(c->add_option("--length", options.longest, "tokens of each at most (default 200)"), "N")
      ->check(CLI::Range(1, 100'000));
  named(c->add_option("--temperature", options.temperature,
                      "below 1: the likely more often; 0: always the likeliest (default 1)"),
        "T")
      ->check(CLI::Range(0.0, 10.0));
  named(c->add_option("--top-k", options.top_k, "only the K likeliest tokens; 0: all"), "K")
      ->check(CLI::Range(0, 100'000));
  named(c->add_option("--top-p", options.top_p, "only the fewest that have this probability"), "P")
      ->check(CLI::Range(0.001, 1.0));
  named(c->add_option("--samples", options.samples, "passes with dropout on, 1 to 1000"), "S")
      ->check(CLI::Range(1, 1000));
  named(c->add_option("--seed", options.seed, "of masks and draws (default 1)"), "N")
      ->check(CLI::Range(std::uint64_t{0}, (std::uint64_t{1} << 53) - 1));
  add_talk(*c, talk);
  return c;
}

}  // namespace hunch::cli
