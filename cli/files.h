#pragma once

#include <string>

namespace hunch::cli {

/// A whole file, "-" for standard input; gzip is unpacked.
/// Throws Failure (failed): no such file, unreadable, damaged, more than 1 GB.
std::string read_file(const std::string& path);

/// The same for what people write: UTF-16 with its mark becomes UTF-8, all else stays as it is.
std::string read_text(const std::string& path);

/// Before hours go by: throws Failure (failed) unless a file can be made at `path`, or what is
/// there may be written.
void check_writable(const std::string& path);

/// All of it or nothing: written beside and moved into place, where a link leads. A device or a
/// pipe is written to as it is. Throws Failure (failed).
void write_file(const std::string& path, const std::string& bytes);

}  // namespace hunch::cli
