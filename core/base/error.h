#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace hunch {

/// Thrown while something is being built or read: an op with shapes that do not fit, a file that is
/// damaged. The text names what was met and what is needed: `[dense] input (32,3): needs 2
/// features`. Never thrown from a training step.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One thing wrong with a document: where (JSON pointer), what stands there (as JSON text,
/// shortened to 80 characters), and what is allowed, in words for a person.
struct Issue {
  std::string pointer;
  std::string value;
  std::string allowed;
};

using Issues = std::vector<Issue>;

}  // namespace hunch
