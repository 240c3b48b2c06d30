#include "data/sets/digits.h"

namespace hunch::data::sets {
namespace {

using drawing::Path;

Path zero(double style) {
  if (style < 0.6) return Path().arc(0, 0, 0.6, 1, -90, 270);
  return Path().move(0.2, -0.95).arc(0, 0, 0.56, 1, -110, -440);  // the ends cross
}

Path one(double style) {
  if (style < 0.55) return Path().move(0, -1).line(0, 1);
  Path path = Path().move(-0.42, -0.52).curve(-0.2, -0.65, -0.05, -0.8, 0.06, -1).line(0.06, 1);
  if (style > 0.85) path.move(-0.45, 1).line(0.55, 1);  // with a foot
  return path;
}

Path two(double style) {
  Path path = Path().arc(0, -0.45, 0.55, 0.55, -165, 20);
  if (style < 0.4) return path.curve(0.3, 0.2, -0.3, 0.6, -0.58, 1).line(0.62, 1);
  // A loop on the line, or a wave.
  if (style < 0.7) {
    return path.curve(0.35, 0.25, -0.05, 0.75, -0.35, 0.92)
        .curve(-0.62, 1.05, -0.7, 0.6, -0.35, 0.66)
        .curve(0, 0.72, 0.2, 1.12, 0.65, 0.86);
  }
  return path.curve(0.35, 0.3, -0.1, 0.65, -0.55, 0.85).curve(-0.2, 0.7, 0.2, 1.05, 0.7, 0.95);
}

Path three(double style) {
  if (style < 0.4) {
    return Path()
        .arc(-0.04, -0.5, 0.5, 0.5, -155, 70)
        .line(-0.1, 0)
        .arc(-0.04, 0.5, 0.58, 0.5, -80, 155);
  }
  if (style < 0.7) {  // with a small loop in its middle
    return Path()
        .move(-0.45, -0.8)
        .curve(-0.1, -1.15, 0.5, -1.05, 0.45, -0.6)
        .curve(0.4, -0.25, 0, -0.05, -0.15, -0.08)
        .curve(0.1, -0.2, 0.6, 0.05, 0.52, 0.5)
        .curve(0.45, 1, -0.2, 1.1, -0.55, 0.8);
  }
  return Path().move(-0.5, -1).line(0.5, -1).line(-0.1, -0.2).arc(-0.06, 0.4, 0.58, 0.6, -85, 150);
}

Path four(double style) {
  if (style < 0.35) {  // open
    return Path()
        .move(-0.4, -1)
        .curve(-0.45, -0.5, -0.52, -0.1, -0.56, 0.2)
        .line(0.62, 0.12)
        .move(0.3, -0.75)
        .line(0.22, 1);
  }
  if (style < 0.6) {  // a bowl and a stem
    return Path()
        .move(-0.5, -0.95)
        .curve(-0.6, 0, -0.4, 0.25, 0.32, 0)
        .move(0.42, -1)
        .line(0.25, 1);
  }
  if (style < 0.8) return Path().move(0.22, 1).line(0.22, -1).line(-0.6, 0.32).line(0.6, 0.32);
  return Path().move(-0.3, -1).line(-0.55, 0.05).line(0.35, 0.05).move(0.35, -1).line(0.35, 1);
}

Path five(double style) {
  if (style < 0.4)
    return Path()
        .move(0.52, -1)
        .line(-0.38, -1)
        .line(-0.45, -0.08)
        .arc(-0.04, 0.38, 0.58, 0.62, -130, 150);
  if (style < 0.7) {  // the bar comes last, a little apart
    return Path()
        .move(-0.34, -0.92)
        .curve(-0.36, -0.6, -0.4, -0.3, -0.42, -0.1)
        .curve(0, -0.4, 0.58, -0.1, 0.52, 0.4)
        .curve(0.48, 0.95, -0.1, 1.15, -0.55, 0.82)
        .move(-0.34, -0.96)
        .line(0.5, -1);
  }
  // In one wave.
  return Path()
      .move(0.62, -0.95)
      .curve(0.3, -0.85, 0, -0.95, -0.28, -0.85)
      .curve(-0.35, -0.5, -0.4, -0.35, -0.38, -0.2)
      .curve(0.1, -0.2, 0.4, 0.1, 0.35, 0.45)
      .curve(0.3, 0.9, -0.15, 1.1, -0.55, 0.9);
}

Path six(double style) {
  if (style < 0.4)
    return Path()
        .move(0.4, -1)
        .curve(-0.15, -0.85, -0.54, -0.2, -0.54, 0.45)
        .arc(0, 0.45, 0.54, 0.55, 180, -175);
  if (style < 0.7)
    return Path()
        .move(0.1, -1)
        .curve(-0.25, -0.6, -0.45, -0.1, -0.5, 0.4)
        .arc(-0.06, 0.55, 0.45, 0.45, 170, -150);
  // A small loop on a long stem.
  return Path()
      .move(0, -1)
      .curve(-0.3, -0.5, -0.5, 0.1, -0.45, 0.55)
      .curve(-0.4, 1.1, 0.4, 1.1, 0.42, 0.6)
      .curve(0.42, 0.2, -0.15, 0.15, -0.42, 0.65);
}

Path seven(double style) {
  if (style < 0.2)
    return Path()
        .move(-0.56, -0.72)
        .line(-0.54, -1)
        .line(0.55, -1)
        .curve(0.25, -0.4, -0.05, 0.2, -0.12, 1);
  if (style < 0.45) {  // round
    return Path()
        .move(-0.6, -0.75)
        .curve(-0.3, -1, 0.55, -1.15, 0.5, -0.75)
        .curve(0.45, -0.3, 0.12, 0.3, 0.08, 1);
  }
  Path path = Path().move(-0.55, -1).line(0.55, -1).line(-0.1, 1);
  if (style > 0.75) path.move(-0.28, 0.02).line(0.48, 0.02);  // with its bar
  return path;
}

Path eight(double style) {
  if (style < 0.25)
    return Path().arc(0, -0.52, 0.42, 0.48, 90, 450).arc(0, 0.5, 0.54, 0.5, -90, 270);
  if (style < 0.65) {  // in one pull
    return Path()
        .move(0.42, -0.7)
        .curve(0.2, -1.1, -0.52, -1.1, -0.46, -0.6)
        .curve(-0.4, -0.15, 0.54, 0.05, 0.52, 0.55)
        .curve(0.5, 1.12, -0.5, 1.16, -0.5, 0.56)
        .curve(-0.5, 0.05, 0.36, -0.2, 0.44, -0.72);
  }
  // Slim, and open at its top.
  return Path()
      .move(0.35, -0.9)
      .curve(-0.05, -1.1, -0.5, -0.85, -0.36, -0.45)
      .curve(-0.2, -0.1, 0.3, 0.1, 0.3, 0.6)
      .curve(0.3, 1.1, -0.35, 1.1, -0.35, 0.62)
      .curve(-0.35, 0.1, 0.25, -0.3, 0.5, -0.85);
}

Path nine(double style) {
  if (style < 0.4) return Path().arc(0, -0.45, 0.5, 0.55, -10, -360).line(0.34, 1);
  if (style < 0.65)
    return Path().arc(0, -0.45, 0.5, 0.55, -10, -360).curve(0.52, 0.3, 0.3, 0.95, -0.4, 1);
  // A small loop on a long stem.
  return Path()
      .move(0.34, -0.75)
      .curve(0, -1.2, -0.55, -0.85, -0.45, -0.5)
      .curve(-0.35, -0.1, 0.3, -0.35, 0.36, -0.75)
      .line(0.2, 1);
}

}  // namespace

Path digit(int which, double style) {
  using Writer = Path (*)(double);
  static constexpr Writer kWriters[kDigits] = {zero, one, two,   three, four,
                                               five, six, seven, eight, nine};
  return kWriters[which](style);
}

}  // namespace hunch::data::sets
