#include "cli/picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <memory>
#include <utility>

#include "cli/files.h"
#include "cli/orientation.h"
#include "cli/status.h"

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_NO_STDIO
#define STBI_MAX_DIMENSIONS 131072  // sheets of many images are tall
#include <stb_image.h>

namespace hunch::cli {
namespace {

constexpr long long kMostPixels = 1LL << 26;

[[noreturn]] void refuse_picture(const std::string& path, const char* why) {
  throw Failure(kFailed, fmt::format("{}: {}", path, why));
}

/// Red, green, blue, opacity over white.
std::uint8_t over_white(const std::uint8_t* pixel, int channel) {
  const int opacity = pixel[3];
  return static_cast<std::uint8_t>((pixel[channel] * opacity + 255 * (255 - opacity) + 127) / 255);
}

}  // namespace

bool is_picture(const std::string& name) {
  std::string end = std::filesystem::path(name).extension().string();
  std::transform(end.begin(), end.end(), end.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return end == ".png" || end == ".jpg" || end == ".jpeg";
}

std::vector<std::uint8_t> luma(const std::vector<std::uint8_t>& pixels) {
  std::vector<std::uint8_t> grey;
  grey.reserve(pixels.size() / 3);
  for (std::size_t i = 0; i + 2 < pixels.size(); i += 3) {
    const int sum = 299 * pixels[i] + 587 * pixels[i + 1] + 114 * pixels[i + 2];
    grey.push_back(static_cast<std::uint8_t>((sum + 500) / 1000));
  }
  return grey;
}

Picture read_picture(const std::string& path) {
  const std::string bytes = read_file(path);
  const auto* data = reinterpret_cast<const stbi_uc*>(bytes.data());
  const int size = static_cast<int>(bytes.size());  // read_file takes 1 GB at most
  Picture picture;
  int channels = 0;
  if (stbi_info_from_memory(data, size, &picture.width, &picture.height, &channels) == 0) {
    refuse_picture(path, "no PNG or JPEG image");
  }
  const long long count = 1LL * picture.width * picture.height;
  if (count > kMostPixels) refuse_picture(path, "more than 64 megapixels");
  const std::unique_ptr<stbi_uc, void (*)(void*)> decoded(
      stbi_load_from_memory(data, size, &picture.width, &picture.height, &channels, 4),
      stbi_image_free);
  if (decoded == nullptr) refuse_picture(path, "a damaged image");
  picture.grey = true;
  picture.pixels.reserve(static_cast<std::size_t>(count) * 3);
  for (long long i = 0; i < count; ++i) {
    const stbi_uc* pixel = decoded.get() + 4 * i;
    for (int channel = 0; channel < 3; ++channel) {
      picture.pixels.push_back(over_white(pixel, channel));
    }
    picture.grey = picture.grey && pixel[0] == pixel[1] && pixel[1] == pixel[2];
  }
  return upright(std::move(picture), orientation_of(bytes));
}

}  // namespace hunch::cli
