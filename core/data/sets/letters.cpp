#include "data/sets/letters.h"

namespace hunch::data::sets {
namespace {

using drawing::Path;

Path a_to_e(int which, bool other) {
  switch (which) {
    case 0:  // A, pointed or round at its top
      if (other) {
        return Path()
            .move(-0.55, 1)
            .line(-0.55, -0.4)
            .arc(0, -0.4, 0.55, 0.6, 180, 360)
            .line(0.55, 1)
            .move(-0.55, 0.2)
            .line(0.55, 0.2);
      }
      return Path().move(-0.62, 1).line(0, -1).line(0.62, 1).move(-0.4, 0.32).line(0.4, 0.32);
    case 1:  // B
      if (other) {
        return Path()
            .move(-0.45, 1)
            .line(-0.45, -1)
            .curve(0.75, -1.1, 0.6, -0.05, -0.15, 0)
            .curve(0.85, 0.05, 0.75, 1.1, -0.45, 1);
      }
      return Path()
          .move(-0.45, 0)
          .line(0.02, 0)
          .arc(0.02, 0.5, 0.5, 0.5, -90, 90)
          .line(-0.45, 1)
          .line(-0.45, -1)
          .line(0, -1)
          .arc(0, -0.5, 0.42, 0.5, -90, 90);
    case 2:  // C, more or less open
      return Path().arc(0.08, 0, 0.66, 1, other ? -30 : -52, other ? -325 : -308);
    case 3:  // D
      if (other) return Path().move(-0.5, -1).line(-0.5, 1).curve(0.85, 1, 0.85, -1, -0.5, -1);
      return Path()
          .move(-0.5, -1)
          .line(-0.5, 1)
          .line(-0.15, 1)
          .arc(-0.15, 0, 0.7, 1, 90, -90)
          .line(-0.5, -1);
    default:  // E, of lines or of two arcs
      if (other)
        return Path().arc(0.08, -0.5, 0.5, 0.5, -40, -270).arc(0.08, 0.5, 0.58, 0.5, -90, -320);
      return Path().move(0.5, -1).line(-0.45, -1).line(-0.45, 1).line(0.5, 1).move(-0.45, 0).line(
          0.34, 0);
  }
}

Path f_to_j(int which, bool other) {
  switch (which) {
    case 5:  // F, its bar high or low
      return Path()
          .move(0.5, -1)
          .line(-0.4, -1)
          .line(-0.4, 1)
          .move(-0.4, other ? 0.1 : -0.1)
          .line(0.3, other ? 0.1 : -0.1);
    case 6:  // G, with a hook or with a foot
      if (other)
        return Path()
            .arc(0.02, 0, 0.62, 1, -45, -315)
            .move(0.05, 0.15)
            .line(0.6, 0.15)
            .line(0.6, 1);
      return Path().arc(0.02, 0, 0.64, 1, -45, -350).line(0.08, 0.17);
    case 7:  // H
      return Path()
          .move(-0.5, -1)
          .line(-0.5, 1)
          .move(0.5, -1)
          .line(0.5, 1)
          .move(-0.5, other ? 0.12 : -0.06)
          .line(0.5, other ? 0.12 : -0.06);
    case 8: {  // I, with serifs or without
      Path path = Path().move(0, -1).line(0, 1);
      if (other) path.move(-0.4, -1).line(0.4, -1).move(-0.4, 1).line(0.4, 1);
      return path;
    }
    default: {  // J, with a roof or without
      Path path = Path().move(0.32, -1).line(0.32, 0.45).arc(-0.1, 0.45, 0.42, 0.55, 0, 170);
      if (other) path.move(-0.15, -1).line(0.65, -1);
      return path;
    }
  }
}

Path k_to_o(int which, bool other) {
  switch (which) {
    case 10:  // K
      if (other)
        return Path().move(-0.45, -1).line(-0.45, 1).move(0.48, -1).line(-0.4, 0.02).line(0.52, 1);
      return Path()
          .move(-0.45, -1)
          .line(-0.45, 1)
          .move(0.5, -1)
          .line(-0.45, 0.2)
          .move(-0.12, -0.12)
          .line(0.55, 1);
    case 11:  // L, with a corner or a bend
      if (other)
        return Path().move(-0.3, -1).curve(-0.35, 0, -0.5, 1.05, -0.15, 0.98).line(0.5, 0.9);
      return Path().move(-0.4, -1).line(-0.4, 1).line(0.5, 1);
    case 12:  // M, pointed or round
      if (other) {
        return Path()
            .move(-0.64, 1)
            .line(-0.64, -0.5)
            .arc(-0.32, -0.5, 0.32, 0.5, 180, 360)
            .line(0, 0.7)
            .line(0, -0.5)
            .arc(0.32, -0.5, 0.32, 0.5, 180, 360)
            .line(0.64, 1);
      }
      return Path().move(-0.68, 1).line(-0.6, -1).line(0, 0.4).line(0.6, -1).line(0.68, 1);
    case 13:  // N, pointed or round
      if (other)
        return Path()
            .move(-0.5, -1)
            .line(-0.5, 1)
            .line(-0.5, -0.3)
            .arc(0, -0.35, 0.5, 0.65, 180, 360)
            .line(0.5, 1);
      return Path().move(-0.5, 1).line(-0.5, -1).line(0.5, 1).line(0.5, -1);
    default:  // O
      return Path().arc(0, 0, other ? 0.78 : 0.7, other ? 0.88 : 1, -90, 270);
  }
}

Path p_to_t(int which, bool other) {
  switch (which) {
    case 15:  // P
      if (other)
        return Path().move(-0.42, 1).line(-0.42, -1).curve(0.8, -1.1, 0.7, 0.2, -0.42, 0.1);
      return Path()
          .move(-0.42, 1)
          .line(-0.42, -1)
          .line(0, -1)
          .arc(0, -0.46, 0.48, 0.54, -90, 90)
          .line(-0.42, 0.08);
    case 16: {  // Q, its tail straight or a wave
      Path path = Path().arc(0, -0.05, 0.7, 0.95, -90, 270);
      if (other) return path.move(-0.15, 0.5).curve(0.15, 0.35, 0.3, 1.15, 0.75, 0.95);
      return path.move(0.18, 0.42).line(0.72, 1.02);
    }
    case 17: {  // R
      Path path = Path().move(-0.45, 1).line(-0.45, -1);
      if (other) return path.curve(0.8, -1.1, 0.7, 0.15, -0.3, 0.02).line(0.55, 1);
      return path.line(0, -1)
          .arc(0, -0.48, 0.46, 0.52, -90, 90)
          .line(-0.45, 0.04)
          .move(0, 0.04)
          .line(0.52, 1);
    }
    case 18:  // S, round or with a straight back
      if (other)
        return Path()
            .arc(0.02, -0.52, 0.48, 0.48, -40, -230)
            .line(0.36, 0.14)
            .arc(-0.02, 0.5, 0.52, 0.5, -45, 150);
      return Path()
          .move(0.48, -0.72)
          .curve(0.28, -1.12, -0.52, -1.1, -0.5, -0.52)
          .curve(-0.46, 0.08, 0.56, -0.12, 0.53, 0.5)
          .curve(0.5, 1.12, -0.38, 1.12, -0.54, 0.68);
    default:  // T, wide or narrow
      return Path()
          .move(other ? -0.5 : -0.64, -1)
          .line(other ? 0.5 : 0.64, -1)
          .move(0, -1)
          .line(0, 1);
  }
}

Path u_to_z(int which, bool other) {
  switch (which) {
    case 20: {  // U, with a stem or without
      Path path =
          Path().move(-0.52, -1).line(-0.52, 0.4).arc(0, 0.4, 0.52, 0.6, 180, 0).line(0.52, -1);
      if (other) path.move(0.52, 0.3).line(0.56, 1);
      return path;
    }
    case 21:  // V
      return Path().move(other ? -0.5 : -0.62, -1).line(0, 1).line(other ? 0.5 : 0.62, -1);
    case 22:  // W, pointed or round
      if (other) {
        return Path()
            .move(-0.7, -1)
            .line(-0.7, 0.5)
            .arc(-0.35, 0.5, 0.35, 0.5, 180, 0)
            .line(0, -0.4)
            .line(0, 0.5)
            .arc(0.35, 0.5, 0.35, 0.5, 180, 0)
            .line(0.7, -1);
      }
      return Path().move(-0.76, -1).line(-0.4, 1).line(0, -0.5).line(0.4, 1).line(0.76, -1);
    case 23:  // X, straight or with a swing
      if (other)
        return Path()
            .move(-0.55, -0.9)
            .curve(-0.1, -1.2, 0.1, 1.2, 0.55, 0.9)
            .move(0.5, -1)
            .line(-0.5, 1);
      return Path().move(-0.55, -1).line(0.55, 1).move(0.55, -1).line(-0.55, 1);
    case 24:  // Y, of three lines or of two
      if (other) return Path().move(-0.5, -1).line(0.03, 0.05).move(0.52, -1).line(-0.4, 1);
      return Path().move(-0.55, -1).line(0, -0.05).line(0.55, -1).move(0, -0.05).line(0, 1);
    default: {  // Z, with a bar or without
      Path path = Path().move(-0.55, -1).line(0.55, -1).line(-0.58, 1).line(0.58, 1);
      if (other) path.move(-0.36, 0).line(0.36, 0);
      return path;
    }
  }
}

}  // namespace

Path letter(int which, double style) {
  const bool other = style >= 0.6;
  if (which < 5) return a_to_e(which, other);
  if (which < 10) return f_to_j(which, other);
  if (which < 15) return k_to_o(which, other);
  if (which < 20) return p_to_t(which, other);
  return u_to_z(which, other);
}

}  // namespace hunch::data::sets
