#include "cli/console.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "cli/status.h"
#include "spec/utf8.h"

namespace hunch::cli {
namespace {

bool is_set(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

bool understands_control() {
  const char* term = std::getenv("TERM");
  return term != nullptr && std::string_view(term) != "dumb" && *term != '\0';
}

/// C0 and C1, DEL and what turns the direction of writing.
bool is_control(char32_t code) {
  return code < 0x20 || (code >= 0x7F && code <= 0x9F) || (code >= 0x202A && code <= 0x202E) ||
         (code >= 0x2066 && code <= 0x2069);
}

/// The code point of one well-formed UTF-8 character.
char32_t code_point(std::string_view character) {
  const auto first = static_cast<unsigned char>(character[0]);
  char32_t code = character.size() == 1 ? first : first & (0x7FU >> character.size());
  for (const char c : character.substr(1)) {
    code = code << 6 | (static_cast<unsigned char>(c) & 0x3FU);
  }
  return code;
}

/// A terminal that has gone away is no reason to fail.
void write_error(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stderr); }

/// Our own text may have several lines; what stands in them is made safe.
std::string printable_lines(std::string_view text) {
  std::string lines;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines += printable(text.substr(at, end - at)) + '\n';
    at = end + 1;
  }
  return lines;
}

}  // namespace

Console::Console(const TalkOptions& options)
    : json_(options.json),
      quiet_(options.quiet),
      terminal_(isatty(STDERR_FILENO) == 1 && understands_control()),
      color_(terminal_ && !options.no_color && !is_set("NO_COLOR")) {}

void Console::say(std::string_view text) const {
  if (talks()) write_error(printable_lines(text));
}

void Console::say_heading(std::string_view text) const {
  if (talks())
    write_error(color_ ? "\x1b[1m" + printable(text) + "\x1b[0m\n" : printable(text) + "\n");
}

void Console::complain(std::string_view text) const {
  write_error((color_ ? "\x1b[1;31merror:\x1b[0m " : "error: ") + printable_lines(text));
}

void Console::warn(const Issues& issues) const {
  constexpr std::size_t kMost = 10;
  if (!issues.empty()) say("note:" + list_issues(issues, kMost));
}

std::string printable(std::string_view text) {
  std::string safe;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = spec::utf8_length(text, at);
    const std::string_view character = text.substr(at, std::max<std::size_t>(length, 1));
    if (length == 0) {
      safe += fmt::format("\\x{:02x}", static_cast<unsigned char>(character[0]));
    } else if (const char32_t code = code_point(character); is_control(code)) {
      safe += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(code));
    } else {
      safe += character;
    }
    at += character.size();
  }
  return safe;
}

void print_line(std::string_view line) {
  const bool written = std::fwrite(line.data(), 1, line.size(), stdout) == line.size() &&
                       std::fputc('\n', stdout) != EOF && std::fflush(stdout) == 0;
  if (!written) throw Failure(kFailed, "standard output cannot be written");
}

std::string list_issues(const Issues& issues, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < issues.size() && i < most; ++i) {
    const Issue& issue = issues[i];
    const std::string line =
        fmt::format("{} is {}, needs {}", issue.pointer.empty() ? "/" : issue.pointer,
                    issue.value.empty() ? "missing" : issue.value, issue.allowed);
    text += "\n  " + printable(line);
  }
  if (issues.size() > most) text += fmt::format("\n  and {} more", issues.size() - most);
  return text;
}

}  // namespace hunch::cli
