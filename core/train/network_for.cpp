#include "train/network_for.h"

namespace hunch::train {

int choices_of(const data::Dataset& data) { return data.several ? 2 : data.class_count(); }

nn::Head head_for(spec::Loss loss, const data::Dataset& data) {
  nn::Head head = nn::head_for(loss, choices_of(data), data.itself.has_value());
  head.answers = data.answers;
  head.itself = data.itself.has_value();
  head.next = data.next;
  // Next tokens are told apart by the one loss that leaves out the steps with none.
  if (data.next) {
    head.kind = nn::Head::Kind::kLogits;
    head.outputs = data.class_count();
  }
  return head;
}

nn::Network network_for(const spec::ValidSpec& spec, const data::Dataset& data) {
  return {spec, data.shape, head_for(spec->training.loss, data), data.vocabulary, data.separator};
}

}  // namespace hunch::train
