#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "cli/options.h"

namespace hunch::cli {

/// Data goes to standard output, talk to standard error. What is said may hold anything from a file
/// or the command line: nothing in it reaches the terminal as a command.
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
  /// The same in bold on a terminal with colours, one line.
  void say_heading(std::string_view text) const;
  /// What went wrong, also when quiet.
  void complain(std::string_view text) const;
  /// What a reader noticed, the first ten of it. Nothing when quiet.
  void warn(const Issues& issues) const;

 private:
  bool json_ = false;
  bool quiet_ = false;
  bool terminal_ = false;
  bool color_ = false;
};

/// Text for a person on one line: control characters, also those that turn the direction of
/// writing, as \u001b, bytes that are no UTF-8 as \xff.
std::string printable(std::string_view text);

/// A line of data on standard output, at once. Throws Failure when it cannot be written.
void print_line(std::string_view line);

/// One issue a line: "  /model/0/units is -3, needs a whole number from 1 to 512".
std::string list_issues(const Issues& issues, std::size_t most = 50);

}  // namespace hunch::cli
