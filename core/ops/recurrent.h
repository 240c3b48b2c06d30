#pragma once

#include "ops/op.h"

namespace hunch::ops {

/// What all recurrent ops can be asked for.
struct RecurrentOptions {
  int units = 1;          ///< H
  bool sequence = false;  ///< the state of every step (T,H), else only that of the last (H)
  bool reverse = false;   ///< runs from the last step that counts to the first
  /// Gradients flow through the state at most so many steps back; 0: to the start. Counting steps t
  /// = 0, 1, ... as they are run, the state that enters a step with t % truncation == 0 is a
  /// constant to backward. Williams and Peng 1990, "An efficient gradient-based algorithm for
  /// on-line training of recurrent network trajectories", Neural Computation 2.
  int truncation = 0;
  double input_rate = 0;  ///< dropout of the inputs, see Recurrent
  double state_rate = 0;  ///< dropout of the state on its way into the next step
};

/// An op h_t = f(x_t, h_(t-1)) over a sequence, h = 0 before the first step. The derived cells say
/// what a step is; the walk over time, padding, truncation, masks and the sums for the gradients
/// are here.
///
/// A row shorter than T is run over the steps that count only: "last" is the state after the last
/// of them, in reverse after the first; padding gives zeros and gets zero gradient.
///
/// Dropout after Gal and Ghahramani 2016, "A theoretically grounded application of dropout in
/// recurrent neural networks", NIPS: one mask for the inputs and one for the state (of what the
/// recurrent weight multiplies), the same at all time steps, in train and sample mode, scaled by 1
/// / (1 - rate). The input mask of row r, feature i is f(context.random, slot 2^48 + (first_row +
/// r) D + i) with slot 0, the state mask that of slot 1 (H instead of D); slots 2 and 3 for the
/// second half of a Bidirectional. Without the row for MaskScope::kPerPass.
///
/// Parameters: input weight (D,G H), recurrent weight (H,G H), bias (G H), for G gates side by
/// side; a cell that has a recurrent bias (H) has it last.
class Recurrent : public Op {
 public:
  std::string name() const override { return name_; }
  /// (T,D) -> (T,H) or (H). Errors: another rank, no units, a rate outside [0,1), truncation below
  /// 0.
  Shape infer_shape(const Shape& input) override;
  std::size_t parameter_count() const override;
  std::vector<Parameter> parameters() const override;
  std::size_t saved_bytes(int rows) const override;
  std::size_t scratch_floats(int rows, const kernels::Kernels& kernels) const override;
  bool stochastic() const override { return options_.input_rate > 0 || options_.state_rate > 0; }
  void forward(const Context& context, const Buffers& buffers, std::span<const float> x,
               std::span<float> y) const override;
  void backward(const Context& context, const Buffers& buffers, std::span<const float> x,
                std::span<const float> y, std::span<const float> dy, std::span<float> dx,
                std::span<float> dparameters) const override;
  const RecurrentOptions& options() const { return options_; }

 protected:
  /// What a cell computes and keeps of each step.
  struct Form {
    int gates;            ///< G: widths of H that the input product makes
    int blocks;           ///< N >= G: widths of H kept of each step, the gates first
    bool cell;            ///< a second state, which only the cell itself reads
    bool recurrent_bias;  ///< a bias (H) more, whose gradient is that of the last block
  };
  Recurrent(const char* name, const Form& form, const RecurrentOptions& options)
      : name_(name), form_(form), options_(options) {}

  /// One step of B rows.
  struct Step {
    const kernels::Kernels& k;
    int rows;                     // B
    const float* weight;          // (H,G H) recurrent
    const float* recurrent_bias;  // (H)
    float* gates;                 // (B,N H) the input product, then what backward needs
    const float* before;          // (B,H) state before the step
    const float* input;           // (B,H) the same with its mask
    const float* cell_before;     // (B,H)
    float* cell;                  // (B,H)
    float* after;                 // (B,H) state after the step
    float* scratch;               // for gemm
  };
  struct StepBack {
    const Step& step;     // as forward left it
    const float* dafter;  // (B,H)
    float* dcell;         // (B,H) by cell, then by cell_before
    float* dgates;        // (B,N H) written
    float* dbefore;       // (B,H) added to
    float* dinput;        // (B,H) added to
  };
  virtual void step(const Step& s) const = 0;
  virtual void step_back(const StepBack& b) const = 0;
  /// dweight (H,G H) of all steps, from the masked states (rows,H), gates and dgates (rows,N H).
  virtual void weight_gradient(const kernels::Kernels& k, int rows, const float* inputs,
                               const float* gates, const float* dgates, bool accumulate,
                               float* dweight, float* scratch) const;
  int units() const { return options_.units; }

 private:
  friend class Bidirectional;
  /// Where y (B,T,H) or (B,H) lies: rows or steps `stride` numbers apart.
  template <class Number>
  struct Output {
    Number* data;
    int stride;
  };
  struct Kept {
    float* states;             // (T+1,B,H) states[0] = 0
    float* gates;              // (T,B,N H)
    float* cells;              // (T+1,B,H) if the form has them
    float* inputs;             // (T,B,H) masked states if there is a state mask
    std::uint8_t* input_mask;  // (B,D)
    std::uint8_t* state_mask;  // (B,H)
  };

  void run(const Context& context, const Buffers& buffers, const float* x, Output<float> y) const;
  /// dx is added to when `add`.
  void run_back(const Context& context, const Buffers& buffers, const float* x,
                Output<const float> dy, float* dx, bool add, float* dparameters) const;

  Kept kept(const Buffers& buffers) const;
  Step step_of(const Context& context, const Buffers& buffers, const Kept& kept, int t,
               float* scratch) const;
  std::size_t gemm_floats(int rows, const kernels::Kernels& k) const;
  std::size_t input_weights() const;
  std::size_t recurrent_weights() const;
  bool masks_input(const Context& c) const {
    return c.mode != Mode::kInfer && options_.input_rate > 0;
  }
  bool masks_state(const Context& c) const {
    return c.mode != Mode::kInfer && options_.state_rate > 0;
  }
  void draw_mask(const Context& context, int rows, int width, int slot, double rate,
                 std::uint8_t* mask) const;
  /// inputs (steps,B,D), or their gradient, times the mask.
  void mask_inputs(const Context& context, int rows, int steps, const Kept& kept,
                   float* inputs) const;

  const char* name_;
  Form form_;
  RecurrentOptions options_;
  bool second_ = false;  // of a Bidirectional: other names and masks
  int steps_ = 0;        // T
  int features_ = 0;     // D
};

}  // namespace hunch::ops
