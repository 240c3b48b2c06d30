#include <cmath>

#include "session/plane.h"
#include "support.h"

using namespace hunch;
using namespace with_session;
using session::Surface;

namespace {

/// Everything that looks at a session.
void look_around(Session& s) {
  const std::vector<int> units = {0, 1, 2};
  s.unit_fields(0, units, 12);
  s.surface(10, 20, 7);
  s.surface(12, 5, 5);
  s.draw(10, 3);
  const std::vector<double> raw(s.prepared().dataset.inputs.size(), 0.3);
  s.probe(raw, 25);
  s.points();
  s.history();
  s.status();
  s.trainer().evaluate(train::Part::kValidation);
}

void check_equal(const Surface& a, const Surface& b) {
  CHECK(a.samples == b.samples);
  CHECK(a.mean == b.mean);
  CHECK(a.winner == b.winner);
  CHECK(a.total == b.total);
  CHECK(a.aleatoric == b.aleatoric);
  CHECK(a.epistemic == b.epistemic);
}

/// Raw inputs of point g of the session's plane.
std::vector<double> place(const Session& s, int cells, std::size_t g) {
  const data::Dataset& data = s.prepared().dataset;
  const std::vector<double> raw =
      session::plane_raw(session::plane_of(*s.spec(), data), data, cells);
  const std::size_t inputs = data.inputs.size();
  return {raw.begin() + static_cast<std::ptrdiff_t>(g * inputs),
          raw.begin() + static_cast<std::ptrdiff_t>((g + 1) * inputs)};
}

}  // namespace

TEST_CASE("probing never changes training") {
  for (const spec::ModelSpec& spec : {moons(), curve()}) {
    Session quiet = open(spec);
    Session watched = open(spec);
    for (int i = 0; i < 40; ++i) {
      quiet.train(5);
      watched.train(5);
      look_around(watched);
      if (i % 10 == 0) look_around(watched);
    }
    CHECK(quiet.fingerprint() == watched.fingerprint());
    CHECK(quiet.history().back().validation.loss == watched.history().back().validation.loss);
  }
}

TEST_CASE("a surface refined in pieces is the one made at once") {
  for (const spec::ModelSpec& spec : {moons(), curve()}) {
    Session s = open(spec);
    s.train(50);
    Surface piecewise = s.surface(9, 40, 1);
    CHECK(piecewise.samples == 1);
    CHECK_FALSE(piecewise.complete);
    while (!piecewise.complete) piecewise = s.surface(9, 40, 7);
    Session again = open(spec);
    again.train(50);
    check_equal(piecewise, again.surface(9, 40, 40));
    CHECK(piecewise.samples == 40);
    CHECK(piecewise.mean.size() == (spec.data.source == spec::Source::kMoons ? 81 : 9));
  }
}

TEST_CASE("a surface starts anew when the weights, the cells or the axes change") {
  Session s = open(moons());
  s.train(50);
  s.surface(9, 40, 40);
  const std::vector<float> before = s.surface(9, 40, 1).mean;
  s.train(1);
  CHECK(s.surface(9, 40, 3).samples == 3);
  CHECK(s.surface(9, 40, 40).mean != before);
  CHECK(s.surface(5, 40, 2).samples == 2);
  s.set_weight(0, 0, 0, 3);
  CHECK(s.surface(5, 40, 2).samples == 2);
  spec::ModelSpec flipped = moons();
  flipped.view.axes = {1, 0};
  s.apply(build::valid(flipped));
  CHECK(s.surface(5, 40, 2).samples == 2);
}

TEST_CASE("surface and probe tell the same about a place, within the error of sampling") {
  const int cells = 7;
  const int samples = 4000;
  Session s = open(moons());
  s.train(100);
  const Surface surface = s.surface(cells, samples, samples);
  for (const std::size_t g : {0u, 10u, 24u, 30u, 48u}) {
    CAPTURE(g);
    const session::Probe probe = s.probe(place(s, cells, g), 4000);
    // Five standard errors of the difference of two means.
    double variance = 0;
    for (const float p : probe.draws) {
      variance += std::pow(static_cast<double>(p) - probe.mean, 2) / samples;
    }
    CHECK(std::fabs(static_cast<double>(surface.mean[g]) - probe.mean) <
          5 * std::sqrt(2 * variance / samples) + 1e-6);
    CHECK(static_cast<double>(surface.total[g]) == doctest::Approx(probe.total).epsilon(0.1));
    CHECK(static_cast<double>(surface.aleatoric[g]) ==
          doctest::Approx(probe.aleatoric).epsilon(0.1));
  }
}

TEST_CASE("the parts of a regression add up, and a curve's are those of its probes") {
  const int cells = 9;
  Session s = open(curve());
  s.train(200);
  const Surface surface = s.surface(cells, 2000, 2000);
  const double residual =
      s.trainer().residual_deviation() * s.prepared().dataset.target_scaling.deviation[0];
  for (std::size_t g = 0; g < 9; ++g) {
    CHECK(surface.total[g] ==
          doctest::Approx(static_cast<double>(surface.aleatoric[g] + surface.epistemic[g])));
    CHECK(static_cast<double>(surface.aleatoric[g]) == doctest::Approx(residual * residual));
    const session::Probe probe = s.probe(place(s, cells, g), 2000);
    CHECK(static_cast<double>(surface.epistemic[g]) ==
          doctest::Approx(probe.epistemic).epsilon(0.25));
    CHECK(probe.q05 <= probe.q50);
    CHECK(probe.q50 <= probe.q95);
  }
}

TEST_CASE("1/tau enters the variance in the target's own units") {
  spec::ModelSpec spec = curve();
  spec.uncertainty.tau = 4;
  Session s = open(spec);
  s.train(20);
  const Surface surface = s.surface(5, 10, 10);
  for (const float v : surface.aleatoric) {
    CHECK(static_cast<double>(v) == doctest::Approx(0.25));
  }
}

TEST_CASE("without dropout one sample is all there is, and nothing is epistemic") {
  spec::ModelSpec spec = moons();
  spec.model = {moons().model[0], moons().model[2]};
  Session s = open(spec);
  s.train(50);
  const Surface surface = s.surface(6, 100, 100);
  CHECK(surface.complete);
  CHECK(surface.samples == 1);
  for (const float v : surface.epistemic) CHECK(v == doctest::Approx(0).epsilon(1e-6));
  CHECK(s.draw(6, 0).mean == surface.mean);
}

TEST_CASE("a drawn pass is one function: the same again, and units asleep are told") {
  Session s = open(moons());
  s.train(50);
  const session::FunctionDraw first = s.draw(8, 5);
  CHECK(s.draw(8, 5).mean == first.mean);
  CHECK(s.draw(8, 6).mean != first.mean);
  CHECK(s.draw(8, 5).awake == first.awake);
  // One mask for all inputs: with every unit of a layer known, each cell follows. Coarser grids of
  // the same function agree where they share a place (odd sizes share the centre).
  const std::vector<float> fine = s.draw(9, 5).mean;
  const std::vector<float> coarse = s.draw(3, 5).mean;
  CHECK(fine[40] == doctest::Approx(static_cast<double>(coarse[4])));
}

TEST_CASE("noise that puts no unit to sleep tells of none") {
  spec::ModelSpec spec = moons();
  spec.model = {build::dense(8, spec::Activation::kRelu),
                build::noise(spec::LayerType::kGaussianDropout, 0.3),
                build::noise(spec::LayerType::kDropconnect, 0.2),
                build::noise(spec::LayerType::kAlphaDropout, 0.3)};
  Session s = open(spec);
  s.train(50);
  const session::FunctionDraw draw = s.draw(9, 5);
  REQUIRE(draw.awake.size() == 3);
  CHECK(draw.awake[0].empty());
  CHECK(draw.awake[1].size() == 8);
  CHECK(s.draw(9, 6).mean != draw.mean);
  CHECK(draw.mean[40] == doctest::Approx(static_cast<double>(s.draw(3, 5).mean[4])));

  const session::Probe probe = s.probe(std::vector<double>{0.3, 0.2}, 200);
  CHECK(probe.epistemic > 0);
  for (const std::uint16_t count : probe.asleep[0]) CHECK(count == 0);
  int asleep = 0;
  for (const std::uint16_t count : probe.asleep[1]) asleep += count;
  CHECK(std::fabs(asleep / 1600.0 - 0.3) < 0.06);

  Session watched = open(spec);
  for (int i = 0; i < 10; ++i) {
    watched.train(5);
    look_around(watched);
  }
  CHECK(watched.fingerprint() == s.fingerprint());
}
