#include "spec/limits.h"
#include "spec/table/table.h"
#include "spec/words.h"

namespace hunch::spec::table {
namespace {

// How people read the words, and the words that have no enumeration.
constexpr std::array<std::string_view, 30> kSourceLabels = {"Circle",
                                                            "Xor",
                                                            "Blobs",
                                                            "Two moons",
                                                            "Spiral",
                                                            "Checkerboard",
                                                            "Plane",
                                                            "Many Gaussians",
                                                            "Plane (values)",
                                                            "Hills (values)",
                                                            "Sine",
                                                            "x \u00b7 sin x",
                                                            "Step",
                                                            "Growing noise",
                                                            "Gap in the middle",
                                                            "Table",
                                                            "Images",
                                                            "Digits",
                                                            "Letters",
                                                            "Shapes",
                                                            "Textures",
                                                            "Text",
                                                            "Series",
                                                            "Grammar",
                                                            "Brackets",
                                                            "Copy",
                                                            "Addition",
                                                            "Waves",
                                                            "Regimes",
                                                            "Clips"};
constexpr std::array<std::string_view, 9> kFeatureLabels = {
    "x", "y", "x\u00b2", "y\u00b2", "x\u00b7y", "sin x", "sin y", "cos x", "cos y"};
constexpr std::array<std::string_view, 5> kSeparators = {"auto", ",", ";", "tab", "|"};
constexpr std::array<std::string_view, 3> kDecimals = {"auto", ".", ","};
constexpr std::array<std::string_view, 3> kHeaders = {"auto", "yes", "no"};
constexpr std::array<std::string_view, 2> kMissing = {"mean", "drop"};
constexpr std::array<std::string_view, 3> kLevels = {"auto", "characters", "words"};
constexpr std::array<std::string_view, 2> kFrames = {"channels", "strip"};
constexpr std::array<std::string_view, 2> kUnits = {"lines", "windows"};
constexpr std::array<std::string_view, 2> kChannels = {"target", "numbers"};
constexpr std::array<std::string_view, 3> kTasks = {"auto", "classification", "regression"};

}  // namespace

void add_data(std::vector<Field>& all) {
  using D = DataSpec;
  using C = CsvSpec;
  using A = AugmentSpec;
  using T = TextSpec;
  using S = SeriesSpec;
  constexpr auto data = &ModelSpec::data;
  const auto& sources = Words<Source>::list;
  const auto table_place = static_cast<std::ptrdiff_t>(Source::kCsv);
  const Condition generated =
      when("/data/source", {sources.begin(), sources.begin() + table_place});
  const Condition drawn = when("/data/source", {"digits", "letters", "shapes", "textures"});
  const Condition penned = when("/data/source", {"digits", "letters", "shapes"});
  const Condition signals = when("/data/source", {"waves", "regimes"});
  Condition noisy = generated;
  noisy.words.insert(noisy.words.end(), drawn.words.begin(), drawn.words.end());
  noisy.words.insert(noisy.words.end(), signals.words.begin(), signals.words.end());
  noisy.words.emplace_back("clips");
  Condition made = noisy;
  made.words.insert(made.words.end(), {"grammar", "brackets", "copy", "addition"});
  const Condition labelled =
      when("/data/source",
           {"circle", "xor", "blobs", "moons", "spiral", "checkerboard", "plane", "multi-gaussian",
            "csv", "images", "digits", "letters", "shapes", "textures", "clips"});
  const Condition images =
      when("/data/source", {"images", "digits", "letters", "shapes", "textures"});
  const Condition table = when("/data/source", {"csv"});
  const Condition cells = when("/data/source", {"csv", "series"});
  const Condition text = when("/data/source", {"text", "grammar", "brackets", "copy", "addition"});
  const Condition own_series = when("/data/source", {"series"});
  const Condition series = when("/data/source", {"series", "waves", "regimes"});

  all.push_back(
      {.pointer = "/data/source",
       .place = place<data, &D::source>(),
       .label = "Data",
       .help = "What to learn from: a made set, or your own table, images, text or series.",
       .url_key = "d",
       .words = Words<Source>::list,
       .labels = kSourceLabels});
  all.push_back({.pointer = "/data/samples",
                 .place = place<data, &D::samples>(),
                 .label = "Points",
                 .help = "How many points, images, lines or rows are made, both parts together.",
                 .url_key = "n",
                 .low = 10,
                 .high = kMaxSamples,
                 .step = 10,
                 .scale = Scale::kLog,
                 .applies = made});
  all.push_back({.pointer = "/data/noise",
                 .place = place<data, &D::noise>(),
                 .label = "Noise",
                 .help = "Standard deviation of the noise, as a share of the set's own scale.",
                 .url_key = "nz",
                 .low = 0,
                 .high = 1,
                 .step = 0.01,
                 .applies = noisy});
  all.push_back({.pointer = "/data/labelNoise",
                 .place = place<data, &D::label_noise>(),
                 .label = "Wrong labels",
                 .help = "Share of the training labels that are replaced by another class.",
                 .url_key = "ln",
                 .low = 0,
                 .high = 0.5,
                 .step = 0.01,
                 .applies = labelled});
  all.push_back({.pointer = "/data/classes",
                 .place = place<data, &D::classes>(),
                 .label = "Classes",
                 .help = "How many classes there are.",
                 .url_key = "k",
                 .low = 2,
                 .high = 10,
                 .step = 1,
                 .applies = when("/data/source", {"blobs", "multi-gaussian"})});
  all.push_back({.pointer = "/data/arms",
                 .place = place<data, &D::arms>(),
                 .label = "Arms",
                 .help = "Arms of the spiral; each is a class.",
                 .url_key = "a",
                 .low = 2,
                 .high = 5,
                 .step = 1,
                 .applies = when("/data/source", {"spiral"})});
  all.push_back({.pointer = "/data/gap",
                 .place = place<data, &D::gap>(),
                 .label = "Gap",
                 .help = "Width of the empty middle, as a share of the range.",
                 .url_key = "g",
                 .low = 0,
                 .high = 0.9,
                 .step = 0.05,
                 .applies = when("/data/source", {"gap"})});
  all.push_back({.pointer = "/data/thickness",
                 .place = place<data, &D::thickness>(),
                 .label = "Thickness",
                 .help = "How wide the pen is, in pixels; each hand's differs a little.",
                 .url_key = "pw",
                 .low = 0.5,
                 .high = 6,
                 .step = 0.1,
                 .applies = penned});
  all.push_back({.pointer = "/data/affine",
                 .place = place<data, &D::affine>(),
                 .label = "Variety",
                 .help = "How much images differ in slant, size and place: 0 not at all, 1 a lot.",
                 .url_key = "af",
                 .low = 0,
                 .high = 1,
                 .step = 0.05,
                 .applies = drawn});
  all.push_back({.pointer = "/data/elastic",
                 .place = place<data, &D::elastic>(),
                 .label = "Wobble",
                 .help = "How far a smooth random distortion moves the lines, in pixels.",
                 .url_key = "el",
                 .low = 0,
                 .high = 4,
                 .step = 0.1,
                 .applies = drawn});
  all.push_back({.pointer = "/data/rotation",
                 .place = place<data, &D::rotation>(),
                 .label = "Rotation",
                 .help = "Turns every image by so many degrees, clockwise.",
                 .url_key = "ro",
                 .low = -180,
                 .high = 180,
                 .step = 5,
                 .applies = drawn});
  all.push_back({.pointer = "/data/depth",
                 .place = place<data, &D::depth>(),
                 .label = "Depth",
                 .help = "How many brackets, or clauses, lie in one another at most.",
                 .url_key = "dp",
                 .low = 1,
                 .high = 10,
                 .step = 1,
                 .applies = when("/data/source", {"brackets", "grammar"})});
  all.push_back({.pointer = "/data/kinds",
                 .place = place<data, &D::kinds>(),
                 .label = "Kinds",
                 .help = "How many kinds of brackets there are.",
                 .url_key = "kd",
                 .low = 1,
                 .high = 4,
                 .step = 1,
                 .applies = when("/data/source", {"brackets"})});
  all.push_back({.pointer = "/data/length",
                 .place = place<data, &D::length>(),
                 .label = "Length",
                 .help = "Pairs of brackets in a line, or letters to copy, at most.",
                 .url_key = "ll",
                 .low = 1,
                 .high = 100,
                 .step = 1,
                 .applies = when("/data/source", {"brackets", "copy"})});
  all.push_back({.pointer = "/data/digits",
                 .place = place<data, &D::digits>(),
                 .label = "Digits",
                 .help = "Digits of each number that is added, at most.",
                 .url_key = "dg",
                 .low = 1,
                 .high = 9,
                 .step = 1,
                 .applies = when("/data/source", {"addition"})});
  all.push_back({.pointer = "/data/reversed",
                 .place = place<data, &D::reversed>(),
                 .label = "Reversed sum",
                 .help = "Writes the sum from its last digit, so that carries come in order.",
                 .url_key = "rv",
                 .applies = when("/data/source", {"addition"})});
  all.push_back({.pointer = "/data/waves",
                 .place = place<data, &D::waves>(),
                 .label = "Waves",
                 .help = "How many sines are added up.",
                 .url_key = "wn",
                 .low = 1,
                 .high = 8,
                 .step = 1,
                 .applies = when("/data/source", {"waves"})});
  all.push_back({.pointer = "/data/period",
                 .place = place<data, &D::period>(),
                 .label = "Period",
                 .help = "Rows of the longest wave; of a regime's, from half to twice as many.",
                 .url_key = "pd",
                 .low = 4,
                 .high = 1000,
                 .step = 1,
                 .scale = Scale::kLog,
                 .applies = signals});
  all.push_back({.pointer = "/data/dwell",
                 .place = place<data, &D::dwell>(),
                 .label = "Between changes",
                 .help = "Rows from one change of the wave to the next, on average.",
                 .url_key = "dw",
                 .low = 10,
                 .high = 10'000,
                 .step = 10,
                 .scale = Scale::kLog,
                 .applies = when("/data/source", {"regimes"})});
  all.push_back({.pointer = "/data/frames",
                 .place = place<data, &D::frames>(),
                 .label = "Frames",
                 .help =
                     "A clip's frames as the channels of one image, or one below the other, for "
                     "a reshape to steps.",
                 .url_key = "fr",
                 .longest = 16,
                 .words = kFrames,
                 .applies = when("/data/source", {"clips"})});
  all.push_back({.pointer = "/data/trainFraction",
                 .place = place<data, &D::train_fraction>(),
                 .label = "Training part",
                 .help = "Share of the points that are learned from; the others check the result.",
                 .url_key = "tf",
                 .low = 0.1,
                 .high = 0.9,
                 .step = 0.05});
  all.push_back({.pointer = "/data/features",
                 .place = place<data, &D::features>(),
                 .label = "Features",
                 .help = "What the network is told about a point.",
                 .url_key = "f",
                 .most = Words<Feature>::list.size(),
                 .words = Words<Feature>::list,
                 .labels = kFeatureLabels,
                 .applies = generated});
  all.push_back({.pointer = "/data/formulas",
                 .place = place<data, &D::formulas>(),
                 .label = "Your features",
                 .help = "Own features of x and y, such as x*y + sin(x).",
                 .url_key = "fx",
                 .longest = kMaxFormulaLength,
                 .most = kMaxFormulas,
                 .applies = generated});
  all.push_back({.pointer = "/data/points",
                 .place = place<data, &D::points>(),
                 .label = "Drawn points",
                 .help = "Points you drew: [x, y, label].",
                 .url_key = "pt",
                 .low = -1e6,
                 .high = 1e6,
                 .most = kMaxPoints,
                 .applies = generated});
  all.push_back({.pointer = "/data/removed",
                 .place = place<data, &D::removed>(),
                 .label = "Removed points",
                 .help = "Numbers of the made points you took away.",
                 .url_key = "rm",
                 .low = 0,
                 .high = kMaxSamples - 1,
                 .most = kMaxRemoved,
                 .applies = generated});
  all.push_back({.pointer = "/data/csv/target",
                 .place = place<data, &D::csv, &C::target>(),
                 .label = "Target",
                 .help = "The column to be learned; empty: the last one.",
                 .url_key = "ct",
                 .longest = 256,
                 .applies = cells});
  all.push_back({.pointer = "/data/csv/separator",
                 .place = place<data, &D::csv, &C::separator>(),
                 .label = "Separator",
                 .help = "What stands between two cells.",
                 .url_key = "cs",
                 .longest = 8,
                 .words = kSeparators,
                 .applies = cells});
  all.push_back({.pointer = "/data/csv/decimal",
                 .place = place<data, &D::csv, &C::decimal>(),
                 .label = "Decimal sign",
                 .help = "What stands before a number's fraction.",
                 .url_key = "cd",
                 .longest = 8,
                 .words = kDecimals,
                 .applies = cells});
  all.push_back({.pointer = "/data/csv/header",
                 .place = place<data, &D::csv, &C::header>(),
                 .label = "Header",
                 .help = "Whether the first line names the columns.",
                 .url_key = "ch",
                 .longest = 8,
                 .words = kHeaders,
                 .applies = cells});
  all.push_back({.pointer = "/data/csv/missing",
                 .place = place<data, &D::csv, &C::missing>(),
                 .label = "Empty cells",
                 .help = "Fill them with the training part's mean, or drop their rows.",
                 .url_key = "cm",
                 .longest = 8,
                 .words = kMissing,
                 .applies = table});
  all.push_back({.pointer = "/data/csv/task",
                 .place = place<data, &D::csv, &C::task>(),
                 .label = "Task",
                 .help = "Whether the target is a class or a value.",
                 .url_key = "ck",
                 .longest = 16,
                 .words = kTasks,
                 .applies = table});
  all.push_back({.pointer = "/data/csv/exclude",
                 .place = place<data, &D::csv, &C::exclude>(),
                 .label = "Left out",
                 .help = "Columns the network does not see.",
                 .url_key = "cx",
                 .longest = 256,
                 .most = 512,
                 .applies = cells});
  all.push_back(
      {.pointer = "/data/text/level",
       .place = place<data, &D::text, &T::level>(),
       .label = "Tokens",
       .help = "What the text is cut into; auto: a grammar into words, all else into characters.",
       .url_key = "tl",
       .longest = 16,
       .words = kLevels,
       .applies = text});
  all.push_back({.pointer = "/data/text/unit",
                 .place = place<data, &D::text, &T::unit>(),
                 .label = "Examples",
                 .help = "Each line by itself, or windows of a text that runs on.",
                 .url_key = "tu",
                 .longest = 16,
                 .words = kUnits,
                 .applies = text});
  all.push_back({.pointer = "/data/text/longest",
                 .place = place<data, &D::text, &T::longest>(),
                 .label = "Longest",
                 .help = "Tokens that the network sees of one example, at most.",
                 .url_key = "tn",
                 .low = 2,
                 .high = kMaxSteps,
                 .step = 1,
                 .scale = Scale::kLog,
                 .applies = text});
  all.push_back({.pointer = "/data/text/vocabulary",
                 .place = place<data, &D::text, &T::vocabulary>(),
                 .label = "Vocabulary",
                 .help = "How many different tokens are kept, the most frequent ones; the others "
                         "become one.",
                 .url_key = "tv",
                 .low = 2,
                 .high = kMaxVocabulary,
                 .step = 10,
                 .scale = Scale::kLog,
                 .applies = text});
  all.push_back({.pointer = "/data/series/window",
                 .place = place<data, &D::series, &S::window>(),
                 .label = "Window",
                 .help = "Rows that the network sees.",
                 .url_key = "sw",
                 .low = 1,
                 .high = kMaxSteps,
                 .step = 1,
                 .scale = Scale::kLog,
                 .applies = series});
  all.push_back({.pointer = "/data/series/horizon",
                 .place = place<data, &D::series, &S::horizon>(),
                 .label = "Horizon",
                 .help = "Rows after them that it forecasts.",
                 .url_key = "sh",
                 .low = 1,
                 .high = kMaxSteps,
                 .step = 1,
                 .scale = Scale::kLog,
                 .applies = series});
  all.push_back({.pointer = "/data/series/stride",
                 .place = place<data, &D::series, &S::stride>(),
                 .label = "Stride",
                 .help = "Rows from the start of one window to the next.",
                 .url_key = "ws",
                 .low = 1,
                 .high = kMaxSteps,
                 .step = 1,
                 .scale = Scale::kLog,
                 .applies = series});
  all.push_back({.pointer = "/data/series/season",
                 .place = place<data, &D::series, &S::season>(),
                 .label = "Season",
                 .help = "Rows of a period, such as 12 months; the forecast to beat repeats the "
                         "one before, or with 0 the last value.",
                 .url_key = "ys",
                 .low = 0,
                 .high = 10'000,
                 .step = 1,
                 .applies = series});
  all.push_back({.pointer = "/data/series/channels",
                 .place = place<data, &D::series, &S::channels>(),
                 .label = "Channels",
                 .help = "What is seen: the target alone, or every column of numbers.",
                 .url_key = "cn",
                 .longest = 16,
                 .words = kChannels,
                 .applies = own_series});
  all.push_back({.pointer = "/data/series/relative",
                 .place = place<data, &D::series, &S::relative>(),
                 .label = "Relative",
                 .help =
                     "Counts everything from the last row seen, so that a trend cannot lead out "
                     "of what was learned.",
                 .url_key = "rl",
                 .applies = series});
  all.push_back({.pointer = "/data/side",
                 .place = place<data, &D::side>(),
                 .label = "Side",
                 .help = "Pixels of a side that own images are brought to; 0: as the first one.",
                 .url_key = "is",
                 .low = 0,
                 .high = 512,
                 .step = 1,
                 .applies = when("/data/source", {"images"})});
  all.push_back({.pointer = "/data/augment/shift",
                 .place = place<data, &D::augment, &A::shift>(),
                 .label = "Shift",
                 .help = "Moves each training image by up to so many pixels, anew at every use.",
                 .url_key = "as",
                 .low = 0,
                 .high = 16,
                 .step = 1,
                 .applies = images});
  all.push_back({.pointer = "/data/augment/rotate",
                 .place = place<data, &D::augment, &A::rotate>(),
                 .label = "Turn",
                 .help = "Turns each training image by up to so many degrees, anew at every use.",
                 .url_key = "ar",
                 .low = 0,
                 .high = 180,
                 .step = 5,
                 .applies = images});
  all.push_back({.pointer = "/data/augment/jitter",
                 .place = place<data, &D::augment, &A::jitter>(),
                 .label = "Jitter",
                 .help = "Noise on each training image, as a share of the pixels' own deviation.",
                 .url_key = "aj",
                 .low = 0,
                 .high = 1,
                 .step = 0.05,
                 .applies = images});
  all.push_back({.pointer = "/data/augment/mirror",
                 .place = place<data, &D::augment, &A::mirror>(),
                 .label = "Mirror",
                 .help = "Shows half of the training images mirrored, left to right.",
                 .url_key = "am",
                 .applies = images});
}

}  // namespace hunch::spec::table
