# hunch_kernels([DEPENDS FOLDER...])
#
# core/kernels/*.cpp       plain code, compiled once
# core/kernels/targets/T.cpp   the kernels for instruction set T, compiled with T's flags
# core/kernels/registry.cpp    knows which targets are linked, by HUNCH_TARGET_<T>=1
#
# Natively all targets of the processor family are in the one library and one is picked at run time.
# A wasm module with an unknown instruction anywhere is refused whole, so there are three variants
# of it; they share all objects but the targets and the registry. A wasm program links
# hunch_kernels_<variant> besides the libraries it uses; the page's modules link
# hunch_kernels_module_<variant>: one target each, since each is the others' fallback.
# Runs in exact mode want the simd or the scalar module.
set(HUNCH_WASM_VARIANTS scalar simd relaxed)
set(hunch_targets_wasm_scalar scalar)
set(hunch_targets_wasm_simd scalar simd128)
set(hunch_targets_wasm_relaxed scalar simd128 relaxed)
set(hunch_targets_module_scalar scalar)
set(hunch_targets_module_simd simd128)
set(hunch_targets_module_relaxed relaxed)
set(hunch_targets_x86 scalar sse avx2 avx512)
set(hunch_targets_arm scalar neon)

set(hunch_flags_scalar)
set(hunch_flags_sse -msse4.1)
set(hunch_flags_avx2 -mavx2 -mfma)
set(hunch_flags_avx512 -mavx512f -mavx512bw -mavx512vl -mavx512dq -mfma)
set(hunch_flags_neon)
set(hunch_flags_simd128 -msimd128)
set(hunch_flags_relaxed -msimd128 -mrelaxed-simd)

# An object library for one target, made once.
function(hunch_kernel_target name)
  set(target hunch_kernels_target_${name})
  if(NOT TARGET ${target})
    # In a download size counts. Loops that need it are unrolled by name: -Os costs 2 % of a training
    # step and 6 % of a picture of MC dropout, and saves 4 KB of the page's first load.
    set(optimize -O3)
    if(EMSCRIPTEN)
      set(optimize -Os)
    endif()
    add_library(${target} OBJECT "${PROJECT_SOURCE_DIR}/core/kernels/targets/${name}.cpp")
    hunch_options(${target})
    target_compile_options(${target} PRIVATE ${hunch_flags_${name}} $<$<CONFIG:Release>:${optimize}>)
    target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}/core")
  endif()
endfunction()

# Adds the registry and the named targets (those that are written) to `target`.
function(hunch_link_kernel_targets target)
  file(GLOB written CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/core/kernels/targets/*.cpp")
  target_sources(${target} PRIVATE "${PROJECT_SOURCE_DIR}/core/kernels/registry.cpp")
  foreach(name IN LISTS ARGN)
    if("${PROJECT_SOURCE_DIR}/core/kernels/targets/${name}.cpp" IN_LIST written)
      hunch_kernel_target(${name})
      target_sources(${target} PRIVATE $<TARGET_OBJECTS:hunch_kernels_target_${name}>)
      string(TOUPPER ${name} upper)
      target_compile_definitions(${target} PRIVATE HUNCH_TARGET_${upper}=1)
    endif()
  endforeach()
endfunction()

function(hunch_kernel_variant target)
  add_library(${target} STATIC)
  hunch_options(${target})
  target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}/core")
  hunch_link_kernel_targets(${target} ${ARGN})
endfunction()

function(hunch_kernels)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "" "DEPENDS")
  set(folder "${PROJECT_SOURCE_DIR}/core/kernels")
  file(GLOB sources CONFIGURE_DEPENDS "${folder}/*.cpp")
  set(registry "${folder}/registry.cpp")
  list(FIND sources "${registry}" has_registry)
  list(REMOVE_ITEM sources "${registry}")
  if(EMSCRIPTEN)
    hunch_add_library(kernels "${sources}" "${arg_DEPENDS}")
    foreach(variant IN LISTS HUNCH_WASM_VARIANTS)
      hunch_kernel_variant(hunch_kernels_${variant} ${hunch_targets_wasm_${variant}})
      hunch_kernel_variant(hunch_kernels_module_${variant} ${hunch_targets_module_${variant}})
    endforeach()
    return()
  endif()
  hunch_add_library(kernels "${sources}" "${arg_DEPENDS}")
  if(NOT has_registry LESS 0)
    if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64|i.86")
      hunch_link_kernel_targets(hunch_kernels ${hunch_targets_x86})
    elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "aarch64|arm64")
      hunch_link_kernel_targets(hunch_kernels ${hunch_targets_arm})
    else()
      hunch_link_kernel_targets(hunch_kernels scalar)
    endif()
  endif()
endfunction()
