#include "cli/files.h"

#include <fmt/format.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string_view>

#include "cli/status.h"

namespace hunch::cli {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t kMostBytes = std::size_t{1} << 30;
constexpr std::size_t kBlock = std::size_t{1} << 18;

struct CloseFile {
  void operator()(std::FILE* file) const {
    if (file != stdin) std::fclose(file);
  }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

std::string named(const std::string& path) { return path == "-" ? "standard input" : path; }

[[noreturn]] void too_large(const std::string& path) {
  throw Failure(kFailed, fmt::format("{} is larger than 1 GB", named(path)));
}

std::string unpack(const std::string& path, std::string& packed) {
  z_stream stream{};
  constexpr int kGzip = 16 + MAX_WBITS;
  if (inflateInit2(&stream, kGzip) != Z_OK) throw Failure(kFailed, "no memory to unpack");
  const std::unique_ptr<z_stream, int (*)(z_stream*)> closer(&stream, inflateEnd);
  stream.next_in = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_in = static_cast<uInt>(packed.size());
  std::string text;
  int state = Z_OK;
  while (state != Z_STREAM_END) {
    const std::size_t have = text.size();
    if (have > kMostBytes) too_large(path);
    text.resize(have + kBlock);
    stream.next_out = reinterpret_cast<Bytef*>(text.data() + have);
    stream.avail_out = static_cast<uInt>(kBlock);
    state = inflate(&stream, Z_NO_FLUSH);
    text.resize(have + kBlock - stream.avail_out);
    if (state == Z_STREAM_END && stream.avail_in > 0) {
      // A gzip file may be several, one after another.
      inflateReset(&stream);
      state = Z_OK;
    } else if (state != Z_OK && state != Z_STREAM_END) {
      throw Failure(kFailed, fmt::format("{} is a damaged or cut gzip file", named(path)));
    }
  }
  return text;
}

void append_utf8(std::string& text, char32_t code) {
  const int more = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
  constexpr char32_t kFirst[] = {0, 0xC0, 0xE0, 0xF0};
  text += static_cast<char>(kFirst[more] | code >> (6 * more));
  for (int i = more; i-- > 0;) text += static_cast<char>(0x80 | (code >> (6 * i) & 0x3F));
}

/// UTF-16 without its mark, high byte first or last. Halves of characters become U+FFFD.
std::string from_utf16(std::string_view bytes, bool high_first) {
  const auto unit = [&](std::size_t i) -> char32_t {
    if (2 * i + 1 >= bytes.size()) return 0;
    const char32_t a = static_cast<unsigned char>(bytes[2 * i]);
    const char32_t b = static_cast<unsigned char>(bytes[2 * i + 1]);
    return high_first ? a << 8 | b : b << 8 | a;
  };
  std::string text;
  for (std::size_t i = 0; i < (bytes.size() + 1) / 2; ++i) {
    const bool cut = 2 * i + 1 == bytes.size();
    const char32_t first = unit(i), second = unit(i + 1);
    const bool half = (first & 0xF800) == 0xD800;
    if (half && first < 0xDC00 && (second & 0xFC00) == 0xDC00) {
      append_utf8(text, 0x10000 + ((first & 0x3FF) << 10 | (second & 0x3FF)));
      ++i;
    } else {
      append_utf8(text, half || cut ? U'\uFFFD' : first);
    }
  }
  return text;
}

[[noreturn]] void unwritable(const std::string& path, const std::string& why) {
  throw Failure(kFailed, fmt::format("{} cannot be written: {}", path, why));
}

/// Where the links at `path` lead, also to a file that is not there yet.
fs::path behind_links(fs::path path) {
  constexpr int kMostLinks = 40;
  std::error_code error;
  for (int i = 0; i < kMostLinks && fs::is_symlink(fs::symlink_status(path, error)); ++i) {
    path = path.parent_path() / fs::read_symlink(path, error);
  }
  return path;
}

/// A file, there or not, is replaced; a device or a pipe would be lost that way.
bool is_replaced(const std::string& path) {
  std::error_code ignored;
  const fs::file_status status = fs::status(path, ignored);
  return !fs::exists(status) || fs::is_regular_file(status);
}

fs::path beside(const fs::path& file) { return fmt::format("{}.{}.part", file.string(), getpid()); }

/// Whether nobody or at least not this user may write to what is there. The superuser always may,
/// which the mode alone must tell.
bool is_read_only(const std::string& path) {
  constexpr fs::perms kWrite =
      fs::perms::owner_write | fs::perms::group_write | fs::perms::others_write;
  std::error_code ignored;
  const fs::file_status status = fs::status(path, ignored);
  if (!fs::exists(status)) return false;
  return (status.permissions() & kWrite) == fs::perms::none || access(path.c_str(), W_OK) != 0;
}

/// Why the bytes did not get there; empty if they did.
std::string write_bytes(const fs::path& path, const std::string& bytes) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return std::strerror(errno);
  const bool written = std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
  const int error = errno;
  if (std::fclose(file) == 0 && written) return "";
  return std::strerror(written ? errno : error);
}

}  // namespace

std::string read_file(const std::string& path) {
  std::error_code ignored;
  if (path != "-" && fs::is_directory(path, ignored)) {
    throw Failure(kFailed, fmt::format("{} is a folder", path));
  }
  const File file(path == "-" ? stdin : std::fopen(path.c_str(), "rb"));
  if (!file) {
    throw Failure(kFailed, fmt::format("{} cannot be read: {}", path, std::strerror(errno)));
  }
  std::string bytes;
  for (std::size_t got = kBlock; got > 0;) {
    const std::size_t have = bytes.size();
    if (have > kMostBytes) too_large(path);
    bytes.resize(have + kBlock);
    got = std::fread(bytes.data() + have, 1, kBlock, file.get());
    bytes.resize(have + got);
  }
  if (std::ferror(file.get()) != 0) {
    throw Failure(kFailed, fmt::format("{} cannot be read: {}", named(path), std::strerror(errno)));
  }
  const bool packed = bytes.size() > 2 && bytes[0] == '\x1f' && bytes[1] == '\x8b';
  return packed ? unpack(path, bytes) : bytes;
}

std::string read_text(const std::string& path) {
  std::string bytes = read_file(path);
  const bool high_first = bytes.starts_with("\xFE\xFF");
  if (!high_first && !bytes.starts_with("\xFF\xFE")) return bytes;
  return from_utf16(std::string_view(bytes).substr(2), high_first);
}

void check_writable(const std::string& path) {
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) unwritable(path, "it is a folder");
  if (is_read_only(path)) unwritable(path, "it is there and read-only");
  if (!is_replaced(path)) return;
  const fs::path part = beside(behind_links(path));
  const std::string problem = write_bytes(part, "");
  if (!problem.empty()) unwritable(path, problem);
  fs::remove(part, ignored);
}

void write_file(const std::string& path, const std::string& bytes) {
  if (!is_replaced(path)) {
    const std::string problem = write_bytes(path, bytes);
    if (!problem.empty()) unwritable(path, problem);
    return;
  }
  const fs::path file = behind_links(path), part = beside(file);
  std::string problem = write_bytes(part, bytes);
  std::error_code error;
  if (problem.empty()) fs::rename(part, file, error);
  if (error) problem = error.message();
  if (problem.empty()) return;
  fs::remove(part, error);
  unwritable(path, problem);
}

}  // namespace hunch::cli
