#include "data/idx.h"

#include <algorithm>
#include <vector>

namespace hunch::data {
namespace {

[[noreturn]] void refuse(const std::string& what) { throw Error("[idx] " + what); }

unsigned byte_at(std::string_view bytes, std::size_t i) {
  return static_cast<unsigned char>(bytes[i]);
}

struct Idx {
  std::vector<std::size_t> shape;
  std::string_view values;
};

Idx read(std::string_view bytes, const std::string& what) {
  constexpr unsigned kUnsignedByte = 8;
  if (!is_idx(bytes)) refuse(what + ": this is no IDX file");
  if (byte_at(bytes, 2) != kUnsignedByte) {
    refuse(what + ": values of type " + std::to_string(byte_at(bytes, 2)) +
           ", needs unsigned bytes (8)");
  }
  const std::size_t rank = byte_at(bytes, 3);
  std::size_t at = 4;
  std::uint64_t total = 1;
  Idx idx;
  for (std::size_t axis = 0; axis < rank; ++axis, at += 4) {
    if (bytes.size() < at + 4) refuse(what + ": the file ends within its header");
    std::size_t count = 0;
    for (std::size_t i = 0; i < 4; ++i) count = count * 256 + byte_at(bytes, at + i);
    idx.shape.push_back(count);
    // So small that the product of all cannot overflow.
    total *= std::min(count, kMaxImages * 16);
    if (total > (std::uint64_t{1} << 32)) refuse(what + ": more than 4 GB are announced");
  }
  idx.values = bytes.substr(at);
  if (idx.values.size() != total) {
    refuse(what + ": its header announces " + std::to_string(total) + " values, " +
           std::to_string(idx.values.size()) + " follow");
  }
  return idx;
}

}  // namespace

bool is_idx(std::string_view bytes) {
  return bytes.size() >= 4 && bytes[0] == 0 && bytes[1] == 0 && byte_at(bytes, 3) >= 1 &&
         byte_at(bytes, 3) <= 4;
}

void add_idx(std::string_view pixels, std::string_view labels, bool is_test, Images& images) {
  const Idx pictures = read(pixels, "images");
  const Idx classes = read(labels, "labels");
  if (pictures.shape.size() < 3) {
    refuse("images: " + std::to_string(pictures.shape.size()) +
           " dimensions, needs 3 (images, rows, columns) or 4 (and channels)");
  }
  if (classes.shape.size() != 1) {
    refuse("labels: " + std::to_string(classes.shape.size()) + " dimensions, needs 1");
  }
  if (pictures.shape[0] != classes.shape[0]) {
    refuse(std::to_string(pictures.shape[0]) + " images, but " + std::to_string(classes.shape[0]) +
           " labels");
  }
  const std::size_t channels = pictures.shape.size() == 4 ? pictures.shape[3] : 1;
  for (const std::size_t side : {pictures.shape[1], pictures.shape[2], channels}) {
    if (side < 1 || side > kMaxSide) {
      refuse("images: a side of " + std::to_string(side) + ", needs 1 to " +
             std::to_string(kMaxSide));
    }
  }
  const auto height = static_cast<int>(pictures.shape[1]);
  const auto width = static_cast<int>(pictures.shape[2]);
  const auto depth = static_cast<int>(channels);
  if (images.count() == 0) {
    images.height = height;
    images.width = width;
    images.channels = depth;
  } else if (images.height != height || images.width != width || images.channels != depth) {
    refuse("images of " + Shape{height, width, depth}.text() + " beside others of " +
           Shape{images.height, images.width, images.channels}.text());
  }
  if (images.count() + pictures.shape[0] > kMaxImages) {
    refuse("more than " + std::to_string(kMaxImages) + " images");
  }
  images.pixels.insert(images.pixels.end(), pictures.values.begin(), pictures.values.end());
  for (const char label : classes.values) {
    const auto value = static_cast<unsigned char>(label);
    images.labels.push_back(value);
    while (images.class_names.size() <= value) {
      images.class_names.push_back(std::to_string(images.class_names.size()));
    }
  }
  images.is_test.resize(images.labels.size(), is_test ? 1 : 0);
}

}  // namespace hunch::data
