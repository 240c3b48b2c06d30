#pragma once

#include <string>
#include <string_view>

#include "spec/spec.h"

namespace hunch::spec {

/// Parsed and checked, or what is wrong. When `issues` is not empty, `spec` is the nearest valid
/// setting (out-of-range numbers clamped, unknown fields dropped, unknown words at their default),
/// so that a link with a fault still opens; callers that must refuse look at `issues` first.
struct Checked {
  ValidSpec spec;
  Issues issues;
  bool valid() const { return issues.empty(); }
};

/// JSON text -> checked spec. Depth <= 32 and 256 kB at most, proved by a SAX pass before anything
/// is built; migrates older versions; unknown fields and wrong types are issues with a pointer, the
/// nearest known name is suggested. Never throws for bad input. An empty object is the default
/// spec.
Checked validate(std::string_view json);

/// The same for values already in hand (limits and cross-field rules).
Checked validate(const ModelSpec& spec);

/// JSON text; fields equal to their default are left out unless `full`. Stable order of the table.
std::string to_json(const ModelSpec& spec, bool full = false);

/// JSON Schema (draft 2020-12) of the spec, from the field table, with titles, help, defaults,
/// steps.
std::string json_schema();

}  // namespace hunch::spec
