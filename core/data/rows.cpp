#include "data/rows.h"

#include <algorithm>
#include <numeric>

#include "data/csv_columns.h"
#include "spec/json_tree.h"

namespace hunch::data {
namespace {

std::optional<double> read_cell(const std::string& cell, const Input& input, char decimal) {
  if (input.kind == "date") {
    const auto format = std::find(kDateFormats.begin(), kDateFormats.end(), input.format);
    return cell_date(cell, static_cast<DateFormat>(format - kDateFormats.begin()));
  }
  if (input.kind == "number") return cell_number(cell, decimal);
  const auto word = std::find(input.categories.begin(), input.categories.end(), cell);
  if (word == input.categories.end()) return std::nullopt;
  return static_cast<double>(word - input.categories.begin());
}

/// What an unreadable cell becomes: a word is none of the categories, a number is the fill.
double replacement(const Input& input) { return input.kind == "text" ? -1.0 : input.fill; }

/// Whether the first record names every input: a header that did not look like one.
bool begins_with_names(const CellTable& table, const std::vector<Input>& inputs) {
  std::vector<std::string> names;
  for (std::size_t j = 0; j < table.records.width(0); ++j)
    names.push_back(table.records.value(0, j));
  return std::all_of(inputs.begin(), inputs.end(), [&](const Input& input) {
    return std::find(names.begin(), names.end(), input.name) != names.end();
  });
}

/// The column of each input: all by name, else all by position.
std::variant<std::vector<std::size_t>, Issues> find_columns(const CellTable& table,
                                                            const std::vector<Input>& inputs) {
  std::vector<std::size_t> columns;
  Issues missing;
  for (const Input& input : inputs) {
    const auto found = std::find(table.names.begin(), table.names.end(), input.name);
    if (found == table.names.end())
      missing.push_back(
          {"/csv", spec::json_quote(input.name), "a column of this name, which the model needs"});
    columns.push_back(static_cast<std::size_t>(found - table.names.begin()));
  }
  if (missing.empty()) return columns;
  // Positions mean something only where no column can be one that training left out.
  const std::size_t width = table.names.size();
  if (table.header || width < inputs.size() || width > inputs.size() + 1) return missing;
  std::iota(columns.begin(), columns.end(), std::size_t{0});
  return columns;
}

}  // namespace

std::variant<Rows, Issues> read_rows(std::string_view csv, const std::vector<Input>& inputs,
                                     const spec::CsvSpec& how) {
  auto read = read_cells(csv, how, inputs.size() < 2);
  const auto* guessed = std::get_if<CellTable>(&read);
  if (guessed != nullptr && how.header == "auto" && !guessed->header &&
      begins_with_names(*guessed, inputs)) {
    spec::CsvSpec with_header = how;
    with_header.header = "yes";
    read = read_cells(csv, with_header, inputs.size() < 2);
  }
  if (auto* issues = std::get_if<Issues>(&read)) return std::move(*issues);
  const CellTable& table = std::get<CellTable>(read);

  const auto column_of = find_columns(table, inputs);
  if (const auto* issues = std::get_if<Issues>(&column_of)) return *issues;
  const auto& columns = std::get<std::vector<std::size_t>>(column_of);

  Rows rows;
  rows.warnings = table.warnings;
  for (const std::uint32_t record : table.rows) {
    rows.line.push_back(table.records.line[record]);
    for (std::size_t j = 0; j < inputs.size(); ++j) {
      const std::string cell = table.records.value(record, columns[j]);
      const auto value =
          is_missing(cell) ? std::nullopt : read_cell(cell, inputs[j], table.decimal);
      rows.raw.push_back(value              ? *value
                         : is_missing(cell) ? inputs[j].fill
                                            : replacement(inputs[j]));
      if (value || rows.warnings.size() >= 100) continue;
      rows.warnings.push_back({"/csv/line/" + std::to_string(rows.line.back()),
                               spec::json_quote(to_utf8(cell, kToldBytes)),
                               inputs[j].kind == "text" && !is_missing(cell)
                                   ? "a word of \"" + inputs[j].name + "\" that training saw"
                                   : "a " + inputs[j].kind + " in column \"" + inputs[j].name +
                                         "\": the training part's mean is taken"});
    }
  }
  return rows;
}

}  // namespace hunch::data
