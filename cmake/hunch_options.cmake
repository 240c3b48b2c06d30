# A newer compiler's new warnings should not stop anybody: they are errors only for the ones in use.
set(tested "GNU 12" "Clang 19")
string(REGEX MATCH "^[0-9]+" major "${CMAKE_CXX_COMPILER_VERSION}")
set(strict OFF)
if(PROJECT_IS_TOP_LEVEL AND "${CMAKE_CXX_COMPILER_ID} ${major}" IN_LIST tested)
  set(strict ON)
endif()
option(HUNCH_STRICT "Treat warnings as errors" ${strict})

# hunch_options(TARGET): how all of our own C++ is compiled.
#
# Contraction is off so that a*b+c is two roundings everywhere: the same bits on every target.
function(hunch_options target)
  target_compile_features(${target} PUBLIC cxx_std_20)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
  target_compile_options(
    ${target}
    PRIVATE -ffp-contract=off
            -fno-math-errno
            -Wall
            -Wextra
            -Wpedantic
            -Wshadow
            -Wconversion
            $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict> # false alarms on std::string in GCC 12
            $<$<BOOL:${HUNCH_STRICT}>:-Werror>)
  if(EMSCRIPTEN)
    # Size counts in a download; the kernels choose -O3 for themselves.
    target_compile_options(${target} PRIVATE -fwasm-exceptions $<$<CONFIG:Release>:-Oz>
                                             "SHELL:-idirafter ${HUNCH_WASM_HEADERS}")
  endif()
endfunction()

# The toolchain may live in a tree whose own headers have other paths outside of it, where Ninja would
# miss them and build everything anew each time: only our own headers are followed.
if(EMSCRIPTEN)
  set(CMAKE_DEPFILE_FLAGS_CXX "-MMD -MT <DEP_TARGET> -MF <DEP_FILE>")
endif()
