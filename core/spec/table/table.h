#pragma once

#include <utility>

#include "spec/fields.h"

/// The rows of the table of fields, a file for each part of the document.
namespace hunch::spec::table {

void add_data(std::vector<Field>& all);
void add_model(std::vector<Field>& all);
void add_training(std::vector<Field>& all);
void add_view(std::vector<Field>& all);

template <class Member>
struct HostOf;
template <class T, class H>
struct HostOf<T H::*> {
  using Host = H;
};

template <auto First, auto... Rest>
auto& follow(auto& host) {
  if constexpr (sizeof...(Rest) == 0)
    return host.*First;
  else
    return follow<Rest...>(host.*First);
}

/// The place at the end of a chain of members, such as place<&ModelSpec::data, &DataSpec::noise>().
template <auto First, auto... Rest>
AnyPlace place() {
  using Host = typename HostOf<decltype(First)>::Host;
  using T = std::remove_cvref_t<decltype(follow<First, Rest...>(std::declval<Host&>()))>;
  if constexpr (std::is_enum_v<T>) {
    return WordPlace{
        [](const void* host) {
          return static_cast<std::size_t>(follow<First, Rest...>(*static_cast<const Host*>(host)));
        },
        [](void* host, std::size_t index) {
          follow<First, Rest...>(*static_cast<Host*>(host)) = static_cast<T>(index);
        }};
  } else {
    return Place<T>{
        [](void* host) -> T& { return follow<First, Rest...>(*static_cast<Host*>(host)); }};
  }
}

inline Condition when(std::string_view pointer, std::vector<std::string_view> words) {
  return {pointer, std::move(words)};
}

}  // namespace hunch::spec::table
