#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace hunch::tensor {

/// Every block begins on such a boundary (bytes): a cache line, and any vector register.
inline constexpr std::size_t kAlignment = 64;

/// Measures before anything is allocated: take blocks one after another, then make an Arena of
/// `bytes()`. The offsets handed out are bytes. It counts in 64 bits, also where memory has 32, so
/// that what is too large is seen to be.
class Layout {
 public:
  std::size_t take(std::uint64_t bytes) {
    const std::uint64_t offset = bytes_;
    bytes_ += (bytes + kAlignment - 1) / kAlignment * kAlignment;
    return static_cast<std::size_t>(offset);
  }
  std::size_t take_floats(std::uint64_t count) { return take(count * sizeof(float)); }
  std::uint64_t bytes() const { return bytes_; }

 private:
  std::uint64_t bytes_ = 0;
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
