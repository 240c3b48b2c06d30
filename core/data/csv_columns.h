#pragma once

#include <string>
#include <variant>
#include <vector>

#include "data/csv_cell.h"
#include "data/csv_text.h"
#include "spec/spec.h"

namespace hunch::data {

enum class ColumnKind : std::uint8_t { kNumber, kDate, kText, kConstant, kEmpty };
std::string_view to_word(ColumnKind kind);

/// A column of a table with what its cells turned out to be.
struct TableColumn {
  std::string name;
  ColumnKind kind = ColumnKind::kEmpty;
  DateFormat format = DateFormat::kIso;  ///< dates
  std::vector<double> values;  ///< (rows) number, date, or index into `categories`; NaN: missing
  std::vector<std::string>
      categories;  ///< text: every distinct cell in order of bytes, kMaxDistinct at most
  std::vector<std::string> examples;  ///< the first distinct cells, as written
  std::size_t missing = 0;
  std::size_t distinct = 0;  ///< counted up to kMaxDistinct
};
inline constexpr std::size_t kMaxDistinct = 1000;
/// Numbers of a column that lie closer together are one: their squares would vanish.
inline constexpr double kLeastSpread = 1e-100;

/// A CSV with its separator, decimal sign, header and columns found out.
struct Table {
  char separator = ',';
  char decimal = '.';
  bool header = true;
  std::vector<TableColumn> columns;
  std::vector<std::uint32_t> line;  ///< (rows) where each row stands in the file, from 1
  Issues warnings;

  std::size_t rows() const { return line.size(); }
};

/// Cells cut and names found, nothing read yet. `records` points into the text.
struct CellTable {
  CsvRecords records;
  char separator = ',';
  char decimal = '.';
  bool header = true;
  std::vector<std::string> names;   ///< one a column
  std::vector<std::uint32_t> rows;  ///< records that have as many cells as the table has columns
  Issues warnings;                  ///< records that have not
};
/// Errors: no text, another encoding, an open quote, no rows, one column only (unless allowed).
std::variant<CellTable, Issues> read_cells(std::string_view text, const spec::CsvSpec& how,
                                           bool one_column = false);

/// Errors: no text, another encoding, an open quote, one column only (unless allowed), no rows.
std::variant<Table, Issues> read_table(std::string_view text, const spec::CsvSpec& how,
                                       bool one_column = false);

/// Words that the specs and reports use for a separator: "," ";" "tab" "|".
std::string separator_word(char separator);

}  // namespace hunch::data
