#pragma once

#include <string>

#include "data/prepare.h"
#include "session/session.h"
#include "spec/validate.h"

/// What leaves the engine as JSON text, for the command line and the page alike.
namespace hunch::session {

/// [{"pointer":"/model/0/units","value":-3,"allowed":"..."}, ...]
std::string issues_json(const Issues& issues);
/// {"valid":true,"issues":[],"spec":{...}}: the spec is the nearest valid one, defaults left out.
std::string checked_json(const spec::Checked& checked);
/// {"outcome":"live","issues":[],"spec":{...}}
std::string applied_json(const Applied& applied, const Session& session);
/// The Description; members as in the page's protocol.
std::string description_json(const Description& description);
/// What the CSV reader found.
std::string report_json(const data::CsvReport& report);
/// Reads a table as `how_json` (a spec's /data/csv) says:
/// {"report":{...},"spec":{...},"issues":[]}, with the spec that suits it; report and spec are null
/// when it cannot be used.
std::string inspect_json(const std::string& csv, const std::string& how_json);

}  // namespace hunch::session
