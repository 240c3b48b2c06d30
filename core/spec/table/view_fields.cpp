#include "spec/limits.h"
#include "spec/table/table.h"

namespace hunch::spec::table {
namespace {

// How people read the words, and the words that have no enumeration.
constexpr std::array<std::string_view, 5> kModes = {"mean", "total", "aleatoric", "epistemic",
                                                    "sample"};
constexpr std::array<std::string_view, 7> kParts = {"data",   "network",   "curves", "recipe",
                                                    "output", "transport", "share"};
constexpr std::array<std::string_view, 3> kThemes = {"auto", "light", "dark"};

}  // namespace

void add_view(std::vector<Field>& all) {
  using V = ViewSpec;
  constexpr auto view = &ModelSpec::view;
  constexpr double kMaxSeed = 9007199254740991.0;
  // 2^53 - 1
  static constexpr Condition table = when("/data/source", kWords<"csv">);
  static constexpr Field kFields[] = {
      {.pointer = "/seed",
       .place = place<&ModelSpec::seed>(),
       .label = "Seed",
       .help = "The same seed gives the same run.",
       .url_key = "s",
       .low = 0,
       .high = kMaxSeed,
       .step = 1},
      {.pointer = "/exact",
       .place = place<&ModelSpec::exact>(),
       .label = "Exact",
       .help = "The same bits on every machine, a little slower.",
       .url_key = "x"},
      {.pointer = "/view/title",
       .place = place<view, &V::title>(),
       .label = "Title",
       .help = "What this is called.",
       .url_key = "t",
       .longest = 80},
      {.pointer = "/view/text",
       .place = place<view, &V::text>(),
       .label = "Text",
       .help = "A few plain sentences for the reader.",
       .url_key = "tx",
       .longest = 1200},
      {.pointer = "/view/mode",
       .place = place<view, &V::mode>(),
       .label = "Shown",
       .help = "What the output's picture shows.",
       .url_key = "vm",
       .longest = 16,
       .words = kModes},
      {.pointer = "/view/hide",
       .place = place<view, &V::hide>(),
       .label = "Hidden",
       .help = "Parts of the page that are not shown.",
       .url_key = "h",
       .longest = 16,
       .most = kParts.size(),
       .words = kParts},
      {.pointer = "/view/lock",
       .place = place<view, &V::lock>(),
       .label = "Locked",
       .help = "Fields or parts that cannot be changed, such as /training/rate or model.",
       .url_key = "lk",
       .longest = 64,
       .most = 64},
      {.pointer = "/view/theme",
       .place = place<view, &V::theme>(),
       .label = "Theme",
       .help = "Light, dark, or as the system likes it.",
       .url_key = "th",
       .longest = 8,
       .words = kThemes},
      {.pointer = "/view/compact",
       .place = place<view, &V::compact>(),
       .label = "Compact",
       .help = "The small view for other pages.",
       .url_key = "c"},
      {.pointer = "/view/autoplay",
       .place = place<view, &V::autoplay>(),
       .label = "Start by itself",
       .help = "Training starts when the page is seen.",
       .url_key = "ap"},
      {.pointer = "/view/speed",
       .place = place<view, &V::speed>(),
       .label = "Speed",
       .help = "Training steps a second that the page shows; 0 is as fast as it can.",
       .url_key = "sp",
       .low = 0,
       .high = 100'000,
       .step = 10},
      {.pointer = "/view/axes",
       .place = place<view, &V::axes>(),
       .label = "Axes",
       .help = "The one or two columns of a table on the picture's axes.",
       .url_key = "ax",
       .low = 0,
       .high = 1023,
       .most = 2,
       .least = 1,
       .applies = table},
      {.pointer = "/view/label",
       .place = place<view, &V::label>(),
       .label = "Label",
       .help = "Which of several labels is drawn, counted from 0.",
       .url_key = "lb",
       .low = 0,
       .high = kMaxLabels - 1,
       .step = 1,
       .applies = table},
      {.pointer = "/view/held",
       .place = place<view, &V::held>(),
       .label = "Held at",
       .help = "Values of the columns that are on no axis; missing: their medians.",
       .url_key = "hv",
       .low = -1e15,
       .high = 1e15,
       .most = 1024,
       .applies = table}};
  all.insert(all.end(), std::begin(kFields), std::end(kFields));
}

}  // namespace hunch::spec::table
