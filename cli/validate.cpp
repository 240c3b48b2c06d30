#include "spec/validate.h"

#include <fmt/format.h>

#include "cli/console.h"
#include "cli/files.h"
#include "cli/status.h"
#include "session/documents.h"

namespace hunch::cli {

int validate(const ValidateOptions& options, const Console& console) {
  const spec::Checked checked = spec::validate(read_text(options.spec));
  const std::string name = options.spec == "-" ? "the input" : options.spec;
  if (console.json()) {
    print_line(fmt::format(R"({{"valid":{},"issues":{}}})", checked.valid(),
                           session::issues_json(checked.issues)));
  } else if (checked.valid()) {
    console.say(name + " is a valid spec");
  } else {
    console.complain(fmt::format("{} is no valid spec:{}", name, list_issues(checked.issues)));
  }
  return checked.valid() ? kDone : kUsage;
}

int schema() {
  print_line(spec::json_schema());
  return kDone;
}

}  // namespace hunch::cli
