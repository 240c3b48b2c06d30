#pragma once

namespace hunch::cli {

/// From now on Ctrl-C, a polite kill and a terminal that closes only ask for an end, once or more
/// often: a terminal and npm may both send it.
void watch_for_interrupt();
/// The signal that asked first, 0 if none did.
int interrupted();

}  // namespace hunch::cli
