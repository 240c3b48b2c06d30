#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "cli/options.h"

namespace hunch::cli {

/// Data goes to standard output, talk to standard error.
class Console {
 public:
  explicit Console(const TalkOptions& options);

  bool json() const { return json_; }
  /// Whether anything but errors is said.
  bool talks() const { return !quiet_; }
  /// Whether a line may be drawn over: a terminal that understands it.
  bool draws() const { return talks() && terminal_; }

  /// Talk. Nothing when quiet.
  void say(std::string_view text) const;
  /// What went wrong, also when quiet.
  void complain(std::string_view text) const;
  /// What a reader noticed, the first ten of it. Nothing when quiet.
  void warn(const Issues& issues) const;

  /// In bold on a terminal with colours.
  std::string strong(std::string_view text) const;

 private:
  bool json_ = false;
  bool quiet_ = false;
  bool terminal_ = false;
  bool color_ = false;
};

/// A line of data on standard output, at once. Throws Failure when it cannot be written.
void print_line(std::string_view line);

/// One issue a line: "  /model/0/units is -3, needs a whole number from 1 to 512".
std::string list_issues(const Issues& issues, std::size_t most = 50);

}  // namespace hunch::cli
