#include "session/checkpoint.h"

#include <limits>

#include "base/random.h"
#include "support.h"

using namespace hunch;
using namespace with_session;

TEST_CASE("a packed checkpoint goes on where it stopped, in another session") {
  Session first = open(moons());
  first.train(33);
  const std::vector<std::byte> bytes = session::pack(first.trainer().checkpoint());
  Session second = open(moons());
  const auto checkpoint = session::unpack(bytes);
  REQUIRE(checkpoint);
  CHECK(second.restore(*checkpoint));
  CHECK(second.fingerprint() == first.fingerprint());
  CHECK(second.status().step == 33);
  first.train(50);
  second.train(50);
  CHECK(second.fingerprint() == first.fingerprint());
}

TEST_CASE("damaged bytes are never taken") {
  Session s = open(moons());
  s.train(10);
  const std::vector<std::byte> whole = session::pack(s.trainer().checkpoint());
  REQUIRE(session::unpack(whole));
  for (std::size_t size = 0; size < whole.size(); size += 7) {
    CHECK_FALSE(session::unpack(std::span(whole).first(size)));
  }
  std::vector<std::byte> longer = whole;
  longer.push_back(std::byte{0});
  CHECK_FALSE(session::unpack(longer));
  Random random(3, Stream::kUser);
  for (int i = 0; i < 300; ++i) {
    std::vector<std::byte> damaged = whole;
    damaged[random.below(static_cast<std::uint32_t>(whole.size()))] ^=
        static_cast<std::byte>(1u << random.below(8));
    CHECK_FALSE(session::unpack(damaged));
  }
}

TEST_CASE("a checkpoint of another network is refused, and nothing changes") {
  Session s = open(moons());
  s.train(10);
  const std::string before = s.fingerprint();
  spec::ModelSpec wider = moons();
  wider.model[0].units = 9;
  CHECK_FALSE(s.restore(open(wider).trainer().checkpoint()));
  train::Checkpoint broken = s.trainer().checkpoint();
  broken.parameters[3] = std::numeric_limits<float>::infinity();
  CHECK_FALSE(s.restore(broken));
  CHECK(s.fingerprint() == before);
  CHECK(s.status().step == 10);
}
