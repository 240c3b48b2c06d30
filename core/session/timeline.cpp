#include "session/timeline.h"

#include <algorithm>
#include <utility>

namespace hunch::session {

Timeline::Timeline(std::size_t parameters) {
  constexpr std::size_t kBytes = 32u << 20;
  const std::size_t one = 4 * sizeof(float) * std::max<std::size_t>(parameters, 1);
  most_ = std::clamp<std::size_t>(kBytes / one, 2, 64);
}

void Timeline::keep(train::Checkpoint checkpoint) {
  const std::uint64_t epoch = checkpoint.epoch;
  kept_.insert_or_assign(epoch, std::move(checkpoint));
  while (kept_.size() > most_) {
    stride_ *= 2;
    std::erase_if(kept_, [&](const auto& entry) { return entry.first % stride_ != 0; });
  }
  next_ = (epoch / stride_ + 1) * stride_;
}

const train::Checkpoint* Timeline::at(std::uint64_t epoch) const {
  const auto after = kept_.upper_bound(epoch);
  return after == kept_.begin() ? nullptr : &std::prev(after)->second;
}

void Timeline::forget_after(std::uint64_t epoch) {
  kept_.erase(kept_.upper_bound(epoch), kept_.end());
  next_ = (epoch / stride_ + 1) * stride_;
}

}  // namespace hunch::session
