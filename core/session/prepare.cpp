#include "session/prepare.h"

#include "session/check_model.h"

namespace hunch::session {

std::variant<data::Prepared, Issues> prepare(const spec::ValidSpec& spec, const OwnData& own,
                                             const kernels::Kernels& kernels) {
  auto prepared = spec->data.source == spec::Source::kImages && own.images != nullptr
                      ? data::prepare_images(spec, *own.images)
                      : data::prepare(spec, own.text);
  if (const auto* ready = std::get_if<data::Prepared>(&prepared)) {
    Issues issues = check_model(spec, ready->dataset, kernels);
    if (!issues.empty()) return issues;
  }
  return prepared;
}

}  // namespace hunch::session
