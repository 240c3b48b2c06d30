#pragma once

#include <string>

#include "cli/class_files.h"
#include "data/audio/clips.h"

namespace hunch::cli {

/// Whether `path` is a folder with WAV files in one of the ways that `find_sounds` finds them.
bool holds_sounds(const std::string& path);
/// What `holds_sounds` looks for, for a person.
inline constexpr const char* kSoundFolders =
    "WAV files CLASS_NAME.wav, or a folder of WAV files for each class";

/// The WAV files of a folder, or the one that `path` is.
///
/// A sub-folder is a class: see class_files.h. Without sub-folders the class is what stands before
/// the first "_" of a name, or the whole name; "train" and "test" may hold such files, the latter
/// the test set. Where every name is CLASS_SPEAKER_INDEX.wav, as in the Free Spoken Digit Dataset,
/// and there is no other test set, its convention holds: the indices 0 to 4 are the test set, if
/// others remain to be learned. Throws Failure (failed): a class of the test that is not learned.
ClassFiles find_sounds(const std::string& path);

/// Throws Failure (failed): unreadable, damaged, too many samples for memory.
data::Clips read_sounds(const ClassFiles& found);

}  // namespace hunch::cli
