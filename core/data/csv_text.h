#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"

/// CSV text as records of cells (RFC 4180, read kindly: LF, CR or CRLF; quotes only where a cell
/// begins with one; any final line end or none). Nothing is copied: cells point into the text.
namespace hunch::data {

struct CsvCell {
  std::uint32_t begin = 0;
  std::uint32_t size : 31 = 0;
  std::uint32_t doubled : 1 = 0;  ///< holds doubled quotes, to be made single
};

struct CsvRecords {
  std::string_view text;
  std::vector<CsvCell> cells;
  std::vector<std::uint32_t> first = {0};  ///< cells of record i: first[i] .. first[i+1]-1
  std::vector<std::uint32_t> line;         ///< line of the file where record i begins, from 1

  std::size_t count() const { return line.size(); }
  std::size_t width(std::size_t record) const { return first[record + 1] - first[record]; }
  /// The cell without surrounding blanks, doubled quotes still doubled.
  std::string_view view(std::size_t record, std::size_t column) const;
  /// The same as readable UTF-8: quotes made single, other encodings taken as Latin-1.
  std::string value(std::size_t record, std::size_t column) const;
  /// Leaves out the first record; there must be one.
  void drop_first();
};

/// Splits at `separator`; at most `most` records. Empty lines are no records.
/// Errors: a quote that is never closed ("/csv/line/7"), more than 20 million cells.
std::variant<CsvRecords, Issues> split_csv(std::string_view text, char separator,
                                           std::size_t most = SIZE_MAX);

/// The text without a byte-order mark, or why it is no CSV text: UTF-16, gzip, a spreadsheet file,
/// NUL bytes, nothing at all, more than 256 MB.
std::variant<std::string_view, Issues> check_csv_text(std::string_view text);

/// The , ; tab or | that a first line such as "sep=;" names, as spreadsheets write and read it; 0
/// if that is not what stands there.
char named_separator(std::string_view text);

/// Which of , ; tab | cuts the first records into the most regular table.
char sniff_separator(std::string_view text);

inline constexpr std::size_t kToldBytes = 60;  ///< of a cell that a message quotes

std::string_view trim(std::string_view text);
/// UTF-8 as it is; anything else read as Latin-1. At most `bytes` bytes, no character cut.
std::string to_utf8(std::string_view text, std::size_t bytes = SIZE_MAX);

}  // namespace hunch::data
