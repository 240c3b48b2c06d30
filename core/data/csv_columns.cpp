#include "data/csv_columns.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <unordered_set>

#include "spec/json_tree.h"

namespace hunch::data {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kToldRows = 20;  // ragged rows told one by one
constexpr std::size_t kMaxColumns = 2000;
constexpr double kMostlyNumbers = 0.95;  // a few odd cells do not make a column text
constexpr std::size_t kMaxName = 200;

std::string line_pointer(std::uint32_t line) { return "/csv/line/" + std::to_string(line); }

std::size_t usual_width(const CsvRecords& records) {
  std::map<std::size_t, std::size_t> counts;
  const std::size_t sample = std::min<std::size_t>(records.count(), 1000);
  for (std::size_t i = 0; i < sample; ++i) ++counts[records.width(i)];
  const auto usual =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return usual == counts.end() ? 0 : usual->first;
}

struct Decimal {
  char sign = '.';
  std::string_view unclear;  ///< a cell that may be read in two ways where nothing tells which
};

/// Votes of the cells; without any the comma wins only where a semicolon leaves it free.
Decimal sniff_decimal(const CsvRecords& records, char separator) {
  std::size_t dots = 0, commas = 0;
  std::string_view either;
  const std::size_t sample = std::min<std::size_t>(records.count(), 500);
  for (std::size_t i = 0; i < sample; ++i)
    for (std::size_t j = 0; j < records.width(i); ++j) {
      const std::string_view cell = records.view(i, j);
      const char evidence = decimal_evidence(cell);
      dots += evidence == '.' ? 1 : 0;
      commas += evidence == ',' ? 1 : 0;
      const bool unclear = either.empty() && evidence == 0 &&
                           cell.find(',') != std::string_view::npos && cell_number(cell, ',');
      if (unclear) either = cell;
    }
  if (dots == 0 && commas == 0) return {separator == ';' && !either.empty() ? ',' : '.', either};
  return {commas > dots ? ',' : '.', {}};
}

/// The decimal sign as asked for or found out; a guess is told.
char find_decimal(const CsvRecords& records, const spec::CsvSpec& how, char separator,
                  Issues& warnings) {
  if (how.decimal != "auto") return how.decimal[0];
  const Decimal found = sniff_decimal(records, separator);
  if (!found.unclear.empty())
    warnings.push_back({"/csv", spec::json_quote(to_utf8(found.unclear, kToldBytes)),
                        "numbers; a comma may come before the fraction or between thousands here: "
                        "read as " +
                            spec::json_number(*cell_number(found.unclear, found.sign))});
  return found.sign;
}

bool is_value(std::string_view cell, char decimal) {
  if (cell_number(cell, decimal)) return true;
  for (std::size_t f = 0; f < kDateFormats.size(); ++f)
    if (cell_date(cell, static_cast<DateFormat>(f))) return true;
  return false;
}

/// A first line names the columns unless it looks like the lines below it: a column of numbers or
/// dates votes by whether its first cell is one; without such columns, a first cell that comes
/// again.
bool sniff_header(const CsvRecords& records, std::size_t width, char decimal) {
  if (records.count() < 2) return false;
  const std::size_t sample = std::min<std::size_t>(records.count(), 100);
  bool names = false, values = false, repeated = false;
  for (std::size_t j = 0; j < std::min(width, records.width(0)); ++j) {
    const std::string_view top = records.view(0, j);
    std::size_t cells = 0, numbers = 0;
    bool again = false;
    for (std::size_t i = 1; i < sample; ++i) {
      if (records.width(i) != width) continue;
      const std::string_view cell = records.view(i, j);
      if (is_missing(cell)) continue;
      ++cells;
      numbers += is_value(cell, decimal) ? 1 : 0;
      again = again || (!top.empty() && cell == top);
    }
    if (cells == 0 || is_missing(top)) continue;
    if (numbers * 2 > cells)
      (is_value(top, decimal) ? values : names) = true;
    else
      repeated = repeated || again;
  }
  if (names) return true;
  return !values && !repeated;
}

/// Names as written, none twice, none empty.
std::vector<std::string> column_names(const CsvRecords& records, bool header, std::size_t width,
                                      bool r_style) {
  std::vector<std::string> names;
  std::set<std::string> taken;
  for (std::size_t j = 0; j < width; ++j) {
    std::string name;
    const std::size_t at = r_style ? j - 1 : j;  // R leaves out the name of its row numbers
    if (header && !(r_style && j == 0) && at < records.width(0))
      name = to_utf8(records.value(0, at), kMaxName);
    if (name.empty()) name = "column " + std::to_string(j + 1);
    std::string unique = name;
    for (int k = 2; !taken.insert(unique).second; ++k)
      unique = name + " (" + std::to_string(k) + ")";
    names.push_back(unique);
  }
  return names;
}

/// The rows that have the table's width; the others are told.
std::vector<std::uint32_t> regular_rows(const CsvRecords& records, std::size_t from,
                                        std::size_t width, Issues& warnings) {
  std::vector<std::uint32_t> rows;
  std::size_t ragged = 0;
  for (std::size_t i = from; i < records.count(); ++i) {
    if (records.width(i) == width) {
      rows.push_back(static_cast<std::uint32_t>(i));
    } else if (++ragged <= kToldRows) {
      warnings.push_back(
          {line_pointer(records.line[i]), std::to_string(records.width(i)),
           std::to_string(width) + " cells, as in the other lines: this one is left out"});
    }
  }
  if (ragged > kToldRows)
    warnings.push_back({"/csv", std::to_string(ragged),
                        "lines of " + std::to_string(width) + " cells; the others are left out"});
  return rows;
}

/// Reads one column: looks at every cell once, then tries dates, then numbers, else text.
class ColumnReader {
 public:
  ColumnReader(const CsvRecords& records, const std::vector<std::uint32_t>& rows, std::size_t at,
               char decimal)
      : records_(records), rows_(rows), at_(at), decimal_(decimal) {
    column_.values.assign(rows_.size(), kNan);
  }

  /// Row i: counts what is there, keeps what is a number.
  void look(std::size_t i) {
    const std::string_view text = cell(i);
    if (is_missing(text)) {
      ++column_.missing;
      return;
    }
    if (distinct_.size() < kMaxDistinct && distinct_.insert(text).second &&
        column_.examples.size() < 5)
      column_.examples.push_back(to_utf8(records_.value(rows_[i], at_), kToldBytes));
    // Once half of a long column is not numbers, it will not become one.
    if (numbers_ * 2 + 1000 < i - column_.missing) return;
    const auto number = cell_number(text, decimal_);
    if (!number) return;
    column_.values[i] = *number;
    ++numbers_;
  }

  /// After all rows were looked at.
  TableColumn take(std::string name, Issues& warnings) {
    column_.name = std::move(name);
    column_.distinct = distinct_.size();
    const std::size_t present = rows_.size() - column_.missing;
    if (present == 0)
      column_.kind = ColumnKind::kEmpty;
    else if (column_.distinct == 1)
      column_.kind = ColumnKind::kConstant;
    else if (read_dates(warnings))
      column_.kind = ColumnKind::kDate;
    else if (static_cast<double>(numbers_) >= kMostlyNumbers * static_cast<double>(present))
      read_numbers(warnings);
    else
      read_text();
    return std::move(column_);
  }

 private:
  std::string_view cell(std::size_t row) const { return records_.view(rows_[row], at_); }

  bool fits(DateFormat format) const {
    std::size_t found = 0;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const std::string_view text = cell(i);
      if (is_missing(text)) continue;
      if (!cell_date(text, format)) return false;
      ++found;
    }
    return found > 0;
  }

  bool read_dates(Issues& warnings) {
    for (std::size_t f = 0; f < kDateFormats.size(); ++f) {
      const auto format = static_cast<DateFormat>(f);
      if (!fits(format)) continue;
      column_.format = format;
      for (std::size_t i = 0; i < rows_.size(); ++i)
        column_.values[i] = is_missing(cell(i)) ? kNan : *cell_date(cell(i), format);
      if (format == DateFormat::kMonthFirst && fits(DateFormat::kDayFirst))
        warnings.push_back({"/csv/column/" + spec::pointer_part(column_.name),
                            spec::json_quote(column_.examples.front()),
                            "dates; month or day may come first here: read as M/D/YYYY"});
      return true;
    }
    return false;
  }

  void read_numbers(Issues& warnings) {
    column_.kind = ColumnKind::kNumber;
    std::size_t odd = 0;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (!std::isnan(column_.values[i]) || is_missing(cell(i))) continue;
      ++column_.missing;
      if (++odd > kToldRows) continue;
      warnings.push_back({line_pointer(records_.line[rows_[i]]),
                          spec::json_quote(to_utf8(cell(i), kToldBytes)),
                          "a number in column \"" + column_.name + "\": taken as an empty cell"});
    }
    std::set<double> values;
    for (const std::string_view text : distinct_) {
      const auto number = cell_number(text, decimal_);
      if (number) values.insert(*number);
    }
    if (column_.distinct < kMaxDistinct) column_.distinct = values.size();
    if (spread() >= kLeastSpread) return;
    column_.kind = ColumnKind::kConstant;
    if (column_.distinct == 1) return;  // 1 and 1.0
    warnings.push_back({"/csv/column/" + spec::pointer_part(column_.name),
                        spec::json_quote(column_.examples.front()),
                        "numbers at least " + spec::json_number(kLeastSpread) +
                            " apart: these are taken as one value"});
  }

  double spread() const {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const double value : column_.values) {  // comparisons with NaN are false
      if (value < low) low = value;
      if (value > high) high = value;
    }
    return high - low;
  }

  void read_text() {
    column_.kind = ColumnKind::kText;
    std::fill(column_.values.begin(), column_.values.end(), kNan);
    if (distinct_.size() >= kMaxDistinct) return;
    // By what the cells say, not by how they are quoted.
    std::map<std::string, double> index;
    for (std::size_t i = 0; i < rows_.size(); ++i)
      if (!is_missing(cell(i))) index.emplace(to_utf8(records_.value(rows_[i], at_), kMaxName), 0);
    double next = 0;
    for (auto& [text, number] : index) {
      number = next++;
      column_.categories.push_back(text);
    }
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const std::string_view text = cell(i);
      if (is_missing(text)) continue;
      const auto at = index.find(to_utf8(records_.value(rows_[i], at_), kMaxName));
      column_.values[i] = at->second;
    }
    column_.distinct = column_.categories.size();
  }

  const CsvRecords& records_;
  const std::vector<std::uint32_t>& rows_;
  std::size_t at_;
  char decimal_;
  TableColumn column_;
  std::unordered_set<std::string_view> distinct_;
  std::size_t numbers_ = 0;
};

}  // namespace

std::string_view to_word(ColumnKind kind) {
  static constexpr std::array<std::string_view, 5> kWords = {"number", "date", "text", "constant",
                                                             "empty"};
  return kWords[static_cast<std::size_t>(kind)];
}

std::string separator_word(char separator) {
  return separator == '\t' ? "tab" : std::string(1, separator);
}

std::variant<CellTable, Issues> read_cells(std::string_view text, const spec::CsvSpec& how,
                                           bool one_column) {
  const auto checked = check_csv_text(text);
  if (const auto* issues = std::get_if<Issues>(&checked)) return *issues;
  text = std::get<std::string_view>(checked);

  CellTable table;
  const char named = named_separator(text);
  table.separator = how.separator == "tab"    ? '\t'
                    : how.separator != "auto" ? how.separator[0]
                    : named != 0              ? named
                                              : sniff_separator(text);
  auto split = split_csv(text, table.separator);
  if (auto* issues = std::get_if<Issues>(&split)) return std::move(*issues);
  table.records = std::move(std::get<CsvRecords>(split));
  if (named != 0) table.records.drop_first();
  const CsvRecords& records = table.records;

  const std::size_t width = usual_width(records);
  if (width < 2 && !(one_column && width == 1))
    return Issues{
        {"/csv",
         spec::json_quote(records.count() > 0 ? to_utf8(records.view(0, 0), kToldBytes) : ""),
         "at least two columns; " +
             (how.separator == "auto" ? std::string("none of , ; tab |")
                                      : "\"" + how.separator + "\" does not") +
             (how.separator == "auto" ? " cuts the lines in two" : " cut the lines in two")}};
  if (width > kMaxColumns)
    return Issues{
        {"/csv", std::to_string(width), "at most " + std::to_string(kMaxColumns) + " columns"}};

  table.decimal = find_decimal(records, how, table.separator, table.warnings);
  table.header =
      how.header == "auto" ? sniff_header(records, width, table.decimal) : how.header == "yes";
  table.rows = regular_rows(records, table.header ? 1 : 0, width, table.warnings);
  if (table.rows.empty())
    return Issues{{"/csv", std::to_string(records.count()), "at least one row below the header"}};

  // R writes no name above its row numbers; others end every row with one separator too many.
  const bool last_empty = std::all_of(table.rows.begin(), table.rows.end(), [&](std::uint32_t row) {
    return records.view(row, width - 1).empty();
  });
  const bool r_style = table.header && records.width(0) + 1 == width && !last_empty;
  table.names = column_names(records, table.header, width, r_style);
  return table;
}

std::variant<Table, Issues> read_table(std::string_view text, const spec::CsvSpec& how,
                                       bool one_column) {
  auto read = read_cells(text, how, one_column);
  if (auto* issues = std::get_if<Issues>(&read)) return std::move(*issues);
  const CellTable& cells = std::get<CellTable>(read);
  const std::vector<std::uint32_t>& rows = cells.rows;

  Table table;
  table.separator = cells.separator;
  table.decimal = cells.decimal;
  table.header = cells.header;
  table.warnings = cells.warnings;
  for (const std::uint32_t row : rows) table.line.push_back(cells.records.line[row]);
  std::vector<ColumnReader> readers;
  readers.reserve(cells.names.size());
  for (std::size_t j = 0; j < cells.names.size(); ++j)
    readers.emplace_back(cells.records, rows, j, table.decimal);
  for (std::size_t i = 0; i < rows.size(); ++i)  // along the text, so that the cache is of use
    for (ColumnReader& reader : readers) reader.look(i);
  for (std::size_t j = 0; j < readers.size(); ++j)
    table.columns.push_back(readers[j].take(cells.names[j], table.warnings));
  return table;
}

}  // namespace hunch::data
