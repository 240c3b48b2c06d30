#pragma once

#include "ops/window.h"

/// Convolution of each channel with a kernel of its own: no matrix products, but rows of channels
/// multiplied element by element. Weights are (Ky*Kx,C).
namespace hunch::ops::depthwise {

/// y (B,Yo,Xo,C) = bias (C) + the windows of x (B,Y,X,C) times weight.
void forward(const Context& context, const Geometry& geometry, int rows, const float* x,
             const float* weight, const float* bias, float* y);

/// dweight (Ky*Kx,C) += x's windows times dy.
void add_weight_gradient(const Context& context, const Geometry& geometry, int rows, const float* x,
                         const float* dy, float* dweight);

/// dx (B,Y,X,C) from dy (B,Yo,Xo,C).
void input_gradient(const Context& context, const Geometry& geometry, int rows, const float* dy,
                    const float* weight, float* dx);

}  // namespace hunch::ops::depthwise
