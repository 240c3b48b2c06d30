#include "cli/interrupt.h"

#include <csignal>

namespace hunch::cli {
namespace {

volatile std::sig_atomic_t caught = 0;

void note(int signal) {
  if (caught == 0) caught = signal;
}

}  // namespace

void watch_for_interrupt() {
  std::signal(SIGINT, note);
  std::signal(SIGTERM, note);
  // nohup has it ignored, and so it stays.
  if (std::signal(SIGHUP, note) == SIG_IGN) std::signal(SIGHUP, SIG_IGN);
}

int interrupted() { return caught; }

}  // namespace hunch::cli
