#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "data/csv_columns.h"
#include "data/examples.h"

namespace hunch::data {

inline constexpr std::size_t kMaxOneHot = 20;  ///< values of a text column that becomes features
inline constexpr std::size_t kMaxClasses = 100;
inline constexpr std::size_t kMaxFeatures = 1024;
inline constexpr double kMaxNumber = 1e100;          ///< squares of larger ones would overflow
inline constexpr std::size_t kMaxWholeClasses = 10;  ///< distinct whole numbers taken as classes

/// What each column of a table is for.
struct Roles {
  std::size_t target = 0;           ///< column
  std::vector<std::size_t> labels;  ///< columns of labels that are told in place of it, or none
  Task task = Task::kClassification;
  std::vector<std::size_t> inputs;  ///< columns, in order
  Issues warnings;                  ///< columns left out and why
};

/// "/csv/column/NAME".
std::string column_pointer(const TableColumn& column);
/// "a, b, c" of the table's columns, 20 at most.
std::string column_list(const Table& table);
/// The place of a column, or the number of columns if there is none of that name.
std::size_t find_column(const Table& table, std::string_view name);
/// Tells the first number of a column that is too large to compute with.
void check_range(const Table& table, const TableColumn& column, Issues& issues);

/// Chooses target, task and inputs as `how` says, or by what the columns are.
/// Errors: "/data/csv/target" (no such column; nothing to learn in it), "/data/csv/labels/0" (no
/// such column; not 0 and 1), "/data/csv/exclude/0", "/data/csv/task", no input left.
std::variant<Roles, Issues> assign_roles(const Table& table, const spec::CsvSpec& how);

/// The table's rows as examples: rows without a target (or, with missing = "drop", with an empty
/// cell) left out; numbers and dates as they are, text one-hot. Errors: those of assign_roles, a
/// number too large to compute with.
std::variant<Examples, Issues> table_examples(const Table& table, const spec::CsvSpec& how);

/// The same from the table's text. Errors: those of read_table besides.
std::variant<Examples, Issues> read_examples(std::string_view csv, const spec::CsvSpec& how);

/// How features are made of these inputs, one column each, one per category for text.
void add_input_columns(Examples& examples);

}  // namespace hunch::data
