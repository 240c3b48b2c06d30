#pragma once

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <string>

#include "cli/options.h"

/// What the options of all commands have in common.
namespace hunch::cli {

inline constexpr const char* kPath = "a path, or - for standard input";

/// Names are told in capitals in the help.
inline CLI::Option* named(CLI::Option* option, const char* type) { return option->type_name(type); }

/// A text that is there is not empty: a script's unset variable must not look like no option.
inline CLI::Option* filled(CLI::Option* option, const char* needed) {
  return option->check([needed](const std::string& text) {
    return text.empty() ? fmt::format("is empty, needs {}", needed) : std::string();
  });
}

inline void add_talk(CLI::App& command, TalkOptions& talk) {
  command.add_flag("--json", talk.json, "JSON on standard output, for programs");
  command.add_flag("--quiet,-q", talk.quiet, "say nothing but errors");
  command.add_flag("--no-color", talk.no_color, "no colours (as NO_COLOR does)");
}

}  // namespace hunch::cli
