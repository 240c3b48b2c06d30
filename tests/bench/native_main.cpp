// The native side of tests/bench/run.mjs. Reads lines "NUMBER SECONDS", runs that work for at least
// so long, answers "UNITS SECONDS". The first line it writes has the kernels' name and those of the
// works.
#include <chrono>
#include <cstdio>
#include <memory>
#include <vector>

#include "bench/works.h"

int main() {
  using Clock = std::chrono::steady_clock;
  const auto& kernels = hunch::kernels::best();
  std::printf("%s", kernels.name);
  for (const auto name : hunch::bench::names()) {
    std::printf(" %.*s", static_cast<int>(name.size()), name.data());
  }
  std::printf("\n");
  std::fflush(stdout);

  std::vector<std::unique_ptr<hunch::bench::Work>> works(hunch::bench::names().size());
  std::size_t number = 0;
  double least = 0;
  while (std::scanf("%zu %lf", &number, &least) == 2 && number < works.size()) {
    auto& work = works[number];
    if (!work) work = hunch::bench::make(number, kernels);
    work->run();  // what was in the caches was another work's
    double units = 0, seconds = 0;
    const auto start = Clock::now();
    do {
      units += work->run();
      seconds = std::chrono::duration<double>(Clock::now() - start).count();
    } while (seconds < least);
    std::printf("%.0f %.9f\n", units, seconds);
    std::fflush(stdout);
  }
  return 0;
}
