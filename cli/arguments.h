#pragma once

#include "cli/options.h"

namespace hunch::cli {

/// What the command line asks for.
struct Arguments {
  enum class Command {
    kNone,
    kTrain,
    kPredict,
    kGenerate,
    kCurve,
    kValidate,
    kSchema,
    kOnnxTest
  } command = Command::kNone;
  TalkOptions talk;
  TrainOptions train;
  PredictOptions predict;
  GenerateOptions generate;
  CurveOptions curve;
  ValidateOptions validate;
  OnnxTestOptions onnx_test;
};

/// Help and version are printed here and leave Command::kNone. Throws Failure (usage), with the
/// nearest known name when one is misspelt.
Arguments read_arguments(int count, const char* const* words);

}  // namespace hunch::cli
