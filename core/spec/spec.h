#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"

/// The one document that describes data, model, training, uncertainty and view. Plain values with
/// their defaults; every field also stands in the field table (fields.h), which parses, limits and
/// documents it. `validate` alone makes a ValidSpec; everything that builds takes nothing else.
namespace hunch::spec {

inline constexpr int kVersion = 1;

// ---- data
// ----------------------------------------------------------------------------------------

/// Seeded synthetic sets, and the user's own data.
enum class Source {
  kCircle,
  kXor,
  kBlobs,
  kMoons,
  kSpiral,
  kCheckerboard,
  kPlane,
  kMultiGaussian,  // classification
  kRegressPlane,
  kRegressGaussian,  // 2-D regression
  kSine,
  kXSinX,
  kStep,
  kHeteroscedastic,
  kGap,  // 1-D regression
  kCsv,
  kImages,  // the user's own, in classes; never in the spec itself
  kDigits,
  kLetters,
  kShapes,
  kTextures,  // drawn images, in classes
  kText,      // the user's own text: the next token
  kSeries,    // the user's own table in the order of time: a forecast
  kGrammar,
  kBrackets,
  kCopy,
  kAddition,  // written lines: the next token
  kWaves,
  kRegimes,  // made series: a forecast
  kClips,    // made clips of moving shapes, in classes
  kTones,    // made sounds, in classes
  kAudio,    // the user's own sounds, in classes; never in the spec itself
  kDates,    // written lines: dates in words and in figures
  kScenes    // drawn images of several shapes: which of them are there?
};

/// Features made from a 2-D point (x, y); of a 1-D input only the x ones exist.
enum class Feature { kX, kY, kX2, kY2, kXY, kSinX, kSinY, kCosX, kCosY };

/// A point that the user drew or moved: added after the generated ones, never split away from
/// train.
struct Point {
  double x = 0;
  double y = 0;      ///< second input, or the target of a 1-D regression
  double label = 0;  ///< class index, or the target of a 2-D regression; unused in 1-D
};

/// How to read a CSV. Empty or "auto" fields are detected; the text itself never lies in the spec.
struct CsvSpec {
  std::string target;                ///< column name; empty: the last column
  std::string separator = "auto";    ///< "auto" "," ";" "tab" "|"
  std::string decimal = "auto";      ///< "auto" "." ","
  std::string header = "auto";       ///< "auto" "yes" "no"
  std::string missing = "mean";      ///< "mean" (of the training part) or "drop" the row
  std::string task = "auto";         ///< "auto" "classification" "regression"
  std::vector<std::string> labels;   ///< columns of 0 and 1 that are told in place of the target
  std::vector<std::string> exclude;  ///< columns left out of the inputs
};

/// How own sounds become images: log-mel spectrograms.
struct AudioSpec {
  double seconds = 1;  ///< length that each is brought to
  int mels = 40;       ///< bands: rows of the image
  double hop = 10;     ///< milliseconds from one column to the next
};

/// Changes of training images while they are learned; 0 and false: none.
struct AugmentSpec {
  double shift = 0;     ///< whole pixels, at most, across and down
  double rotate = 0;    ///< degrees, at most, either way
  double jitter = 0;    ///< deviation of pixel noise, as a share of the images' own
  bool mirror = false;  ///< half of them left to right
};

/// How a text becomes examples; the text itself never lies in the spec.
struct TextSpec {
  std::string level = "auto";  ///< a token is one of the "characters" or "words"; "auto": as suits
                               ///< the set, see level_for (words.h); never in a ValidSpec of a text
  std::string unit = "lines";  ///< an example is one of the "lines" or "windows"
  std::string separator = {};  ///< the sign that ends what is given of a line, its source, and
                               ///< begins what is asked for; "tab"; empty: all is asked for
  int longest = 64;            ///< T: tokens seen of an example at most
  int vocabulary = 1000;       ///< different tokens kept, the most frequent ones
};

/// How a table in the order of time becomes examples. Its target and how it is read stand in
/// CsvSpec.
struct SeriesSpec {
  int window = 24;                  ///< T: rows seen
  int horizon = 1;                  ///< rows forecast
  int stride = 1;                   ///< rows from one window to the next
  int season = 0;                   ///< rows of the period that the naive forecast repeats; 0: none
  std::string channels = "target";  ///< seen: the "target" alone, or all "numbers"
  bool relative = false;            ///< all is told from the last row seen, in place of from 0
};

struct DataSpec {
  Source source = Source::kSpiral;
  std::string goal = "auto";  ///< "auto": what the source asks; images: also "autoencoding"
  int samples = 400;
  double noise = 0.1;      ///< standard deviation as a share of the set's scale
  double label_noise = 0;  ///< share of training labels replaced by another class
  int classes = 3;         ///< blobs, multi-gaussian
  int arms = 2;            ///< spiral: one class an arm
  double gap = 0.5;        ///< gap: width of the empty middle as a share of the range
  double thickness = 2.4;  ///< drawn images: diameter of the pen in pixels
  double affine = 0.5;     ///< drawn images: share of the largest random turn, slant, size, shift;
                           ///< made sounds: of pitch, length, time
  double elastic = 0.8;    ///< drawn images: deviation of a smooth displacement in pixels
  double rotation = 0;     ///< drawn images: turn of all of them in degrees
  int depth = 3;           ///< brackets, grammar: how many lie in one another at most
  int kinds = 2;           ///< brackets: different pairs; dates: ways in which they are written
  int length = 8;          ///< brackets: pairs of a line at most; copy: letters
  int digits = 2;          ///< addition: of each of the two numbers, at most
  bool reversed = false;   ///< addition: sums are written from their last digit
  int waves = 3;           ///< waves: sines that are added up
  double period = 24;      ///< waves, regimes: rows of the longest wave, or of a usual one
  int dwell = 120;         ///< regimes: rows from one change to the next, on average
  std::string frames = "channels";  ///< clips: frames are "channels" of one image, or a "strip"
  double train_fraction = 0.7;
  std::vector<Feature> features = {Feature::kX, Feature::kY};
  std::vector<std::string> formulas;  ///< own features, such as "x*y + sin(x)"
  std::vector<Point> points;          ///< drawn by the user
  std::vector<int> removed;           ///< indices of generated points that the user took away
  int side = 0;                       ///< own images: pixels they are brought to; 0: as the first
  CsvSpec csv;
  TextSpec text;
  SeriesSpec series;
  AudioSpec audio;
  AugmentSpec augment;
};

// ---- model
// ---------------------------------------------------------------------------------------

enum class Activation {
  kLinear,
  kRelu,
  kLeakyRelu,
  kElu,
  kGelu,
  kSilu,
  kSigmoid,
  kTanh,
  kSoftplus,
  kSelu,
  kCelu,
  kSoftsign,
  kHardsigmoid,
  kHardswish,
  kMish
};

enum class Init {
  kAuto,
  kGlorotNormal,
  kGlorotUniform,
  kHeNormal,
  kHeUniform,
  kLecunNormal,
  kLecunUniform,
  kZeros
};

enum class LayerType {
  kDense,
  kDropout,
  kActivation,
  kConv2d,
  kMaxPool2d,
  kAveragePool2d,
  kGlobalAveragePool,
  kGlobalMaxPool,
  kFlatten,
  kBatchNorm,
  kLayerNorm,
  kRmsNorm,
  kGroupNorm,
  kConv1d,
  kMaxPool1d,
  kAveragePool1d,
  kConvTranspose2d,
  kConvTranspose1d,
  kReshape,
  kEmbedding,
  kOneHot,
  kSinusoidalPosition,
  kLearnedPosition,
  kSimpleRnn,
  kLstm,
  kGru,
  kAttention,
  kTransformerBlock,
  kSpatialDropout,
  kGaussianDropout,
  kAlphaDropout,
  kStochasticDepth,
  kDropconnect,
  kSource,
  kTarget,
  kRepeat,
  kAdd,
  kMultiply,
  kConcat,
  kCrossAttention,
  kTransformerDecoder
};

/// Where a window reaches over the edge: not at all, so that a stride of 1 keeps the size, or the
/// same with all of it before the first step, so that no step sees later ones.
enum class Padding { kValid, kSame, kCausal };

/// Whether a recurrent layer gives the state after the last step or after every one.
enum class Returns { kLast, kEveryStep };

/// Where a transformer block normalizes: before each of its two parts, or after it was added.
enum class NormPlace { kBefore, kAfter };

/// One hidden layer. The output layer is not listed: data and loss decide its width (see nn/).
/// Which members count for which type says the field table.
struct LayerSpec {
  LayerType type = LayerType::kDense;
  int units = 8;                              ///< dense, recurrent: H; embedding: D
  int filters = 8;                            ///< convolutions: channels that come out
  int kernel = 3;                             ///< convolutions: side of the square window, or steps
  int size = 2;                               ///< pooling: the same
  int stride = 0;                             ///< 0: 1 for a convolution, `size` for pooling
  Padding padding = Padding::kValid;          ///< convolutions, pooling; causal: over time
  int dilation = 1;                           ///< convolutions: pixels from one tap to the next
  int groups = 1;                             ///< convolutions, group-norm: parts of the channels
  Activation activation = Activation::kTanh;  ///< of units, or inside a transformer block
  Init init = Init::kAuto;                    ///< of weights; auto: He for the relu family
  double rate = 0.1;                          ///< dropout, also of attention and inside a block
  Returns returns = Returns::kLast;           ///< recurrent
  bool bidirectional = false;                 ///< recurrent: a second one in reverse beside it
  int truncation = 0;                         ///< recurrent: steps that gradients go back; 0: all
  double input_rate = 0;                      ///< recurrent: dropout of inputs, same at all steps
  double state_rate = 0;                      ///< recurrent: dropout of the state, the same way
  int heads = 4;                              ///< attention of any kind, transformer blocks
  bool causal = false;                        ///< attention: no step sees later ones
  bool rotary = false;                        ///< attention: rotary positions
  int hidden = 0;                             ///< transformer blocks: width inside; 0: 4 D
  NormPlace norm = NormPlace::kBefore;        ///< transformer blocks
  std::vector<int> shape = {};                ///< reshape
  std::string name = {};                      ///< what `inputs` of later layers call this one
  std::vector<std::string> inputs = {};       ///< names of layers, or "input"; none: the one before
};

// ---- training
// ------------------------------------------------------------------------------------

enum class Loss {
  kAuto,
  kMse,
  kMae,
  kHuber,
  kBinaryCrossEntropy,
  kCategoricalCrossEntropy,
  kGaussianNll,
  kKlDivergence
};
enum class Optimizer { kSgd, kMomentum, kNesterov, kRmsprop, kAdagrad, kAdam, kAdamw };
enum class Schedule { kConstant, kStep, kExponential, kCosine, kWarmup, kOneCycle };
/// What examples of a class count in the loss: all the same, or all classes together the same.
enum class ClassWeights { kNone, kBalanced };

struct TrainingSpec {
  Loss loss = Loss::kAuto;  ///< auto: cross-entropy for classes, else mean squared error
  double huber_delta = 1;
  double label_smoothing = 0;  ///< classes: share of a target that all classes have alike; 0: off
  double focal_gamma = 0;      ///< classes: how much less sure answers count; 0: off
  ClassWeights class_weights = ClassWeights::kNone;
  Optimizer optimizer = Optimizer::kAdam;
  double rate = 0.01;
  double momentum = 0.9;
  double beta1 = 0.9;
  double beta2 = 0.999;
  double rho = 0.9;
  double epsilon = 1e-8;
  int batch = 32;
  int epochs = 300;
  Schedule schedule = Schedule::kConstant;
  int schedule_epochs = 100;     ///< step: epochs between steps; warm-up: its length
  double schedule_factor = 0.5;  ///< step, exponential: multiplier; cosine, one-cycle: final share
  double l1 = 0;
  double l2 = 0;            ///< adds l2/2 |w|^2 to the loss (weights, not biases)
  double weight_decay = 0;  ///< decoupled, AdamW only
  double clip = 0;          ///< largest gradient norm; 0: off
  int patience = 0;         ///< early stopping: epochs without a better validation loss; 0: off
  double min_delta = 0;
};

// ---- uncertainty, view
// ---------------------------------------------------------------------------

struct UncertaintySpec {
  int samples = 100;  ///< Monte-Carlo passes, S
  double tau = 0;     ///< model precision; 0: estimated from the training residuals (regression)
};

/// What the page shows. Never changes what is computed.
struct ViewSpec {
  std::string title;
  std::string text;               ///< a short lesson text, plain
  std::string mode = "mean";      ///< mean total aleatoric epistemic sample
  std::vector<std::string> hide;  ///< data network curves recipe output transport share
  std::vector<std::string> lock;  ///< field pointers ("/training/rate") or parts ("data", "model")
  std::string theme = "auto";     ///< auto light dark
  bool compact = false;
  bool autoplay = false;
  double speed = 300;              ///< training steps a second; 0: as fast as it can
  std::vector<int> axes = {0, 1};  ///< columns of a table on the plot's axes (one or two)
  std::vector<double> held;        ///< values of the other columns; missing: their medians
  int label = 0;                   ///< of several labels of a table: the one that is drawn
};

struct ModelSpec {
  int version = kVersion;
  DataSpec data;
  std::vector<LayerSpec> model = {LayerSpec{}, LayerSpec{}};
  TrainingSpec training;
  UncertaintySpec uncertainty;
  std::uint64_t seed = 1;  ///< 0 .. 2^53 - 1, so that JSON keeps it
  bool exact = false;      ///< same bits on every target
  ViewSpec view;
};

/// A spec that passed validation. Only `validate` (validate.h) makes one.
class ValidSpec {
 public:
  const ModelSpec& operator*() const { return spec_; }
  const ModelSpec* operator->() const { return &spec_; }

 private:
  explicit ValidSpec(ModelSpec spec) : spec_(std::move(spec)) {}
  ModelSpec spec_;
  friend struct ValidSpecMaker;
};

}  // namespace hunch::spec
