#pragma once

#include <cstddef>
#include <string_view>
#include <variant>

#include "data/prepare.h"

namespace hunch::data {

inline constexpr std::size_t kMaxSeriesValues = 16'000'000;  ///< N T D, and N H

/// A table in the order of time -> windows of T rows (T,D) and the H values of the target after
/// them, as spec.data.series says; spec.data.csv has the target (the last column of numbers if none
/// is named), the columns left out and how cells are read. The target is channel 0; with "numbers"
/// every other column of numbers is one too. Dates are none: they only put rows in order.
///
/// The first rows are the training part, the others the validation part; windows that reach over
/// the border belong to neither. Scaling is fitted on the training part. Empty cells lie on the
/// line between their neighbours of the same part. With `relative`, features and targets are
/// differences from the window's last row, in deviations of such differences; R^2 is then that of
/// the differences.
///
/// Series that are made from the seed (spec::is_signal) are one column, "value", of
/// spec.data.samples rows: `csv` is not looked at.
///
/// Dataset::naive tells how well a forecast does that repeats the season before (Hyndman and
/// Athanasopoulos, "Forecasting", section 5.2), or the last value.
/// Errors: those of read_table, no column of numbers, parts shorter than window and horizon.
std::variant<Prepared, Issues> prepare_series(const spec::ValidSpec& spec, std::string_view csv);

/// The end of a series, to be asked what comes next.
struct SeriesWindow {
  std::vector<float> features;  ///< (T,D) as the network sees them
  double base = 0;              ///< what forecasts are told from; 0 unless `relative`
  Issues warnings;
};

/// The last T rows of a table with the columns that `learned` (see read_recipe) has seen.
/// Errors: those of read_table, a column that is missing or has no numbers, fewer rows.
std::variant<SeriesWindow, Issues> last_window(const spec::DataSpec& spec, const Dataset& learned,
                                               std::string_view csv);

}  // namespace hunch::data
