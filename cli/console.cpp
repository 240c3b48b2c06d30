#include "cli/console.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "cli/status.h"

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

void write_error(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fputc('\n', stderr);
}

}  // namespace

Console::Console(const TalkOptions& options)
    : json_(options.json),
      quiet_(options.quiet),
      terminal_(isatty(STDERR_FILENO) == 1 && understands_control()),
      color_(terminal_ && !options.no_color && !is_set("NO_COLOR")) {}

void Console::say(std::string_view text) const {
  if (talks()) write_error(text);
}

void Console::complain(std::string_view text) const {
  write_error((color_ ? "\x1b[1;31merror:\x1b[0m " : "error: ") + std::string(text));
}

void Console::warn(const Issues& issues) const {
  constexpr std::size_t kMost = 10;
  if (!issues.empty()) say("note:" + list_issues(issues, kMost));
}

std::string Console::strong(std::string_view text) const {
  return color_ ? fmt::format("\x1b[1m{}\x1b[0m", text) : std::string(text);
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
    text += fmt::format("\n  {} is {}, needs {}", issue.pointer.empty() ? "/" : issue.pointer,
                        issue.value.empty() ? "missing" : issue.value, issue.allowed);
  }
  if (issues.size() > most) text += fmt::format("\n  and {} more", issues.size() - most);
  return text;
}

}  // namespace hunch::cli
