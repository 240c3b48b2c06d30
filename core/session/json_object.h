#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "data/dataset.h"
#include "spec/json_tree.h"

/// Short ways to write JSON, for the documents of this folder.
namespace hunch::session::json {

inline std::string text(std::string_view value) { return spec::json_quote(value); }
inline std::string text(bool value) { return value ? "true" : "false"; }
inline std::string text(double value) { return spec::json_number(value); }
inline std::string text(int value) { return std::to_string(value); }
inline std::string text(std::size_t value) { return std::to_string(value); }

template <class T, class Write>
std::string list(const std::vector<T>& values, Write write) {
  std::string out = "[";
  for (const T& value : values) {
    if (out.size() > 1) out += ',';
    out += write(value);
  }
  return out + "]";
}

inline std::string words(const std::vector<std::string>& values) {
  return list(values, [](const std::string& value) { return spec::json_quote(value); });
}

/// {"name":value, ...} in the order of the calls; `json` is text already.
class Object {
 public:
  Object& raw(std::string_view name, std::string_view json) {
    out_ += (out_.size() > 1 ? "," : "") + spec::json_quote(name) + ":";
    out_ += json;
    return *this;
  }
  template <class T>
  Object& add(std::string_view name, const T& value) {
    return raw(name, text(value));
  }
  std::string done() const { return out_ + "}"; }

 private:
  std::string out_ = "{";
};

inline std::string task_word(data::Task task) {
  return task == data::Task::kClassification ? "classification" : "regression";
}

}  // namespace hunch::session::json
