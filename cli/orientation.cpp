#include "cli/orientation.h"

#include <libexif/exif-data.h>

#include <memory>
#include <utility>

namespace hunch::cli {

int orientation_of(const std::string& bytes) {
  const std::unique_ptr<ExifData, void (*)(ExifData*)> exif(
      exif_data_new_from_data(reinterpret_cast<const unsigned char*>(bytes.data()),
                              static_cast<unsigned>(bytes.size())),
      exif_data_unref);
  if (exif == nullptr) return 1;
  const ExifEntry* entry = exif_content_get_entry(exif->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
  if (entry == nullptr || entry->format != EXIF_FORMAT_SHORT || entry->components != 1) return 1;
  const int value = exif_get_short(entry->data, exif_data_get_byte_order(exif.get()));
  return value >= 1 && value <= 8 ? value : 1;
}

Picture upright(Picture picture, int orientation) {
  if (orientation == 1) return picture;
  const bool turned = orientation >= 5;  // rows were columns
  const bool last_row_first =
      orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  const bool last_column_first =
      orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  Picture seen{turned ? picture.width : picture.height,
               turned ? picture.height : picture.width,
               picture.grey,
               {}};
  seen.pixels.reserve(picture.pixels.size());
  for (int y = 0; y < seen.height; ++y) {
    for (int x = 0; x < seen.width; ++x) {
      const int row = turned ? x : y, column = turned ? y : x;
      const int from_row = last_row_first ? picture.height - 1 - row : row;
      const int from_column = last_column_first ? picture.width - 1 - column : column;
      const std::size_t at =
          3 * (static_cast<std::size_t>(from_row) * static_cast<std::size_t>(picture.width) +
               static_cast<std::size_t>(from_column));
      for (std::size_t c = 0; c < 3; ++c) seen.pixels.push_back(picture.pixels[at + c]);
    }
  }
  return seen;
}

}  // namespace hunch::cli
