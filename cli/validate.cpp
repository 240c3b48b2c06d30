#include "spec/validate.h"

#include <fmt/format.h>

#include "cli/console.h"
#include "cli/files.h"
#include "cli/status.h"
#include "session/documents.h"
#include "session/prepare.h"
#include "spec/words.h"

namespace hunch::cli {

namespace {

/// Of data that are made also whether the layers fit them; own data are not here.
Issues issues_of(const spec::Checked& checked) {
  if (!checked.valid() || !spec::is_made(checked.spec->data.source)) return checked.issues;
  const auto made = session::prepare(checked.spec, {}, kernels::best());
  const auto* issues = std::get_if<Issues>(&made);
  return issues == nullptr ? Issues{} : *issues;
}

}  // namespace

int validate(const ValidateOptions& options, const Console& console) {
  const Issues issues = issues_of(spec::validate(read_text(options.spec)));
  const std::string name = options.spec == "-" ? "the input" : options.spec;
  if (console.json()) {
    print_line(
        fmt::format(R"({{"valid":{},"issues":{}}})", issues.empty(), session::issues_json(issues)));
  } else if (issues.empty()) {
    console.say(name + " is a valid spec");
  } else {
    console.complain(fmt::format("{} is no valid spec:{}", name, list_issues(issues)));
  }
  return issues.empty() ? kDone : kUsage;
}

int schema() {
  print_line(spec::json_schema());
  return kDone;
}

}  // namespace hunch::cli
