#pragma once

#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "data/dataset.h"
#include "data/features.h"
#include "spec/spec.h"

namespace hunch::data {

/// A dataset and the map that turns any raw input into what the network sees (for grids and
/// probes).
struct Prepared {
  Dataset dataset;
  FeatureMap map;
};

/// Makes the data a spec asks for: generates or parses, adds and removes the user's points, splits
/// by seed, fits the scaling on the training part. `own` is the user's table for Source::kCsv and
/// kSeries, the text for kText, else not looked at: see series.h and text.h for the latter two.
/// Synthetic sets are f(spec.data, seed): the same numbers on every target.
/// Errors: Issues with pointers ("/data/csv/target": no such column; "/data/formulas/0": where the
/// formula breaks; a CSV without two usable columns or fewer than 4 rows).
std::variant<Prepared, Issues> prepare(const spec::ValidSpec& spec, std::string_view own = {});

/// What the reader found in a CSV, for the page to show and correct: columns with name, kind
/// (number, text, date, constant, empty), examples, missing count; separator, decimal, header,
/// encoding.
struct CsvColumn {
  std::string name;
  std::string kind;
  std::vector<std::string> examples;
  std::size_t missing = 0;
  std::size_t distinct = 0;
};
struct CsvReport {
  std::string separator;
  std::string decimal;
  bool header = true;
  std::size_t rows = 0;
  std::string target;  ///< the column that would be learned
  Task task = Task::kClassification;
  std::size_t classes = 0;   ///< of the target; 0 for a regression
  std::size_t features = 0;  ///< what the network would see
  std::vector<CsvColumn> columns;
  Issues warnings;
};
std::variant<CsvReport, Issues> inspect_csv(std::string_view text, const spec::CsvSpec& how);

/// A sensible spec for a table without one: what `hunch train --data` and the page's drop use.
spec::ModelSpec choose_spec(const CsvReport& report, std::uint64_t seed);

}  // namespace hunch::data
