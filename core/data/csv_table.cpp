#include "data/csv_table.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "spec/json_tree.h"

namespace hunch::data {
namespace {

bool has_values(const TableColumn& column) {
  return column.kind != ColumnKind::kEmpty && column.kind != ColumnKind::kConstant;
}

std::set<double> distinct_values(const TableColumn& column, std::size_t most) {
  std::set<double> values;
  for (const double value : column.values) {
    if (!std::isnan(value)) values.insert(value);
    if (values.size() > most) break;
  }
  return values;
}

bool whole_classes(const TableColumn& column) {
  const std::set<double> values = distinct_values(column, kMaxWholeClasses);
  return values.size() <= kMaxWholeClasses &&
         std::all_of(values.begin(), values.end(),
                     [](double value) { return value == std::floor(value); });
}

/// Row numbers: 0,1,2,... or 1,2,3,... under a name that says so.
bool is_row_number(const TableColumn& column) {
  if (column.kind != ColumnKind::kNumber || column.missing > 0) return false;
  std::string name = column.name;
  for (char& c : name)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  static constexpr std::string_view kNames[] = {"id",     "index",    "row",        "row id",
                                                "row_id", "rownames", "unnamed: 0", "column 1",
                                                "#",      "no",       "nr"};
  if (std::find(std::begin(kNames), std::end(kNames), name) == std::end(kNames)) return false;
  const double start = column.values.front();
  if (start != 0 && start != 1) return false;
  for (std::size_t i = 0; i < column.values.size(); ++i)
    if (column.values[i] != start + static_cast<double>(i)) return false;
  return true;
}

/// Why a column cannot be an input; empty if it can.
std::string unfit(const TableColumn& column, std::size_t rows) {
  switch (column.kind) {
    case ColumnKind::kEmpty:
      return "cells that are not all empty: this column is left out";
    case ColumnKind::kConstant:
      return "more than one value: this column is left out";
    case ColumnKind::kText: {
      const std::size_t present = rows - column.missing;
      if (column.categories.size() > kMaxOneHot || column.categories.empty())
        return "a text column of at most " + std::to_string(kMaxOneHot) +
               " different values: this one is left out";
      if (column.categories.size() == present)
        return "values that come more than once: this column names its rows and is left out";
      return "";
    }
    case ColumnKind::kNumber:
    case ColumnKind::kDate:
      return "";
  }
  return "";
}

std::variant<std::size_t, Issues> choose_target(const Table& table, const spec::CsvSpec& how) {
  const std::size_t count = table.columns.size();
  if (!how.target.empty()) {
    const std::size_t j = find_column(table, how.target);
    if (j == count)
      return Issues{{"/data/csv/target", spec::json_quote(how.target),
                     "the name of a column: " + column_list(table)}};
    if (!has_values(table.columns[j]))
      return Issues{{"/data/csv/target", spec::json_quote(how.target),
                     "a column with at least two different values"}};
    return j;
  }
  for (std::size_t j = count; j-- > 0;)
    if (has_values(table.columns[j]) && std::find(how.exclude.begin(), how.exclude.end(),
                                                  table.columns[j].name) == how.exclude.end())
      return j;
  if (table.rows() < 2)
    return Issues{{"/csv", spec::json_quote("one row"), "at least one row below the header"}};
  return Issues{{"/csv", spec::json_quote(std::to_string(count) + " constant columns"),
                 "a column with at least two different values"}};
}

/// Whether the cells say yes and no: 1 and 0, or words whose order is that of no and yes.
bool says_yes_and_no(const TableColumn& column) {
  if (column.kind == ColumnKind::kNumber)
    return distinct_values(column, 2) == std::set<double>{0, 1};
  if (column.kind != ColumnKind::kText) return false;
  static constexpr std::array<std::array<std::string_view, 2>, 6> kPairs = {{{"no", "yes"},
                                                                             {"No", "Yes"},
                                                                             {"NO", "YES"},
                                                                             {"false", "true"},
                                                                             {"False", "True"},
                                                                             {"FALSE", "TRUE"}}};
  return std::any_of(kPairs.begin(), kPairs.end(), [&](const auto& pair) {
    return std::equal(pair.begin(), pair.end(), column.categories.begin(), column.categories.end());
  });
}

std::variant<std::vector<std::size_t>, Issues> choose_labels(const Table& table,
                                                             const spec::CsvSpec& how) {
  std::vector<std::size_t> labels;
  for (std::size_t i = 0; i < how.labels.size(); ++i) {
    const std::string pointer = "/data/csv/labels/" + std::to_string(i);
    const std::size_t j = find_column(table, how.labels[i]);
    const auto refuse = [&](const std::string& allowed) {
      return Issues{{pointer, spec::json_quote(how.labels[i]), allowed}};
    };
    if (j == table.columns.size()) return refuse("the name of a column: " + column_list(table));
    if (!says_yes_and_no(table.columns[j])) {
      return refuse("a column with 0 and 1, no and yes, or false and true");
    }
    if (std::find(labels.begin(), labels.end(), j) != labels.end()) {
      return refuse("each column once");
    }
    if (std::find(how.exclude.begin(), how.exclude.end(), how.labels[i]) != how.exclude.end()) {
      return refuse("a column that is not left out");
    }
    labels.push_back(j);
  }
  return labels;
}

std::variant<Task, Issues> choose_task(const TableColumn& target, const spec::CsvSpec& how) {
  const bool text = target.kind == ColumnKind::kText;
  const auto refuse = [&](const char* pointer, const std::string& value,
                          const std::string& allowed) {
    return Issues{{pointer, spec::json_quote(value), allowed}};
  };
  if (how.task == "regression") {
    if (text)
      return refuse("/data/csv/task", how.task,
                    "classification: \"" + target.name + "\" is text, such as \"" +
                        target.examples.front() + "\"");
    return Task::kRegression;
  }
  const bool classes = how.task == "classification" || text ||
                       (target.kind == ColumnKind::kNumber && whole_classes(target));
  if (!classes) return Task::kRegression;
  const std::size_t count = text ? target.distinct : distinct_values(target, kMaxClasses).size();
  if (count > kMaxClasses)
    return refuse("/data/csv/target", target.name,
                  "a column of numbers, or of at most " + std::to_string(kMaxClasses) + " classes");
  return Task::kClassification;
}

/// Classes of the target in order, and each row's index among them (NaN: missing).
std::vector<std::string> name_classes(const TableColumn& target, std::vector<double>& labels) {
  if (target.kind == ColumnKind::kText) {
    labels = target.values;
    return target.categories;
  }
  const std::set<double> values = distinct_values(target, kMaxClasses);
  std::vector<std::string> names;
  names.reserve(values.size());
  for (const double value : values) names.push_back(spec::json_number(value));
  for (const double value : target.values)
    labels.push_back(std::isnan(value)
                         ? value
                         : static_cast<double>(std::distance(values.begin(), values.find(value))));
  return names;
}

void tell_rows(Issues& warnings, const std::vector<std::uint32_t>& lines,
               const std::string& allowed) {
  if (lines.empty()) return;
  std::string where = "lines";
  for (std::size_t i = 0; i < lines.size() && i < 5; ++i)
    where += (i > 0 ? ", " : " ") + std::to_string(lines[i]);
  if (lines.size() > 5) where += ", ...";
  warnings.push_back({"/csv/line/" + std::to_string(lines.front()), std::to_string(lines.size()),
                      allowed + " (" + where + ")"});
}

}  // namespace

std::string column_pointer(const TableColumn& column) {
  return "/csv/column/" + spec::pointer_part(column.name);
}

std::string column_list(const Table& table) {
  std::string out;
  for (std::size_t j = 0; j < table.columns.size() && j < 20; ++j)
    out += (j > 0 ? ", " : "") + table.columns[j].name;
  return table.columns.size() > 20 ? out + ", ..." : out;
}

std::size_t find_column(const Table& table, std::string_view name) {
  std::size_t j = 0;
  while (j < table.columns.size() && table.columns[j].name != name) ++j;
  return j;
}

void check_range(const Table& table, const TableColumn& column, Issues& issues) {
  if (column.kind != ColumnKind::kNumber) return;
  const auto too_large = std::find_if(column.values.begin(), column.values.end(),
                                      [](double value) { return std::fabs(value) > kMaxNumber; });
  if (too_large == column.values.end()) return;
  const auto row = static_cast<std::size_t>(too_large - column.values.begin());
  const std::string most = spec::json_number(kMaxNumber);
  issues.push_back(
      {"/csv/line/" + std::to_string(table.line[row]), spec::json_number(*too_large),
       "a number from -" + most + " to " + most + " in column \"" + column.name + "\""});
}

std::variant<Roles, Issues> assign_roles(const Table& table, const spec::CsvSpec& how) {
  for (std::size_t i = 0; i < how.exclude.size(); ++i)
    if (find_column(table, how.exclude[i]) == table.columns.size())
      return Issues{{"/data/csv/exclude/" + std::to_string(i), spec::json_quote(how.exclude[i]),
                     "the name of a column: " + column_list(table)}};
  Roles roles;
  auto labels = choose_labels(table, how);
  if (const auto* issues = std::get_if<Issues>(&labels)) return *issues;
  roles.labels = std::move(std::get<std::vector<std::size_t>>(labels));
  if (roles.labels.empty()) {
    const auto target = choose_target(table, how);
    if (const auto* issues = std::get_if<Issues>(&target)) return *issues;
    roles.target = std::get<std::size_t>(target);
    const auto task = choose_task(table.columns[roles.target], how);
    if (const auto* issues = std::get_if<Issues>(&task)) return *issues;
    roles.task = std::get<Task>(task);
  } else {
    roles.target = roles.labels.front();
    roles.task = Task::kClassification;
  }

  std::size_t features = 0;
  std::vector<std::size_t> row_numbers;
  for (std::size_t j = 0; j < table.columns.size(); ++j) {
    const TableColumn& column = table.columns[j];
    if (j == roles.target ||
        std::find(roles.labels.begin(), roles.labels.end(), j) != roles.labels.end() ||
        std::find(how.exclude.begin(), how.exclude.end(), column.name) != how.exclude.end())
      continue;
    const std::string reason = unfit(column, table.rows());
    if (!reason.empty()) {
      roles.warnings.push_back(
          {column_pointer(column),
           spec::json_quote(column.examples.empty() ? "" : column.examples.front()), reason});
      continue;
    }
    if (is_row_number(column)) {
      row_numbers.push_back(j);
      continue;
    }
    features += column.kind == ColumnKind::kText ? column.categories.size() : 1;
    roles.inputs.push_back(j);
  }
  for (const std::size_t j : row_numbers) {
    if (features == 0) {  // all there is: perhaps a time
      roles.inputs.push_back(j);
      ++features;
      continue;
    }
    roles.warnings.push_back({column_pointer(table.columns[j]), "\"1, 2, 3, ...\"",
                              "more than the number of the row: this column is left out"});
  }
  if (features == 0)
    return Issues{{"/csv", std::to_string(table.columns.size()),
                   "at least one column beside the target \"" + table.columns[roles.target].name +
                       "\" that can be learned from"}};
  if (features > kMaxFeatures)
    return Issues{{"/csv", std::to_string(features),
                   "at most " + std::to_string(kMaxFeatures) + " features"}};
  return roles;
}

void add_input_columns(Examples& examples) {
  using Kind = FeatureMap::Column::Kind;
  for (std::size_t j = 0; j < examples.inputs.size(); ++j) {
    const Input& input = examples.inputs[j];
    FeatureMap::Column column;
    column.input = static_cast<int>(j);
    if (input.categories.empty()) {
      column.kind = Kind::kRaw;
      examples.columns.push_back(column);
      examples.feature_names.push_back(input.name);
      examples.scaled.push_back(1);
      continue;
    }
    column.kind = Kind::kOneHot;
    for (std::size_t k = 0; k < input.categories.size(); ++k) {
      column.category = static_cast<int>(k);
      examples.columns.push_back(column);
      examples.feature_names.push_back(input.name + " = " + input.categories[k]);
      examples.scaled.push_back(0);
    }
  }
}

std::variant<Examples, Issues> table_examples(const Table& table, const spec::CsvSpec& how) {
  auto assigned = assign_roles(table, how);
  if (auto* issues = std::get_if<Issues>(&assigned)) return std::move(*issues);
  Roles& roles = std::get<Roles>(assigned);
  const TableColumn& target = table.columns[roles.target];
  Issues too_large;
  for (const std::size_t j : roles.inputs) check_range(table, table.columns[j], too_large);
  if (roles.task == Task::kRegression) check_range(table, target, too_large);
  if (!too_large.empty()) return too_large;

  Examples examples;
  examples.task = roles.task;
  examples.several = !roles.labels.empty();
  examples.target_name = examples.several ? "labels" : target.name;
  examples.widen = roles.inputs.size() == 1 ? 1.5 : 1.2;
  examples.warnings = table.warnings;
  examples.warnings.insert(examples.warnings.end(), roles.warnings.begin(), roles.warnings.end());
  std::vector<double> labels;
  if (examples.several)
    for (const std::size_t j : roles.labels) examples.class_names.push_back(table.columns[j].name);
  else if (roles.task == Task::kClassification)
    examples.class_names = name_classes(target, labels);
  else
    labels = target.values;
  for (const std::size_t j : roles.inputs) {
    const TableColumn& column = table.columns[j];
    Input input;
    input.name = column.name;
    input.kind = to_word(column.kind);
    input.categories =
        column.kind == ColumnKind::kText ? column.categories : std::vector<std::string>();
    if (column.kind == ColumnKind::kDate)
      input.format = kDateFormats[static_cast<std::size_t>(column.format)];
    examples.inputs.push_back(std::move(input));
  }

  std::vector<std::uint32_t> without_target, incomplete;
  for (std::size_t i = 0; i < table.rows(); ++i) {
    const bool untold =
        examples.several
            ? std::any_of(roles.labels.begin(), roles.labels.end(),
                          [&](std::size_t j) { return std::isnan(table.columns[j].values[i]); })
            : std::isnan(labels[i]);
    if (untold) {
      without_target.push_back(table.line[i]);
      continue;
    }
    const bool hole = std::any_of(roles.inputs.begin(), roles.inputs.end(), [&](std::size_t j) {
      return std::isnan(table.columns[j].values[i]);
    });
    if (hole) incomplete.push_back(table.line[i]);
    if (hole && how.missing == "drop") continue;
    for (const std::size_t j : roles.inputs) examples.raw.push_back(table.columns[j].values[i]);
    if (examples.several)
      for (const std::size_t j : roles.labels)
        examples.target.push_back(table.columns[j].values[i]);
    else
      examples.target.push_back(labels[i]);
    examples.origin.push_back(static_cast<std::int32_t>(i));
  }
  tell_rows(examples.warnings, without_target,
            (examples.several ? "a value of every label" : "a value of \"" + target.name + "\"") +
                std::string(" in every row; rows without one are left out"));
  tell_rows(examples.warnings, incomplete,
            how.missing == "drop" ? "no empty cells; rows with one are left out"
                                  : "no empty cells; they are filled with the column's mean");
  add_input_columns(examples);
  return examples;
}

}  // namespace hunch::data
