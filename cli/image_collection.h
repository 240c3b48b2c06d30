#pragma once

#include <string>
#include <vector>

#include "cli/image_files.h"
#include "cli/picture.h"

namespace hunch::cli {

/// Pictures as they are brought to one size and collected, in three channels until all are known to
/// be grey. The first decides the size unless one is wanted, made smaller where it is large.
class ImageCollection {
 public:
  explicit ImageCollection(const ImageSize& wanted) : wanted_(wanted) {}
  /// Throws Failure (failed), naming `path`, when they become too many for memory.
  void add(const Picture& picture, std::uint16_t label, bool is_test, const std::string& path);
  data::Images take(std::vector<std::string> class_names);

 private:
  void settle_size(const Picture& first);
  ImageSize wanted_;
  data::Images images_;
  bool grey_ = true;
};

}  // namespace hunch::cli
