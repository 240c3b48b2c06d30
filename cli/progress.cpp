#include "cli/progress.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace hunch::cli {
namespace {

constexpr auto kPause = std::chrono::milliseconds(100);

int terminal_columns() {
  winsize size{};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

}  // namespace

std::string bar_text(double share, int width) {
  static constexpr const char* kParts[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const int eighths = static_cast<int>(std::clamp(share, 0.0, 1.0) * width * 8);
  std::string text;
  for (int i = 0; i < eighths / 8; ++i) text += "█";
  text += kParts[eighths % 8];
  const int used = eighths / 8 + (eighths % 8 > 0 ? 1 : 0);
  return text + std::string(static_cast<std::size_t>(width - used), ' ');
}

std::string duration_text(double seconds) {
  const auto whole = static_cast<long>(std::ceil(seconds));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {} s", whole / 60, whole % 60);
  return fmt::format("{} h {} min", whole / 3600, whole / 60 % 60);
}

ProgressBar::ProgressBar(bool shown, std::uint64_t total)
    : shown_(shown), total_(static_cast<double>(total)) {}

ProgressBar::~ProgressBar() {
  if (dirty_) std::fputs("\r\x1b[K", stderr);
}

bool ProgressBar::due() const { return shown_ && Clock::now() - last_ >= kPause; }

void ProgressBar::draw(double done, const std::string& text) {
  last_ = Clock::now();
  const double share = total_ > 0 ? done / total_ : 0;
  const double spent = std::chrono::duration<double>(last_ - began_).count();
  std::string line = fmt::format(" {:3.0f} %  {}", 100 * share, text);
  if (share > 0 && spent > 1) {
    line += "  " + duration_text(spent / share - spent) + " left";
  }
  const int columns = terminal_columns();
  const int width = std::clamp(columns - static_cast<int>(line.size()) - 1, 0, 30);
  line = bar_text(share, width) + line;
  if (width == 0)
    line.resize(std::min<std::size_t>(line.size(), static_cast<std::size_t>(columns - 1)));
  std::fputs(fmt::format("\r{}\x1b[K", line).c_str(), stderr);
  dirty_ = true;
}

}  // namespace hunch::cli
