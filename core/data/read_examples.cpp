#include "data/csv_table.h"

namespace hunch::data {

std::variant<Examples, Issues> read_examples(std::string_view csv, const spec::CsvSpec& how) {
  auto read = read_table(csv, how);
  if (auto* issues = std::get_if<Issues>(&read)) return std::move(*issues);
  return table_examples(std::get<Table>(read), how);
}

}  // namespace hunch::data
