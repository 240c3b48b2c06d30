#include <new>

#include "cli/arguments.h"
#include "cli/console.h"
#include "cli/status.h"

namespace {

using namespace hunch::cli;

int run(const Arguments& arguments, const Console& console) {
  switch (arguments.command) {
    case Arguments::Command::kNone:
      return kDone;
    case Arguments::Command::kTrain:
      return train(arguments.train, console);
    case Arguments::Command::kPredict:
      return predict(arguments.predict, console);
    case Arguments::Command::kGenerate:
      return generate(arguments.generate, console);
    case Arguments::Command::kCurve:
      return curve(arguments.curve, console);
    case Arguments::Command::kValidate:
      return validate(arguments.validate, console);
    case Arguments::Command::kSchema:
      return schema();
    case Arguments::Command::kOnnxTest:
      return onnx_test(arguments.onnx_test, console);
  }
  return kUsage;
}

}  // namespace

int main(int count, char** words) {
  Console console{TalkOptions{}};
  try {
    const Arguments arguments = read_arguments(count, words);
    console = Console(arguments.talk);
    return run(arguments, console);
  } catch (const Failure& failure) {
    console.complain(failure.what());
    return failure.status();
  } catch (const std::bad_alloc&) {
    console.complain("not enough memory");
  } catch (const std::exception& error) {
    console.complain(error.what());
  }
  return kFailed;
}
