#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The safetensors format: the header's length as 8 bytes, little endian; the header, a JSON object
/// {"name":{"dtype":"F32","shape":[...],"data_offsets":[begin,end]},...,"__metadata__":{...}}; then
/// the tensors' bytes without a gap. https://huggingface.co/docs/safetensors
namespace hunch::io {

inline constexpr std::size_t kMaxHeaderBytes = 4 << 20;
inline constexpr std::size_t kMaxTensors = 100;
inline constexpr std::size_t kMaxRank = 4;
inline constexpr std::uint64_t kMaxFileBytes = std::uint64_t{1} << 30;

struct Tensor {
  std::string name;
  std::vector<std::size_t> shape;
  std::vector<float> values;  ///< row-major, as many as the shape says
};

struct Safetensors {
  std::vector<Tensor> tensors;  ///< in the order of their bytes
  std::vector<std::pair<std::string, std::string>> metadata;

  const Tensor* find(std::string_view name) const;       ///< null when there is none
  const std::string* about(std::string_view key) const;  ///< a metadata text, or null
};

/// Tensors in the order given; the header is padded so that their bytes begin at a multiple of 8.
/// Throws Error for a name or key that comes twice, values that do not fill a shape, or what the
/// reader's limits would refuse.
std::string write_safetensors(const Safetensors& file);

/// Throws Error with what is wrong and where: a header that is cut, too long or no such JSON;
/// tensors that overlap, leave gaps or reach beyond the file; a type other than F32.
Safetensors read_safetensors(std::string_view bytes);

}  // namespace hunch::io
