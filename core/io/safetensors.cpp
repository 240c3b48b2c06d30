#include "io/safetensors.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <set>

#include "base/error.h"
#include "spec/json_tree.h"

namespace hunch::io {
namespace {

using spec::json_quote;
using spec::JsonNode;
using Kind = JsonNode::Kind;

static_assert(std::endian::native == std::endian::little, "floats are copied as they lie");
constexpr std::size_t kLengthBytes = 8;
constexpr std::string_view kMetadata = "__metadata__";

[[noreturn]] void refuse(const std::string& what) { throw Error("[safetensors] " + what); }

std::uint64_t read_length(std::string_view bytes) {
  std::uint64_t length = 0;
  for (std::size_t i = 0; i < kLengthBytes; ++i) {
    length |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
  }
  return length;
}

std::string length_bytes(std::uint64_t length) {
  std::string bytes;
  for (std::size_t i = 0; i < kLengthBytes; ++i) {
    bytes += static_cast<char>((length >> (8 * i)) & 0xff);
  }
  return bytes;
}

/// The number of values of a shape whose sides are whole; beyond the largest file it is cut.
std::uint64_t value_count(const std::vector<std::size_t>& shape) {
  std::uint64_t count = 1;
  for (const std::size_t side : shape) {
    if (side != 0 && count > kMaxFileBytes / side) return kMaxFileBytes;
    count *= side;
  }
  return count;
}

std::string shape_text(const std::vector<std::size_t>& shape) {
  std::string text = "[";
  for (std::size_t i = 0; i < shape.size(); ++i) {
    text += (i > 0 ? "," : "") + std::to_string(shape[i]);
  }
  return text + "]";
}

/// Names of a header's members, each once.
void check_keys(const JsonNode& object, const std::string& where) {
  std::set<std::string_view> seen;
  for (const std::string& key : object.keys) {
    if (!seen.insert(key).second) refuse(where + " names " + json_quote(key) + " twice");
  }
}

/// A tensor's place: its bytes are [begin, end) of what follows the header.
struct Entry {
  std::string name;
  std::vector<std::size_t> shape;
  std::uint64_t begin = 0, end = 0;
};

/// Takes the description of one tensor apart.
class EntryReader {
 public:
  EntryReader(const std::string& name, const JsonNode& node)
      : where_("tensor " + json_quote(name)), node_(node) {
    if (node.kind != Kind::kObject) refuse(where_ + ": needs an object");
    check_keys(node, where_);
    for (const std::string& key : node.keys) {
      if (key != "dtype" && key != "shape" && key != "data_offsets") {
        refuse(where_ + ": unknown member " + json_quote(key));
      }
    }
    entry_.name = name;
  }

  Entry read() {
    const JsonNode& dtype = member("dtype", Kind::kString);
    if (dtype.text != "F32") refuse(where_ + ": type " + json_quote(dtype.text) + ", needs F32");
    const std::vector<JsonNode>& shape = member("shape", Kind::kArray).children;
    if (shape.size() > kMaxRank) {
      refuse(where_ + ": " + std::to_string(shape.size()) + " dimensions, at most " +
             std::to_string(kMaxRank));
    }
    for (const JsonNode& side : shape) {
      entry_.shape.push_back(static_cast<std::size_t>(whole(side, "a side of its shape")));
    }
    const std::vector<JsonNode>& offsets = member("data_offsets", Kind::kArray).children;
    if (offsets.size() != 2) refuse(where_ + ": data_offsets needs a begin and an end");
    entry_.begin = whole(offsets[0], "its begin");
    entry_.end = whole(offsets[1], "its end");
    const std::uint64_t bytes = value_count(entry_.shape) * sizeof(float);
    if (entry_.end < entry_.begin || entry_.end - entry_.begin != bytes) {
      refuse(where_ + ": bytes " + std::to_string(entry_.begin) + " to " +
             std::to_string(entry_.end) + " do not fit its shape " + shape_text(entry_.shape));
    }
    return entry_;
  }

 private:
  const JsonNode& member(std::string_view name, Kind kind) {
    for (std::size_t i = 0; i < node_.keys.size() && i < node_.children.size(); ++i) {
      if (node_.keys[i] == name && node_.children[i].kind == kind) return node_.children[i];
    }
    refuse(where_ + ": no " + std::string(name) + " of the right type");
  }
  std::uint64_t whole(const JsonNode& node, const std::string& what) {
    const bool fits = node.kind == Kind::kNumber && node.number >= 0 &&
                      node.number <= static_cast<double>(kMaxFileBytes) &&
                      node.number == std::floor(node.number);
    if (!fits) refuse(where_ + ": " + what + " is no whole number up to 2^30");
    return static_cast<std::uint64_t>(node.number);
  }

  std::string where_;
  const JsonNode& node_;
  Entry entry_;
};

void read_metadata(const JsonNode& node, Safetensors& file) {
  if (node.kind != Kind::kObject) refuse("__metadata__ needs an object");
  check_keys(node, "__metadata__");
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    if (node.children[i].kind != Kind::kString) {
      refuse("__metadata__ " + json_quote(node.keys[i]) + ": needs a text");
    }
    file.metadata.emplace_back(node.keys[i], node.children[i].text);
  }
}

/// The entries in the order of their bytes, which they must tile without gap or overlap.
void check_tiling(std::vector<Entry>& entries, std::size_t bytes) {
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
  });
  std::uint64_t at = 0;
  for (const Entry& entry : entries) {
    if (entry.begin != at) {
      refuse("tensor " + json_quote(entry.name) + " begins at byte " + std::to_string(entry.begin) +
             (entry.begin < at ? ", inside another" : ", after a gap") + ": needs " +
             std::to_string(at));
    }
    at = entry.end;
  }
  if (at != bytes) {
    refuse("the tensors take " + std::to_string(at) + " bytes, the file has " +
           std::to_string(bytes) + (at > bytes ? ": it is cut" : ": there is more at its end"));
  }
}

}  // namespace

const Tensor* Safetensors::find(std::string_view name) const {
  for (const Tensor& tensor : tensors) {
    if (tensor.name == name) return &tensor;
  }
  return nullptr;
}

const std::string* Safetensors::about(std::string_view key) const {
  for (const auto& [name, text] : metadata) {
    if (name == key) return &text;
  }
  return nullptr;
}

std::string write_safetensors(const Safetensors& file) {
  if (file.tensors.size() > kMaxTensors) refuse("at most 100 tensors");
  std::set<std::string_view> names;
  std::string header = "{\"" + std::string(kMetadata) + "\":{";
  for (const auto& [key, text] : file.metadata) {
    if (!names.insert(key).second) refuse("metadata " + json_quote(key) + " comes twice");
    header += (header.back() == '{' ? "" : ",") + json_quote(key) + ":" + json_quote(text);
  }
  header += "}";
  names = {kMetadata};
  std::uint64_t at = 0;
  for (const Tensor& tensor : file.tensors) {
    if (!names.insert(tensor.name).second) refuse("tensor " + json_quote(tensor.name) + " twice");
    if (tensor.shape.size() > kMaxRank || value_count(tensor.shape) != tensor.values.size()) {
      refuse("tensor " + json_quote(tensor.name) + ": " + std::to_string(tensor.values.size()) +
             " values do not fill the shape " + shape_text(tensor.shape));
    }
    const std::uint64_t end = at + tensor.values.size() * sizeof(float);
    header += "," + json_quote(tensor.name) +
              ":{\"dtype\":\"F32\",\"shape\":" + shape_text(tensor.shape) + ",\"data_offsets\":[" +
              std::to_string(at) + "," + std::to_string(end) + "]}";
    at = end;
  }
  header += "}";
  header.append((8 - header.size() % 8) % 8, ' ');
  if (header.size() > kMaxHeaderBytes || at > kMaxFileBytes) refuse("the model is too large");

  std::string bytes = length_bytes(header.size()) + header;
  std::size_t place = bytes.size();
  bytes.resize(bytes.size() + static_cast<std::size_t>(at));
  for (const Tensor& tensor : file.tensors) {
    if (tensor.values.empty()) continue;
    const std::size_t size = tensor.values.size() * sizeof(float);
    std::memcpy(bytes.data() + place, tensor.values.data(), size);
    place += size;
  }
  return bytes;
}

Safetensors read_safetensors(std::string_view bytes) {
  if (bytes.size() < kLengthBytes) refuse("the file is cut: it has no header");
  const std::uint64_t length = read_length(bytes);
  if (length > kMaxHeaderBytes) {
    refuse("a header of " + std::to_string(length) + " bytes, at most " +
           std::to_string(kMaxHeaderBytes) + ": this is no safetensors file, or not one of ours");
  }
  bytes.remove_prefix(kLengthBytes);
  if (length > bytes.size()) refuse("the file is cut inside its header");
  const std::string_view header = bytes.substr(0, static_cast<std::size_t>(length));
  const std::string_view data = bytes.substr(static_cast<std::size_t>(length));
  if (header.empty() || header.front() != '{') refuse("the header is no JSON object");

  Issues issues;
  const JsonNode root = spec::parse_own_json(header, issues);
  if (!issues.empty()) refuse("the header is broken: needs " + issues.front().allowed);
  check_keys(root, "the header");
  if (root.children.size() > kMaxTensors + 1) refuse("at most 100 tensors");

  Safetensors file;
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < root.children.size(); ++i) {
    if (root.keys[i] == kMetadata) {
      read_metadata(root.children[i], file);
    } else {
      entries.push_back(EntryReader(root.keys[i], root.children[i]).read());
    }
  }
  check_tiling(entries, data.size());
  for (const Entry& entry : entries) {
    Tensor tensor{entry.name, entry.shape, {}};
    tensor.values.resize(static_cast<std::size_t>(entry.end - entry.begin) / sizeof(float));
    if (!tensor.values.empty()) {
      std::memcpy(tensor.values.data(), data.data() + entry.begin,
                  static_cast<std::size_t>(entry.end - entry.begin));
    }
    file.tensors.push_back(std::move(tensor));
  }
  return file;
}

}  // namespace hunch::io
