#pragma once

#include <string_view>
#include <variant>
#include <vector>

#include "data/dataset.h"
#include "spec/spec.h"

namespace hunch::data {

/// Rows of another table for a model that is already trained.
struct Rows {
  std::vector<double> raw;          ///< (N,R) in the order of `inputs`; empty cells filled
  std::vector<std::uint32_t> line;  ///< (N) where each row stands in the file
  Issues warnings;                  ///< cells filled, words never seen in training

  std::size_t count() const { return line.size(); }
};

/// Finds each input by its column's name ("column 3" without a header); a table without a header
/// that has the inputs' columns alone, and maybe one more, goes by position. The target may be
/// there or not. Cells that are missing or cannot be read get the input's fill, words that training
/// never saw are none of the categories; both are told. Errors: a text that is no table, an input
/// without a column.
std::variant<Rows, Issues> read_rows(std::string_view csv, const std::vector<Input>& inputs,
                                     const spec::CsvSpec& how);

}  // namespace hunch::data
