#pragma once

#include <stdexcept>

namespace hunch::cli {

/// Exit statuses. As shells have it, the number of a signal that ended the run is added to the
/// last: 130 for Ctrl-C.
enum Status : int { kDone = 0, kFailed = 1, kUsage = 2, kSignal = 128 };

/// Ends the command with a message on standard error.
class Failure : public std::runtime_error {
 public:
  Failure(Status status, const std::string& message)
      : std::runtime_error(message), status_(status) {}
  Status status() const { return status_; }

 private:
  Status status_;
};

}  // namespace hunch::cli
