#pragma once

#include "kernels/kernels.h"
#include "kernels/text/maths.inc.h"

// One pass over the parameters for each step. The formulas are PyTorch's, after the papers named;
// decoupled decay (Loshchilov and Hutter, "Decoupled weight decay regularization", 2019) comes
// first: w -= rate * decay * w.
namespace hunch::kernels {
namespace {

/// For each vector of parameters: gradient scaled, weight decayed, then
/// w = step(w, g, state...), each state buffer read and written in place.
template <class Step, class... State>
HUNCH_INLINE void update(std::size_t n, const UpdateParams& p, float* w, const float* g, Step step,
                         State*... state) {
  const F grad_scale = splat(p.grad_scale);
  const F shrink = splat(p.rate * p.decay);
  const auto one = [=](F weight, F gradient, auto&... s) {
    return step(weight - shrink * weight, gradient * grad_scale, s...);
  };
  std::size_t i = 0;
  for (; i + kStep <= n; i += kStep) {
    [&](auto... s) {
      store(w + i, one(load(w + i), load(g + i), s...));
      (store(state + i, s), ...);
    }(load(state + i)...);
  }
  if (i == n) return;
  const std::size_t rest = n - i;
  [&](auto... s) {
    store_part(w + i, one(load_part(w + i, rest), load_part(g + i, rest), s...), rest);
    (store_part(state + i, s, rest), ...);
  }(load_part(state + i, rest)...);
}

HUNCH_INLINE F flush_moment(F x) { return flush(x, kTinyMoment); }
/// A mean of squares stays at the smallest normal number or above, far below every epsilon: one
/// instruction, where flushing to 0 takes several. NaN stays NaN.
HUNCH_INLINE F hold_square(F x) { return larger(splat(kTinyMoment), x); }

/// w -= rate g
void sgd(std::size_t n, const UpdateParams& p, float* w, const float* g) {
  const F rate = splat(p.rate);
  update(n, p, w, g, [=](F weight, F grad) { return weight - rate * grad; });
}

/// v = mu v + g; w -= rate v  (Polyak 1964, in the form of Sutskever et al., ICML 2013, with the
/// rate outside)
void momentum(std::size_t n, const UpdateParams& p, float* w, const float* g, float* v) {
  const F rate = splat(p.rate), mu = splat(p.momentum);
  update(
      n, p, w, g,
      [=](F weight, F grad, F& velocity) {
        velocity = flush_moment(madd(mu, velocity, grad));
        return weight - rate * velocity;
      },
      v);
}

/// v = mu v + g; w -= rate (g + mu v)  (Nesterov 1983, as in Sutskever et al.)
void nesterov(std::size_t n, const UpdateParams& p, float* w, const float* g, float* v) {
  const F rate = splat(p.rate), mu = splat(p.momentum);
  update(
      n, p, w, g,
      [=](F weight, F grad, F& velocity) {
        velocity = flush_moment(madd(mu, velocity, grad));
        return weight - rate * madd(mu, velocity, grad);
      },
      v);
}

/// s = rho s + (1 - rho) g^2; w -= rate g / (sqrt(s) + epsilon)  (Tieleman and Hinton, lecture 6.5
/// of "Neural networks for machine learning", 2012); rho is beta2
void rmsprop(std::size_t n, const UpdateParams& p, float* w, const float* g, float* s) {
  const F rate = splat(p.rate), rho = splat(p.beta2), rest = splat(1 - p.beta2);
  const F epsilon = splat(p.epsilon);
  update(
      n, p, w, g,
      [=](F weight, F grad, F& square) {
        square = hold_square(madd(rho, square, rest * grad * grad));
        return weight - rate * grad / (root(square) + epsilon);
      },
      s);
}

/// s = s + g^2; w -= rate g / (sqrt(s) + epsilon)  (Duchi, Hazan, Singer, JMLR 12, 2011)
void adagrad(std::size_t n, const UpdateParams& p, float* w, const float* g, float* s) {
  const F rate = splat(p.rate), epsilon = splat(p.epsilon);
  update(
      n, p, w, g,
      [=](F weight, F grad, F& square) {
        square = hold_square(madd(grad, grad, square));
        return weight - rate * grad / (root(square) + epsilon);
      },
      s);
}

/// m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2;
/// w -= rate (c1 m) / (sqrt(c2 v) + epsilon), with c = 1 / (1 - beta^t)  (Kingma and Ba, ICLR 2015)
void adam(std::size_t n, const UpdateParams& p, float* w, const float* g, float* m, float* v) {
  const F rate = splat(p.rate * p.correction1), correction = splat(p.correction2);
  const F beta1 = splat(p.beta1), rest1 = splat(1 - p.beta1);
  const F beta2 = splat(p.beta2), rest2 = splat(1 - p.beta2);
  const F epsilon = splat(p.epsilon);
  update(
      n, p, w, g,
      [=](F weight, F grad, F& mean, F& square) {
        mean = flush_moment(madd(beta1, mean, rest1 * grad));
        square = hold_square(madd(beta2, square, rest2 * grad * grad));
        return weight - rate * mean / (root(square * correction) + epsilon);
      },
      m, v);
}

}  // namespace
}  // namespace hunch::kernels
