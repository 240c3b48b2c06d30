#include "nn/memory_plan.h"

#include <algorithm>

namespace hunch::nn {
namespace {

std::size_t index_of(int step) { return static_cast<std::size_t>(step); }

const Network::Step& step_at(const Network& network, int step) {
  return network.steps()[index_of(step)];
}

std::vector<int> reader_counts(const Network& network) {
  std::vector<int> counts(network.steps().size(), 0);
  for (const Network::Step& step : network.steps()) {
    for (const int read : step.from) {
      if (read >= 0) ++counts[index_of(read)];
    }
  }
  return counts;
}

/// Hands out slots as time goes on.
class Slots {
 public:
  explicit Slots(std::size_t steps) { plan_.slot.assign(steps, -1); }

  /// `step` gets a slot that was left before `now` and is its own until `end`, both included: the
  /// smallest that is large enough, else the largest, which grows.
  void take(int step, std::size_t floats, int now, int end) {
    int best = -1;
    for (int s = 0; s < static_cast<int>(end_.size()); ++s) {
      if (end_[index_of(s)] >= now) continue;
      if (best < 0 || better(room(s), room(best), floats)) best = s;
    }
    if (best < 0) {
      best = static_cast<int>(end_.size());
      end_.push_back(0);
      plan_.slot_floats.push_back(0);
    }
    std::size_t& size = plan_.slot_floats[index_of(best)];
    size = std::max(size, floats);
    give(step, best, end);
  }
  /// `step` lies where `other` did.
  void inherit(int step, int other, int end) { give(step, plan_.slot[index_of(other)], end); }
  bool has(int step) const { return plan_.slot[index_of(step)] >= 0; }
  MemoryPlan done() { return std::move(plan_); }

 private:
  std::size_t room(int slot) const { return plan_.slot_floats[index_of(slot)]; }
  static bool better(std::size_t a, std::size_t b, std::size_t floats) {
    const bool fits_a = a >= floats, fits_b = b >= floats;
    if (fits_a != fits_b) return fits_a;
    return fits_a ? a < b : a > b;
  }
  void give(int step, int slot, int end) {
    plan_.slot[index_of(step)] = slot;
    end_[index_of(slot)] = end;
  }

  MemoryPlan plan_;
  std::vector<int> end_;  // of each slot: the last moment it is in use
};

/// Whether the gradient by each step's output is wanted: something before it, or it, is learned.
std::vector<bool> wanted_gradients(const Network& network) {
  std::vector<bool> wanted;
  for (const Network::Step& step : network.steps()) {
    const bool below = std::any_of(step.from.begin(), step.from.end(),
                                   [&](int read) { return read >= 0 && wanted[index_of(read)]; });
    wanted.push_back(below || step.parameter_count() > 0);
  }
  return wanted;
}

}  // namespace

std::vector<int> last_readers(const Network& network) {
  std::vector<int> last(network.steps().size(), -1);
  for (int i = 0; i < static_cast<int>(network.steps().size()); ++i) {
    for (const int read : step_at(network, i).from) {
      if (read >= 0) last[index_of(read)] = i;
    }
  }
  return last;
}

MemoryPlan plan_outputs(const Network& network) {
  const int count = static_cast<int>(network.steps().size());
  const std::vector<int> last = last_readers(network), readers = reader_counts(network);
  Slots slots(network.steps().size());
  for (int i = 0; i < count; ++i) {
    const Network::Step& step = step_at(network, i);
    const int end = i + 1 == count ? count : std::max(last[index_of(i)], i);
    const int read = step.from.front();
    if (step.elementwise() && read >= 0 && readers[index_of(read)] == 1) {
      slots.inherit(i, read, end);
    } else {
      slots.take(i, step.output.size(), i, end);
    }
  }
  return slots.done();
}

MemoryPlan plan_gradients(const Network& network) {
  const int count = static_cast<int>(network.steps().size());
  const std::vector<bool> wanted = wanted_gradients(network);
  const std::vector<int> readers = reader_counts(network);
  Slots slots(network.steps().size());
  // Moments count the way back: step i runs at count - 1 - i.
  slots.take(count - 1, step_at(network, count - 1).output.size(), -1, 0);
  for (int i = count - 1; i >= 0; --i) {
    const Network::Step& step = step_at(network, i);
    if (!wanted[index_of(i)]) continue;
    for (const int read : step.from) {
      if (read < 0 || !wanted[index_of(read)] || slots.has(read)) continue;
      const int end = count - 1 - read;
      if (step.elementwise() && readers[index_of(read)] == 1) {
        slots.inherit(read, i, end);
      } else {
        slots.take(read, step_at(network, read).output.size(), count - 1 - i, end);
      }
    }
  }
  return slots.done();
}

}  // namespace hunch::nn
