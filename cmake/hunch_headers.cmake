# hunch_headers(TARGET): in the WebAssembly build the standard library's headers, which take longer to
# read than most files of ours, are read once for all. The native build does without, so that a header
# that a file forgot is missed there.
function(hunch_headers target)
  if(NOT EMSCRIPTEN)
    return()
  endif()
  if(NOT TARGET hunch_precompiled)
    set(nothing "${PROJECT_BINARY_DIR}/hunch_precompiled.cpp")
    file(GENERATE OUTPUT "${nothing}" CONTENT "")
    add_library(hunch_precompiled OBJECT "${nothing}")
    hunch_options(hunch_precompiled)
    target_precompile_headers(
      hunch_precompiled
      PRIVATE
      <algorithm>
      <array>
      <cmath>
      <cstdint>
      <cstring>
      <limits>
      <memory>
      <optional>
      <span>
      <string>
      <string_view>
      <utility>
      <variant>
      <vector>)
  endif()
  target_precompile_headers(${target} REUSE_FROM hunch_precompiled)
endfunction()
