#pragma once

#include <stdexcept>

namespace hunch::cli {

/// Exit statuses. Interrupted is what shells give for Ctrl-C: 128 + SIGINT.
enum Status : int { kDone = 0, kFailed = 1, kUsage = 2, kInterrupted = 130 };

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
