#pragma once

#include <doctest/doctest.h>

#include <fstream>
#include <iostream>
#include <optional>
#include <sstream>
#include <string>

#include "data/prepare.h"
#include "spec/validate.h"

/// Shorthand for tests of data/.
namespace with_data {

inline hunch::spec::ValidSpec checked_spec(const std::string& json) {
  const auto checked = hunch::spec::validate(json);
  REQUIRE_MESSAGE(checked.valid(), json);
  return checked.spec;
}
inline hunch::spec::ValidSpec csv_spec(const std::string& csv_fields = "") {
  return checked_spec("{\"data\":{\"source\":\"csv\",\"csv\":{" + csv_fields + "}}}");
}
inline hunch::data::Prepared prepared(const hunch::spec::ValidSpec& valid,
                                      std::string_view csv = {}) {
  auto result = hunch::data::prepare(valid, csv);
  if (const auto* issues = std::get_if<hunch::Issues>(&result))
    FAIL((*issues)[0].pointer, " ", (*issues)[0].value, " ", (*issues)[0].allowed);
  return std::move(std::get<hunch::data::Prepared>(result));
}
inline hunch::Issue refused(const hunch::spec::ValidSpec& valid, std::string_view csv = {}) {
  auto result = hunch::data::prepare(valid, csv);
  REQUIRE(std::holds_alternative<hunch::Issues>(result));
  REQUIRE_FALSE(std::get<hunch::Issues>(result).empty());
  return std::get<hunch::Issues>(result)[0];
}
inline hunch::data::CsvReport report(std::string_view csv, const hunch::spec::CsvSpec& how = {}) {
  auto result = hunch::data::inspect_csv(csv, how);
  if (const auto* issues = std::get_if<hunch::Issues>(&result))
    FAIL((*issues)[0].pointer, " ", (*issues)[0].value, " ", (*issues)[0].allowed);
  return std::move(std::get<hunch::data::CsvReport>(result));
}
inline bool warns(const hunch::Issues& warnings, std::string_view pointer, std::string_view text) {
  for (const hunch::Issue& warning : warnings)
    if (warning.pointer == pointer && warning.allowed.find(text) != std::string::npos) return true;
  return false;
}
/// The shared data's file, or nothing (and a message) when it is not there.
inline std::optional<std::string> shared(const std::string& name) {
  const std::string path = "../shared/data/" + name;
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    std::cout << "skipped: " << path << " is not here\n";
    return std::nullopt;
  }
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace with_data
