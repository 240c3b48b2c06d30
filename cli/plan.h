#pragma once

#include <string>

#include "cli/console.h"
#include "cli/options.h"
#include "session/prepare.h"
#include "spec/validate.h"

namespace hunch::cli {

/// What will be trained on what.
struct Plan {
  spec::ValidSpec spec;
  session::OwnData own;  ///< empty for made data
  bool chosen = false;   ///< no spec was given: this one was made for the data
};

/// Joins spec, data and the options that change them. Throws Failure: unreadable (failed); an
/// invalid spec, options out of range, a target that is no column (usage).
Plan make_plan(const TrainOptions& options, const Console& console);

/// Throws what data or spec are refused for: a table that cannot be used is a failed run, all else
/// wrong usage.
[[noreturn]] void refuse(const std::string& what, const Issues& issues);

}  // namespace hunch::cli
