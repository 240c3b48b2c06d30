#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "train/trainer.h"

namespace hunch::session {

/// A checkpoint as bytes and back, so that a page can go on after its worker died. Same program on
/// both sides: not a file format.
std::vector<std::byte> pack(const train::Checkpoint& checkpoint);
/// Nothing when the bytes are not whole.
std::optional<train::Checkpoint> unpack(std::span<const std::byte> bytes);

}  // namespace hunch::session
