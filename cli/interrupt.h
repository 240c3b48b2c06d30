#pragma once

namespace hunch::cli {

/// From now on Ctrl-C only asks for an end, once or more often: a terminal and npm may both send
/// it.
void watch_for_interrupt();
bool interrupted();

}  // namespace hunch::cli
