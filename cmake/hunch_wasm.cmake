# hunch_wasm_modules(): the engine as ES modules, from wasm/*.cpp: hunch-<variant>.mjs, .wasm and
# -second.wasm for the page in the build folder's modules/, and whole ones for tests in Node in
# modules/node/.
#
# The page's first sight waits for the first part alone: wasm-split takes out of the whole module what
# is not in a program, hunch-first-<variant>, that is linked with wasm/first/*.cpp in the place of the
# core's own functions of the same names. That program is never run: only the names in it are read.
set(hunch_wasm_link_options
    -fwasm-exceptions
    -lembind
    -sMODULARIZE
    -sEXPORT_ES6
    -sEXPORT_NAME=createHunchModule
    -sALLOW_MEMORY_GROWTH
    -sINITIAL_MEMORY=32MB
    -sSTACK_SIZE=1MB
    -sDYNAMIC_EXECUTION=0
    -sFILESYSTEM=0
    -sINCOMING_MODULE_JS_API=instantiateWasm
    -sPOLYFILL=0
    -sTEXTDECODER=2
    -sWASM_BIGINT
    -sMALLOC=emmalloc)

# Names stay as the compiler makes them, so that the parts can be told apart.
set(hunch_wasm_keep_names --profiling-funcs -Wl,--no-demangle)

function(hunch_wasm_modules)
  hunch_wasm_objects(hunch_wasm "${PROJECT_SOURCE_DIR}/wasm/*.cpp")
  hunch_wasm_objects(hunch_wasm_full "${PROJECT_SOURCE_DIR}/wasm/full/*.cpp")
  hunch_wasm_objects(hunch_wasm_first "${PROJECT_SOURCE_DIR}/wasm/first/*.cpp")
  foreach(variant IN LISTS HUNCH_WASM_VARIANTS)
    set(kernels hunch_kernels_module_${variant})
    hunch_wasm_program(hunch-${variant}-node full ${kernels} modules/node node -O3)
    set_target_properties(hunch-${variant}-node PROPERTIES OUTPUT_NAME hunch-${variant})
    hunch_wasm_program(hunch-${variant}-whole full ${kernels} whole worker -O3)
    set_target_properties(hunch-${variant}-whole PROPERTIES OUTPUT_NAME hunch-${variant})
    target_link_options(hunch-${variant}-whole PRIVATE ${hunch_wasm_keep_names})
    # Not optimized: a function that is inlined here may not be in the whole module.
    hunch_wasm_program(hunch-first-${variant} first hunch_kernels_first_${variant} first worker -O1)
    target_link_options(hunch-first-${variant} PRIVATE ${hunch_wasm_keep_names})
    hunch_wasm_split(${variant})
  endforeach()
  # hunch-module.d.ts, alike for all variants; Emscripten asks TypeScript's tsc to write it.
  hunch_wasm_program(hunch-types full hunch_kernels_module_simd modules/types node -O0)
  target_link_options(hunch-types PRIVATE "SHELL:--emit-tsd hunch-module.d.ts")
  set_target_properties(hunch-types PROPERTIES EXCLUDE_FROM_ALL ON)
endfunction()

function(hunch_wasm_objects target pattern)
  file(GLOB sources CONFIGURE_DEPENDS "${pattern}")
  add_library(${target} OBJECT ${sources})
  hunch_options(${target})
  target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}")
  target_link_libraries(${target} PUBLIC hunch_session)
endfunction()

function(hunch_wasm_program target part kernels folder environment optimize)
  add_executable(${target})
  set_target_properties(
    ${target} PROPERTIES SUFFIX .mjs RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/${folder}")
  target_link_libraries(${target} PRIVATE hunch_wasm hunch_wasm_${part} ${kernels})
  target_link_options(${target} PRIVATE ${hunch_wasm_link_options} -sENVIRONMENT=${environment}
                      $<$<CONFIG:Release>:${optimize}>)
endfunction()

function(hunch_wasm_split variant)
  set(whole "${PROJECT_BINARY_DIR}/whole/hunch-${variant}")
  set(parts "${PROJECT_BINARY_DIR}/modules/hunch-${variant}")
  set(first "${PROJECT_BINARY_DIR}/first/hunch-first-${variant}.wasm")
  set(absent "$<FILTER:$<TARGET_OBJECTS:hunch_wasm_first>,INCLUDE,absent>")
  set(split "${PROJECT_SOURCE_DIR}/cmake/split_module.cmake")
  add_custom_command(
    OUTPUT "${parts}.mjs" "${parts}.wasm" "${parts}-second.wasm"
    DEPENDS hunch-${variant}-whole hunch-first-${variant} "${split}"
    COMMAND "${CMAKE_COMMAND}" -E copy "${whole}.mjs" "${parts}.mjs"
    COMMAND "${CMAKE_COMMAND}" -D "tools=${HUNCH_WASM_TOOLS}" -D "first=${first}" -D "absent=${absent}"
            -D "whole=${whole}.wasm" -D "parts=${parts}" -P "${split}"
    VERBATIM)
  add_custom_target(hunch-${variant} ALL DEPENDS "${parts}.mjs")
endfunction()
