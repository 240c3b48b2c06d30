#include "session/prepare.h"

#include "session/check_model.h"

namespace hunch::session {
namespace {

std::variant<data::Prepared, Issues> prepare_any(const spec::ValidSpec& spec, const OwnData& own) {
  const spec::Source source = spec->data.source;
  if (source == spec::Source::kImages && own.images != nullptr) {
    return data::prepare_images(spec, *own.images);
  }
  if (source == spec::Source::kAudio && own.clips != nullptr) {
    return data::prepare_clips(spec, *own.clips);
  }
  return data::prepare(spec, own.text);
}

}  // namespace

std::variant<data::Prepared, Issues> prepare(const spec::ValidSpec& spec, const OwnData& own,
                                             const kernels::Kernels& kernels) {
  auto prepared = prepare_any(spec, own);
  if (const auto* ready = std::get_if<data::Prepared>(&prepared)) {
    Issues issues = check_model(spec, ready->dataset, kernels);
    if (!issues.empty()) return issues;
  }
  return prepared;
}

}  // namespace hunch::session
