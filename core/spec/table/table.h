#pragma once

#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <utility>

#include "spec/fields.h"

/// The rows of the table of fields, a file for each part of the document. They are constants, not
/// code that makes them: a third of the size in a download.
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
constexpr AnyPlace place() {
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

/// A literal as a template's argument.
template <std::size_t Size>
struct Literal {
  char text[Size];
  constexpr Literal(const char (&from)[Size]) {  // NOLINT(google-explicit-constructor)
    std::copy_n(from, Size, text);
  }
};

/// Words that stand in the program for good, such as kWords<"dense", "conv2d">.
template <Literal... words>
inline constexpr std::array<std::string_view, sizeof...(words)> kWords = {
    std::string_view(words.text, sizeof(words.text) - 1)...};

template <std::size_t A, std::size_t B>
constexpr std::array<std::string_view, A + B> joined(std::span<const std::string_view, A> a,
                                                     std::span<const std::string_view, B> b) {
  std::array<std::string_view, A + B> all;
  std::copy(b.begin(), b.end(), std::copy(a.begin(), a.end(), all.begin()));
  return all;
}

constexpr Condition when(std::string_view pointer, std::span<const std::string_view> words) {
  return {pointer, words};
}

}  // namespace hunch::spec::table
