#include "session/checkpoint.h"

#include <array>
#include <cstdint>
#include <cstring>

#include "base/hash.h"

namespace hunch::session {
namespace {

constexpr std::size_t kLists = 3;
constexpr std::size_t kCounters = 5;

/// Fixed part: hash of all that follows it, lengths of the three lists, counters, best loss.
struct Head {
  std::uint64_t hash = 0;
  std::array<std::uint64_t, kLists> lengths{};
  std::array<std::uint64_t, kCounters> counters{};
  double best_loss = 0;
};

std::uint64_t hash_of(std::span<const std::byte> bytes) {
  return hash_bytes(bytes.subspan(sizeof(std::uint64_t)));
}

}  // namespace

std::vector<std::byte> pack(const train::Checkpoint& c) {
  const std::array<const std::vector<float>*, kLists> lists = {&c.parameters, &c.moments,
                                                               &c.best_parameters};
  Head head;
  head.counters = {c.step, c.optimizer_step, c.epoch, c.position, c.best_epoch};
  head.best_loss = c.best_loss;
  std::size_t size = sizeof head;
  for (std::size_t i = 0; i < kLists; ++i) {
    head.lengths[i] = lists[i]->size();
    size += lists[i]->size() * sizeof(float);
  }
  std::vector<std::byte> bytes(size);
  std::size_t at = sizeof head;
  for (const auto* list : lists) {
    if (list->empty()) continue;
    std::memcpy(bytes.data() + at, list->data(), list->size() * sizeof(float));
    at += list->size() * sizeof(float);
  }
  std::memcpy(bytes.data(), &head, sizeof head);
  head.hash = hash_of(bytes);
  std::memcpy(bytes.data(), &head, sizeof head);
  return bytes;
}

std::optional<train::Checkpoint> unpack(std::span<const std::byte> bytes) {
  Head head;
  if (bytes.size() < sizeof head) return std::nullopt;
  std::memcpy(&head, bytes.data(), sizeof head);
  if (head.hash != hash_of(bytes)) return std::nullopt;
  std::uint64_t floats = 0;
  for (const std::uint64_t length : head.lengths) {
    if (length > bytes.size()) return std::nullopt;
    floats += length;
  }
  if (sizeof head + floats * sizeof(float) != bytes.size()) return std::nullopt;

  train::Checkpoint c;
  const std::array<std::vector<float>*, kLists> lists = {&c.parameters, &c.moments,
                                                         &c.best_parameters};
  std::size_t at = sizeof head;
  for (std::size_t i = 0; i < kLists; ++i) {
    lists[i]->resize(static_cast<std::size_t>(head.lengths[i]));
    if (lists[i]->empty()) continue;
    std::memcpy(lists[i]->data(), bytes.data() + at, lists[i]->size() * sizeof(float));
    at += lists[i]->size() * sizeof(float);
  }
  c.step = head.counters[0];
  c.optimizer_step = head.counters[1];
  c.epoch = head.counters[2];
  c.position = head.counters[3];
  c.best_epoch = head.counters[4];
  c.best_loss = head.best_loss;
  return c;
}

}  // namespace hunch::session
