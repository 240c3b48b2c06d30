#include "cli/class_folders.h"

#include <utility>

#include "cli/class_files.h"
#include "cli/image_collection.h"

namespace hunch::cli {

bool holds_class_folders(const std::string& path) { return holds_classes(path, is_picture); }

data::Images read_class_folders(const std::string& path, const ImageSize& wanted) {
  ClassFiles found = find_classes(path, is_picture);
  ImageCollection collection(wanted);
  for (const ClassFile& file : found.files) {
    collection.add(read_picture(file.path), file.label, file.is_test, file.path);
  }
  return collection.take(std::move(found.class_names));
}

}  // namespace hunch::cli
