#include "data/subset.h"

#include <algorithm>
#include <set>
#include <vector>

#include "support.h"

using namespace hunch;
using namespace with_data;

namespace {

std::set<std::int32_t> learned(const data::Dataset& d) {
  std::set<std::int32_t> origins;
  for (std::size_t n = 0; n < d.count(); ++n)
    if (d.is_train[n] != 0) origins.insert(d.origin[n]);
  return origins;
}

}  // namespace

TEST_CASE("subset: fewer training examples, nested, in the classes' shares; the others stay") {
  const data::Dataset all =
      prepared(checked_spec(R"({"data":{"source":"blobs","classes":4,"samples":200}})")).dataset;
  const data::Dataset some = data::with_fewer(all, 40, 1), fewer = data::with_fewer(all, 10, 1);
  CHECK(learned(some).size() == 40);
  CHECK(learned(fewer).size() == 10);
  CHECK(std::ranges::includes(learned(some), learned(fewer)));
  CHECK(learned(fewer) != learned(data::with_fewer(all, 10, 2)));
  std::vector<int> per_class(4);
  for (std::size_t n = 0; n < some.count(); ++n)
    per_class[static_cast<std::size_t>(some.target_raw[n])] += some.is_train[n];
  CHECK(per_class == std::vector<int>{10, 10, 10, 10});
  CHECK(some.count() == all.count() - learned(all).size() + 40);

  // Every row is one of the whole, with all that belongs to it.
  for (std::size_t n = 0, m = 0; n < some.count(); ++n, ++m) {
    while (all.origin[m] != some.origin[n]) ++m;
    CHECK(some.features[2 * n] == all.features[2 * m]);
    CHECK(some.raw[2 * n + 1] == all.raw[2 * m + 1]);
    CHECK(some.targets[n] == all.targets[m]);
    CHECK(some.is_train[n] == all.is_train[m]);
  }
  CHECK(data::with_fewer(all, learned(all).size(), 1).features == all.features);
  CHECK_THROWS_WITH_AS(data::with_fewer(all, 141, 1),
                       "[subset] 141 training examples: needs 1 to 140", Error);
}
