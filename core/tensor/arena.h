#pragma once

#include <cstddef>
#include <memory>
#include <span>

namespace hunch::tensor {

/// Every block begins on such a boundary (bytes): a cache line, and any vector register.
inline constexpr std::size_t kAlignment = 64;

/// Measures before anything is allocated: take blocks one after another, then make an Arena of
/// `bytes()`. The offsets handed out are bytes.
class Layout {
 public:
  std::size_t take(std::size_t bytes) {
    const std::size_t offset = bytes_;
    bytes_ += (bytes + kAlignment - 1) / kAlignment * kAlignment;
    return offset;
  }
  std::size_t take_floats(std::size_t count) { return take(count * sizeof(float)); }
  std::size_t bytes() const { return bytes_; }

 private:
  std::size_t bytes_ = 0;
};

/// One zeroed, aligned piece of memory that never moves.
class Arena {
 public:
  explicit Arena(std::size_t bytes);
  std::size_t size() const { return size_; }
  std::span<std::byte> bytes(std::size_t offset, std::size_t count) const {
    return {data_.get() + offset, count};
  }
  std::span<float> floats(std::size_t offset, std::size_t count) const {
    return {reinterpret_cast<float*>(data_.get() + offset), count};
  }

 private:
  struct Free {
    void operator()(std::byte* p) const;
  };
  std::size_t size_;
  std::unique_ptr<std::byte[], Free> data_;
};

}  // namespace hunch::tensor
