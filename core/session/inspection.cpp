#include "session/documents.h"
#include "session/json_object.h"

namespace hunch::session {
namespace {

using namespace json;

std::string column_json(const data::CsvColumn& column) {
  return Object()
      .add("name", std::string_view(column.name))
      .add("kind", std::string_view(column.kind))
      .raw("examples", words(column.examples))
      .add("missing", column.missing)
      .add("distinct", column.distinct)
      .done();
}

}  // namespace

std::string report_json(const data::CsvReport& report) {
  return Object()
      .add("separator", std::string_view(report.separator))
      .add("decimal", std::string_view(report.decimal))
      .add("header", report.header)
      .add("rows", report.rows)
      .add("target", std::string_view(report.target))
      .add("task", std::string_view(task_word(report.task)))
      .add("classes", report.classes)
      .add("features", report.features)
      .raw("columns", list(report.columns, column_json))
      .raw("warnings", issues_json(report.warnings))
      .done();
}

std::string inspect_json(const std::string& csv, const std::string& how_json) {
  const spec::Checked how = spec::validate("{\"data\":{\"csv\":" + how_json + "}}");
  const auto found = data::inspect_csv(csv, how.spec->data.csv);
  if (const auto* issues = std::get_if<Issues>(&found)) {
    return Object()
        .raw("report", "null")
        .raw("spec", "null")
        .raw("issues", issues_json(*issues))
        .done();
  }
  const auto& report = std::get<data::CsvReport>(found);
  spec::ModelSpec chosen = data::choose_spec(report, 1);
  chosen.data.csv = how.spec->data.csv;
  return Object()
      .raw("report", report_json(report))
      .raw("spec", spec::to_json(chosen))
      .raw("issues", issues_json(how.issues))
      .done();
}

}  // namespace hunch::session
