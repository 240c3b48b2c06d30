#include "data/frames.h"

#include <utility>

namespace hunch::data {

Images lay_out_frames(Images clips, std::string_view how) {
  if (clips.frames == 1) return clips;
  const auto steps = static_cast<std::size_t>(clips.frames);
  if (how == "strip") {
    clips.height *= std::exchange(clips.frames, 1);  // they lie so already
    return clips;
  }
  const std::size_t pixels = clips.image_size() / steps;
  std::vector<std::uint8_t> mixed(clips.pixels.size());
  for (std::size_t n = 0; n < clips.count(); ++n) {
    const std::size_t first = n * steps * pixels;
    for (std::size_t t = 0; t < steps; ++t) {
      for (std::size_t i = 0; i < pixels; ++i) {
        mixed[first + i * steps + t] = clips.pixels[first + t * pixels + i];
      }
    }
  }
  clips.pixels = std::move(mixed);
  clips.channels = std::exchange(clips.frames, 1);
  return clips;
}

}  // namespace hunch::data
