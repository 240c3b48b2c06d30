#include "data/csv_table.h"
#include "data/prepare.h"

namespace hunch::data {

std::variant<CsvReport, Issues> inspect_csv(std::string_view text, const spec::CsvSpec& how) {
  auto read = read_table(text, how);
  if (auto* issues = std::get_if<Issues>(&read)) return std::move(*issues);
  const Table& table = std::get<Table>(read);
  auto assigned = assign_roles(table, how);
  if (auto* issues = std::get_if<Issues>(&assigned)) return std::move(*issues);
  const Roles& roles = std::get<Roles>(assigned);

  CsvReport report;
  report.separator = separator_word(table.separator);
  report.decimal = std::string(1, table.decimal);
  report.header = table.header;
  report.rows = table.rows() - table.columns[roles.target].missing;
  report.target = table.columns[roles.target].name;
  report.task = roles.task;
  report.classes = roles.task == Task::kClassification ? table.columns[roles.target].distinct : 0;
  for (const std::size_t j : roles.inputs) {
    const TableColumn& column = table.columns[j];
    report.features += column.kind == ColumnKind::kText ? column.categories.size() : 1;
  }
  for (const TableColumn& column : table.columns)
    report.columns.push_back({column.name, std::string(to_word(column.kind)), column.examples,
                              column.missing, column.distinct});
  report.warnings = table.warnings;
  report.warnings.insert(report.warnings.end(), roles.warnings.begin(), roles.warnings.end());
  return report;
}

}  // namespace hunch::data
