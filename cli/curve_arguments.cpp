#include "cli/curve_arguments.h"

#include "cli/option_kinds.h"
#include "spec/fields.h"

namespace hunch::cli {
namespace {

constexpr const char* kAbout = R"(See how much data are needed: train on more and more examples.

Examples:
  hunch curve spec.json --sizes 50,100,200,400
  hunch curve spec.json --sizes 100,1000 --label-noise 0,0.2 --runs 5 --json
  hunch curve digits.json --data FOLDER --sizes 500,5000

Every run of a seed is measured on the same examples: the test set that came with the data, or else
the validation part. All runs take as many steps as the largest size does in the spec's epochs.
Without --json, a table goes to standard output. With it, JSON lines do: one for each run, then one
for each point with mean and standard deviation.
)";

}  // namespace

CLI::App* add_curve(CLI::App& app, CurveOptions& options, TalkOptions& talk) {
  CLI::App* c = app.add_subcommand("curve", kAbout);
  TrainOptions& o = options.train;
  filled(named(c->add_option("SPEC", o.spec, "a spec file, - for standard input"), ""), kPath);
  filled(named(c->add_option("--data", o.data,
                             "a table (.csv, -), a text (.txt), or a folder of images or sounds"),
               "PATH"),
         kPath);
  const CLI::Range whole(1, 1'000'000);
  named(c->add_option("--sizes", options.sizes, "numbers of training examples, such as 50,100,200"),
        "N,...")
      ->delimiter(',')
      ->check(whole)
      ->required();
  const spec::Field* share = spec::find_field("/data/labelNoise");
  named(
      c->add_option("--label-noise", options.label_noise, "shares of wrong labels, such as 0,0.2"),
      "P,...")
      ->delimiter(',')
      ->check(CLI::Range(share->low, share->high));
  named(c->add_option("--runs", options.runs, "seeds of each point, 1 to 100 (default 3)"), "N")
      ->check(CLI::Range(1, 100));
  add_talk(*c, talk);
  return c;
}

}  // namespace hunch::cli
