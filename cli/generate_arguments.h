#pragma once

#include "cli/options.h"

namespace CLI {
class App;
}

namespace hunch::cli {

/// The command `generate` and its options; the caller notes that it was asked for.
CLI::App* add_generate(CLI::App& app, GenerateOptions& options, TalkOptions& talk);

}  // namespace hunch::cli
