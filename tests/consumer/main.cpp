// Trains the default network a little, as a program of somebody else's would.
#include <variant>

#include "session/session.h"
#include "spec/validate.h"

int main() {
  const auto checked = hunch::spec::validate("{}");
  auto opened = hunch::session::Session::open(checked.spec);
  auto* session = std::get_if<hunch::session::Session>(&opened);
  return checked.valid() && session != nullptr && session->train(10) == 10 ? 0 : 1;
}
