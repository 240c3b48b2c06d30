#include "tensor/arena.h"

#include <algorithm>
#include <new>

namespace hunch::tensor {

Arena::Arena(std::size_t bytes)
    : size_(bytes),
      data_(static_cast<std::byte*>(
          ::operator new (std::max<std::size_t>(bytes, 1), std::align_val_t{kAlignment}))) {
  std::fill_n(data_.get(), bytes, std::byte{0});
}

void Arena::Free::operator()(std::byte* p) const {
  ::operator delete (p, std::align_val_t{kAlignment});
}

}  // namespace hunch::tensor
