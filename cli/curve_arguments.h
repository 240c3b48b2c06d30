#pragma once

#include "cli/options.h"

namespace CLI {
class App;
}

namespace hunch::cli {

/// The command `curve` and its options; the caller notes that it was asked for.
CLI::App* add_curve(CLI::App& app, CurveOptions& options, TalkOptions& talk);

}  // namespace hunch::cli
