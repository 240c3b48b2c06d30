#pragma once

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <variant>
#include <vector>

#include "core/nn/build.h"
#include "session/session.h"

/// Sessions for tests.
namespace with_session {

using hunch::session::Session;

inline Session open(const hunch::spec::ModelSpec& spec, const std::string& csv = {},
                    const hunch::kernels::Kernels* kernels = nullptr) {
  auto opened = Session::open(build::valid(spec), csv, kernels);
  if (const auto* issues = std::get_if<hunch::Issues>(&opened)) {
    FAIL(issues->front().pointer << ": " << issues->front().allowed);
  }
  return std::move(std::get<Session>(opened));
}

/// Two layers of 8 with dropout after each, on a small set of two moons; exact.
inline hunch::spec::ModelSpec moons() {
  hunch::spec::ModelSpec spec;
  spec.data.source = hunch::spec::Source::kMoons;
  spec.data.samples = 100;
  spec.model = {build::dense(8, hunch::spec::Activation::kTanh), build::dropout(0.1),
                build::dense(8, hunch::spec::Activation::kTanh), build::dropout(0.2)};
  spec.training.batch = 16;
  spec.exact = true;
  return spec;
}

/// One input, one number to learn.
inline hunch::spec::ModelSpec curve() {
  hunch::spec::ModelSpec spec = moons();
  spec.data.source = hunch::spec::Source::kSine;
  spec.data.features = {hunch::spec::Feature::kX};
  return spec;
}

inline std::vector<float> weights(const Session& session) {
  return {session.parameters().begin(), session.parameters().end()};
}

inline std::string file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace with_session
