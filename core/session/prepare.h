#pragma once

#include <memory>
#include <string>
#include <variant>

#include "data/audio/clips.h"
#include "data/images.h"
#include "data/prepare.h"
#include "kernels/kernels.h"
#include "spec/validate.h"

namespace hunch::session {

/// The user's own data, as they came.
struct OwnData {
  std::string text;                            ///< of a table, a series or to read; or empty
  std::shared_ptr<const data::Images> images;  ///< or null
  std::shared_ptr<const data::Clips> clips;    ///< or null
};

/// The data that a spec asks for, made or `own`, once they and its layers fit one another.
/// Errors: those of data::prepare, data::prepare_images, data::prepare_clips and check_model.
std::variant<data::Prepared, Issues> prepare(const spec::ValidSpec& spec, const OwnData& own,
                                             const kernels::Kernels& kernels);

}  // namespace hunch::session
