#include "data/series.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "data/csv_table.h"
#include "data/sets/regimes.h"
#include "data/sets/waves.h"
#include "data/statistics.h"
#include "spec/json_tree.h"
#include "spec/words.h"

namespace hunch::data {
namespace {

constexpr double kMostDeviations = 1e6;  // as in FeatureMap: features stay finite

bool is_excluded(const TableColumn& column, const spec::CsvSpec& how) {
  return std::find(how.exclude.begin(), how.exclude.end(), column.name) != how.exclude.end();
}

/// Columns that are seen, the target first.
std::variant<std::vector<std::size_t>, Issues> choose_channels(const Table& table,
                                                               const spec::DataSpec& data) {
  const std::size_t count = table.columns.size();
  for (std::size_t i = 0; i < data.csv.exclude.size(); ++i)
    if (find_column(table, data.csv.exclude[i]) == count)
      return Issues{{"/data/csv/exclude/" + std::to_string(i),
                     spec::json_quote(data.csv.exclude[i]),
                     "the name of a column: " + column_list(table)}};
  const auto fits = [&](std::size_t j) {
    return table.columns[j].kind == ColumnKind::kNumber && !is_excluded(table.columns[j], data.csv);
  };
  std::size_t target = count;
  if (data.csv.target.empty()) {
    for (std::size_t j = 0; j < count; ++j)
      if (fits(j)) target = j;
    if (target == count)
      return Issues{{"/csv", std::to_string(count), "a column of numbers that are not all one"}};
  } else {
    target = find_column(table, data.csv.target);
    if (target == count)
      return Issues{{"/data/csv/target", spec::json_quote(data.csv.target),
                     "the name of a column: " + column_list(table)}};
    if (!fits(target))
      return Issues{{"/data/csv/target", spec::json_quote(data.csv.target),
                     "a column of numbers that are not all one"}};
  }
  std::vector<std::size_t> channels = {target};
  for (std::size_t j = 0; j < count && data.series.channels == "numbers"; ++j)
    if (j != target && fits(j)) channels.push_back(j);
  return channels;
}

/// The rows in the order of the first column of dates, if there is one.
std::vector<std::size_t> order_of(const Table& table, const spec::CsvSpec& how, Issues& warnings) {
  std::vector<std::size_t> order(table.rows());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto dates =
      std::find_if(table.columns.begin(), table.columns.end(), [&](const TableColumn& column) {
        return column.kind == ColumnKind::kDate && !is_excluded(column, how);
      });
  if (dates == table.columns.end() || dates->missing > 0) return order;
  const std::vector<double>& when = dates->values;
  if (std::is_sorted(when.begin(), when.end())) return order;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return when[a] < when[b]; });
  warnings.push_back({column_pointer(*dates), spec::json_quote(dates->examples.front()),
                      "dates in their order; the rows are sorted by them"});
  return order;
}

/// Puts holes on the line between their neighbours, at the ends at the nearest value.
/// Errors: false when there is no value at all.
bool fill_holes(std::span<double> values) {
  const std::size_t none = values.size();
  std::size_t before = none;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isnan(values[i])) {
      before = i;
      continue;
    }
    std::size_t after = i;
    while (after < values.size() && std::isnan(values[after])) ++after;
    if (before == none && after == values.size()) return false;
    if (before == none) {
      values[i] = values[after];
    } else if (after == values.size()) {
      values[i] = values[before];
    } else {
      const double share = static_cast<double>(i - before) / static_cast<double>(after - before);
      values[i] = values[before] * (1 - share) + values[after] * share;
    }
    before = i;
  }
  return true;
}

/// Columns in the order of time without holes, and the rows of windows cut from them.
struct Series {
  std::vector<std::vector<double>> channels;  // D of (M), the target first
  std::size_t rows = 0;                       // M
  std::size_t border = 0;                     // the first row of the validation part
  std::size_t window = 1, horizon = 1;        // T, H
  std::vector<std::size_t> starts;            // (N) first row of each window, training first
  std::size_t trained = 0;                    // how many of them are the training part's

  double last(std::size_t channel, std::size_t start) const {
    return channels[channel][start + window - 1];
  }
};

Issues read_channels(const Table& table, const std::vector<std::size_t>& columns,
                     const std::vector<std::size_t>& order, Series& series, Issues& warnings) {
  for (const std::size_t j : columns) {
    const TableColumn& column = table.columns[j];
    std::vector<double> values;
    values.reserve(order.size());
    for (const std::size_t row : order) values.push_back(column.values[row]);
    const auto holes =
        std::count_if(values.begin(), values.end(), [](double value) { return std::isnan(value); });
    if (holes > 0)
      warnings.push_back({column_pointer(column), std::to_string(holes),
                          "no empty cells; they are filled in between their neighbours"});
    for (const auto part :
         {std::span(values).first(series.border), std::span(values).subspan(series.border)})
      if (!fill_holes(part))
        return {{column_pointer(column), std::to_string(holes),
                 "a number in the training and in the validation part"}};
    series.channels.push_back(std::move(values));
  }
  return {};
}

Issues cut_windows(const spec::SeriesSpec& how, std::size_t channels, Series& series) {
  const std::size_t length = series.window + series.horizon;
  const std::size_t shorter = std::min(series.border, series.rows - series.border);
  if (length > shorter)
    return {
        {"/data/series/window", std::to_string(how.window),
         "a window and horizon of at most " + std::to_string(shorter) +
             " rows together, so many has the shorter part of this series: together they have " +
             std::to_string(length)}};
  const auto stride = static_cast<std::size_t>(how.stride);
  for (std::size_t start = 0; start + length <= series.border; start += stride)
    series.starts.push_back(start);
  series.trained = series.starts.size();
  for (std::size_t start = series.border; start + length <= series.rows; start += stride)
    series.starts.push_back(start);

  const std::size_t numbers =
      series.starts.size() * std::max(series.window * channels, series.horizon);
  if (numbers > kMaxSeriesValues)
    return {{"/data/series/stride", std::to_string(how.stride),
             "at least " + std::to_string(stride * (numbers / kMaxSeriesValues + 1)) +
                 ", so that all windows together hold at most " + std::to_string(kMaxSeriesValues) +
                 " numbers"}};
  const std::size_t known = series.border + series.window;
  if (static_cast<std::size_t>(how.season) > known)
    return {{"/data/series/season", std::to_string(how.season),
             "at most " + std::to_string(known) + ": the rows before the first forecast"}};
  return {};
}

/// Mean and deviation of a channel's rows in the training part, or of their differences from the
/// last row seen: steps [from, to) of the training windows.
ColumnFacts facts_of(const Series& series, std::size_t channel, bool relative, std::size_t from,
                     std::size_t to) {
  const std::vector<double>& values = series.channels[channel];
  if (!relative)
    return column_facts(
        {values.begin(), values.begin() + static_cast<std::ptrdiff_t>(series.border)});
  std::vector<double> differences;
  for (std::size_t n = 0; n < series.trained; ++n)
    for (std::size_t t = from; t < to; ++t)
      differences.push_back(values[series.starts[n] + t] - series.last(channel, series.starts[n]));
  return column_facts(std::move(differences));
}

/// What the network sees of the window that begins at row `start` (T,D).
void add_window(const Series& series, std::size_t start, bool relative, const Scaling& scaling,
                std::vector<float>& features) {
  for (std::size_t t = start; t < start + series.window; ++t)
    for (std::size_t c = 0; c < series.channels.size(); ++c) {
      const double base = relative ? series.last(c, start) : 0;
      const double scaled = (series.channels[c][t] - base - scaling.mean[c]) / scaling.deviation[c];
      features.push_back(static_cast<float>(std::clamp(scaled, -kMostDeviations, kMostDeviations)));
    }
}

void fill(const Series& series, bool relative, Dataset& dataset) {
  const std::size_t window = series.window, horizon = series.horizon;
  for (std::size_t c = 0; c < series.channels.size(); ++c) {
    const ColumnFacts facts = facts_of(series, c, relative, 0, window);
    dataset.feature_scaling.mean.push_back(facts.mean);
    dataset.feature_scaling.deviation.push_back(facts.deviation);
  }
  const ColumnFacts target = facts_of(series, 0, relative, window, window + horizon);
  dataset.target_scaling = {{target.mean}, {target.deviation}};

  for (std::size_t n = 0; n < series.starts.size(); ++n) {
    const std::size_t start = series.starts[n];
    add_window(series, start, relative, dataset.feature_scaling, dataset.features);
    for (std::size_t t = start + window; t < start + window + horizon; ++t) {
      const double value = series.channels[0][t];
      const double base = relative ? series.last(0, start) : 0;
      dataset.target_raw.push_back(value);
      dataset.targets.push_back(
          static_cast<float>((value - base - target.mean) / target.deviation));
    }
    dataset.origin.push_back(static_cast<std::int32_t>(start));
    dataset.is_train.push_back(n < series.trained ? 1 : 0);
  }
}

/// What the forecast without a model is off by on the validation part.
Naive measure_naive(const Series& series, std::size_t season) {
  const std::vector<double>& values = series.channels[0];
  double squares = 0;
  for (std::size_t n = series.trained; n < series.starts.size(); ++n) {
    const std::size_t next = series.starts[n] + series.window;
    for (std::size_t h = 0; h < series.horizon; ++h) {
      const double told = season > 0 ? values[next + h % season - season] : values[next - 1];
      squares += (values[next + h] - told) * (values[next + h] - told);
    }
  }
  const std::size_t count = (series.starts.size() - series.trained) * series.horizon;
  return {season > 0 ? "season before" : "last value",
          std::sqrt(squares / static_cast<double>(count))};
}

/// A table of the one column that a seed makes.
Table make_table(const spec::DataSpec& data, std::uint64_t seed) {
  TableColumn column;
  column.name = "value";
  column.kind = ColumnKind::kNumber;
  column.values =
      data.source == spec::Source::kWaves ? sets::waves(data, seed) : sets::regimes(data, seed);
  Table table;
  table.line.resize(column.values.size());
  std::iota(table.line.begin(), table.line.end(), 1U);
  table.columns.push_back(std::move(column));
  return table;
}

std::variant<Table, Issues> read_or_make(const spec::DataSpec& data, std::uint64_t seed,
                                         std::string_view csv) {
  if (spec::is_signal(data.source)) return make_table(data, seed);
  return read_table(csv, data.csv, true);
}

}  // namespace

std::variant<Prepared, Issues> prepare_series(const spec::ValidSpec& spec, std::string_view csv) {
  spec::DataSpec data = spec->data;
  // What the spec says of the columns of a table is not about the one that is made.
  if (spec::is_signal(data.source)) data.csv = {};
  const spec::SeriesSpec& how = data.series;
  auto read = read_or_make(data, spec->seed, csv);
  if (auto* issues = std::get_if<Issues>(&read)) return std::move(*issues);
  const Table& table = std::get<Table>(read);
  const auto chosen = choose_channels(table, data);
  if (const auto* issues = std::get_if<Issues>(&chosen)) return *issues;
  const auto& columns = std::get<std::vector<std::size_t>>(chosen);
  Issues issues;
  for (const std::size_t j : columns) check_range(table, table.columns[j], issues);
  if (!issues.empty()) return issues;

  Prepared prepared;
  Dataset& dataset = prepared.dataset;
  dataset.warnings = table.warnings;
  Series series;
  series.rows = table.rows();
  series.border = static_cast<std::size_t>(data.train_fraction * static_cast<double>(series.rows));
  series.window = static_cast<std::size_t>(how.window);
  series.horizon = static_cast<std::size_t>(how.horizon);
  issues = cut_windows(how, columns.size(), series);
  if (!issues.empty()) return issues;
  const auto order = order_of(table, data.csv, dataset.warnings);
  issues = read_channels(table, columns, order, series, dataset.warnings);
  if (!issues.empty()) return issues;

  dataset.task = Task::kRegression;
  dataset.shape = {how.window, static_cast<int>(columns.size())};
  dataset.answers = how.horizon;
  for (const std::size_t j : columns) dataset.feature_names.push_back(table.columns[j].name);
  dataset.target_name = dataset.feature_names.front();
  fill(series, how.relative, dataset);
  dataset.naive = measure_naive(series, static_cast<std::size_t>(how.season));
  return prepared;
}

std::variant<SeriesWindow, Issues> last_window(const spec::DataSpec& spec, const Dataset& learned,
                                               std::string_view csv) {
  auto read = read_table(csv, spec.csv, true);
  if (auto* issues = std::get_if<Issues>(&read)) return std::move(*issues);
  const Table& table = std::get<Table>(read);
  std::vector<std::size_t> columns;
  for (const std::string& name : learned.feature_names) {
    const std::size_t j = find_column(table, name);
    if (j == table.columns.size() || table.columns[j].kind != ColumnKind::kNumber)
      return Issues{{"/csv", spec::json_quote(name),
                     "a column of numbers of this name, which the model has learned; there are " +
                         column_list(table)}};
    columns.push_back(j);
  }
  SeriesWindow result;
  Series series;
  series.rows = series.border = table.rows();
  series.window = static_cast<std::size_t>(learned.shape[0]);
  if (series.rows < series.window)
    return Issues{
        {"/csv", std::to_string(series.rows),
         "at least " + std::to_string(series.window) + " rows: so many the model looks at"}};
  const auto order = order_of(table, spec.csv, result.warnings);
  Issues issues = read_channels(table, columns, order, series, result.warnings);
  if (!issues.empty()) return issues;
  const std::size_t start = series.rows - series.window;
  add_window(series, start, spec.series.relative, learned.feature_scaling, result.features);
  if (spec.series.relative) result.base = series.last(0, start);
  return result;
}

}  // namespace hunch::data
