#pragma once

/// Scalar transcendental maths in double, the same bits on every target: nothing here calls libm
/// but sqrt, fabs, floor and the like, which IEEE 754 fixes. Used where few numbers are needed
/// (synthetic data, formulas, schedules, metrics); buffers go through kernels::Kernels::unary.
/// Errors: relative error below 2e-15 for exp, log, sin, cos (|x| < 1e5), tanh, pow of positive
/// bases.
namespace hunch::math {

inline constexpr double kPi = 3.14159265358979323846;

double exp(double x);
double log(double x);  ///< NaN below 0, -inf at 0
double log1p(double x);
double sin(double x);
double cos(double x);
double tan(double x);
double tanh(double x);
double atan(double x);
double atan2(double y, double x);
double pow(double x, double y);  ///< whole y by repeated multiplication, else exp(y log x)

}  // namespace hunch::math
