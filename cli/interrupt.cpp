#include "cli/interrupt.h"

#include <csignal>

namespace hunch::cli {
namespace {

volatile std::sig_atomic_t asked = 0;

void note(int) { asked = 1; }

}  // namespace

void watch_for_interrupt() { std::signal(SIGINT, note); }

bool interrupted() { return asked != 0; }

}  // namespace hunch::cli
