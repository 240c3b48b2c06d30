#pragma once

#include "spec/fields.h"
#include "spec/json_tree.h"

namespace hunch::spec {

/// Fills a spec from a tree by the field table. What is wrong becomes an issue, in the order of the
/// document, and the nearest valid value takes its place; what is absent keeps its value.
class Reader {
 public:
  explicit Reader(Issues& issues) : issues_(issues) {}
  void read(const JsonNode& document, ModelSpec& spec);
  /// Whether the document named this field.
  bool saw(std::string_view pattern) const;

 private:
  void read_members(const JsonNode& node, std::string_view pattern, const std::string& pointer,
                    void* host);
  void read_field(const JsonNode& node, const Field& field, const std::string& pointer, void* host);
  void read_layers(const JsonNode& node, const Field& field, const std::string& pointer,
                   std::vector<LayerSpec>& layers);
  void read_layer(const JsonNode& node, const std::string& pointer, LayerSpec& layer);
  void report(const std::string& pointer, const JsonNode& node, std::string allowed);

  template <class T>
  void read_list(const JsonNode& node, const Field& field, const std::string& pointer,
                 std::vector<T>& list);
  bool read_element(const JsonNode& node, const Field& field, const std::string& pointer,
                    const std::vector<int>& before, int& value);
  bool read_element(const JsonNode& node, const Field& field, const std::string& pointer,
                    const std::vector<double>& before, double& value);
  bool read_element(const JsonNode& node, const Field& field, const std::string& pointer,
                    const std::vector<Feature>& before, Feature& value);
  bool read_element(const JsonNode& node, const Field& field, const std::string& pointer,
                    const std::vector<std::string>& before, std::string& value);
  bool read_element(const JsonNode& node, const Field& field, const std::string& pointer,
                    const std::vector<Point>& before, Point& value);

  bool read_number(const JsonNode& node, const Field& field, const std::string& pointer, bool whole,
                   double& value);
  bool read_text(const JsonNode& node, const Field& field, const std::string& pointer,
                 std::string& value);

  Issues& issues_;
  std::vector<std::string_view> seen_;
};

}  // namespace hunch::spec
