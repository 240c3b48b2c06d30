#pragma once

#include <cstdint>
#include <map>

#include "train/trainer.h"

namespace hunch::session {

/// Checkpoints of a run at about even distances, few enough to stay small: the way back in time.
/// When full, every other one goes and the distance doubles.
class Timeline {
 public:
  /// `parameters` is P: at most 64 checkpoints and about 32 MB are kept, never fewer than two.
  explicit Timeline(std::size_t parameters);
  bool due(std::uint64_t epoch) const { return epoch >= next_; }
  void keep(train::Checkpoint checkpoint);
  /// The latest one at or before `epoch`, or null.
  const train::Checkpoint* at(std::uint64_t epoch) const;
  /// The run goes another way from here: what was kept beyond is gone.
  void forget_after(std::uint64_t epoch);

 private:
  std::size_t most_;
  std::uint64_t stride_ = 1;
  std::uint64_t next_ = 0;
  std::map<std::uint64_t, train::Checkpoint> kept_;  // by epoch
};

}  // namespace hunch::session
