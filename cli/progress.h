#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace hunch::cli {

/// One line on a terminal that is drawn over, at most ten times a second, and wiped at the end.
class ProgressBar {
 public:
  /// Draws nothing unless `shown`.
  ProgressBar(bool shown, std::uint64_t total);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  bool due() const;
  /// `text` stands beside the bar, such as "loss 0.21".
  void draw(double done, const std::string& text);

 private:
  using Clock = std::chrono::steady_clock;
  bool shown_;
  double total_;
  Clock::time_point began_ = Clock::now();
  Clock::time_point last_;
  bool dirty_ = false;
};

/// "████▌   " in `width` columns.
std::string bar_text(double share, int width);

/// "7 s", "3 min 20 s", "2 h 5 min".
std::string duration_text(double seconds);

}  // namespace hunch::cli
