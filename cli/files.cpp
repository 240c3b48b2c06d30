#include "cli/files.h"

#include <fmt/format.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

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

fs::path beside(const std::string& path) { return fmt::format("{}.{}.part", path, getpid()); }

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

void check_writable(const std::string& path) {
  const fs::path part = beside(path);
  std::error_code ignored;
  const bool folder = fs::is_directory(path, ignored);
  const File file(folder ? nullptr : std::fopen(part.c_str(), "wb"));
  if (!file) {
    throw Failure(kFailed, fmt::format("{} cannot be written: {}", path,
                                       folder ? "it is a folder" : std::strerror(errno)));
  }
  fs::remove(part, ignored);
}

void write_file(const std::string& path, const std::string& bytes) {
  const fs::path part = beside(path);
  std::FILE* file = std::fopen(part.c_str(), "wb");
  bool written = file != nullptr;
  if (written) {
    written = std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
    written = std::fclose(file) == 0 && written;
  }
  std::error_code error;
  if (written) fs::rename(part, path, error);
  if (written && !error) return;
  const std::string why = error ? error.message() : std::strerror(errno);
  fs::remove(part, error);
  throw Failure(kFailed, fmt::format("{} cannot be written: {}", path, why));
}

}  // namespace hunch::cli
