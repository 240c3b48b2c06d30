#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace hunch::cli {

/// A file of one example.
struct ClassFile {
  std::string path;
  std::uint16_t label = 0;
  bool is_test = false;
};

/// The files of a folder whose sub-folders are classes.
struct ClassFiles {
  std::vector<ClassFile> files;  ///< those of the test last
  std::vector<std::string> class_names;
};

/// Whether a file of this name is one of the kind that is looked for.
using IsWanted = bool (*)(const std::string& name);

bool is_folder(const std::string& path);
std::string file_name(const std::string& path);
std::string inside(const std::string& folder, std::string_view name);
/// Names of all sub-folders, in order.
std::vector<std::string> sub_folders(const std::string& folder);
/// Names of the wanted files in a folder, and of its sub-folders that have some, in order.
std::vector<std::string> wanted_files(const std::string& folder, IsWanted wanted);
std::vector<std::string> wanted_folders(const std::string& folder, IsWanted wanted);

/// Whether `path` is a folder with a sub-folder of wanted files, or with "train" that is one.
bool holds_classes(const std::string& path, IsWanted wanted);

/// All of them: a sub-folder is a class, both in the order of their names. With "train" and "test"
/// inside, the latter is the test set.
/// Throws Failure (failed): a class of the test that is not learned.
ClassFiles find_classes(const std::string& path, IsWanted wanted);

}  // namespace hunch::cli
