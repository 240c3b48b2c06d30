# hunch_wasm_modules(): the engine as ES modules, from wasm/*.cpp: hunch-<variant>.mjs, .wasm and
# -second.wasm for the page in the build folder's modules/, and whole ones for tests in Node in
# modules/node/. The page's first sight waits for the first part alone (see split_module.cmake).
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

function(hunch_wasm_modules)
  file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/wasm/*.cpp")
  if(NOT sources)
    return()
  endif()
  add_library(hunch_wasm OBJECT ${sources})
  hunch_options(hunch_wasm)
  hunch_headers(hunch_wasm)
  target_include_directories(hunch_wasm PRIVATE "${PROJECT_SOURCE_DIR}")
  target_link_libraries(hunch_wasm PUBLIC hunch_session)
  foreach(variant IN LISTS HUNCH_WASM_VARIANTS)
    hunch_wasm_program(hunch-${variant}-node ${variant} modules/node node)
    set_target_properties(hunch-${variant}-node PROPERTIES OUTPUT_NAME hunch-${variant})
    hunch_wasm_program(hunch-${variant}-whole ${variant} whole worker)
    set_target_properties(hunch-${variant}-whole PROPERTIES OUTPUT_NAME hunch-${variant})
    # What a first visit does not run stays apart, to be left out of its part, also where it is called
    # from one place only; the parts are made quick when they are split.
    target_link_options(hunch-${variant}-whole PRIVATE -sBINARYEN_EXTRA_PASSES=--one-caller-inline-max-function-size=1)
    hunch_wasm_split(${variant})
  endforeach()
  # hunch-module.d.ts, alike for all variants; Emscripten asks TypeScript's tsc to write it.
  hunch_wasm_program(hunch-types simd modules/types node)
  target_link_options(hunch-types PRIVATE "SHELL:--emit-tsd hunch-module.d.ts" -O0)
  set_target_properties(hunch-types PROPERTIES EXCLUDE_FROM_ALL ON)
endfunction()

function(hunch_wasm_program target variant folder environment)
  add_executable(${target})
  set_target_properties(
    ${target} PROPERTIES SUFFIX .mjs RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/${folder}")
  target_link_libraries(${target} PRIVATE hunch_wasm hunch_kernels_module_${variant})
  target_link_options(${target} PRIVATE ${hunch_wasm_link_options} -sENVIRONMENT=${environment}
                      $<$<CONFIG:Release>:-O3>)
endfunction()

function(hunch_wasm_split variant)
  set(whole "${PROJECT_BINARY_DIR}/whole/hunch-${variant}")
  set(parts "${PROJECT_BINARY_DIR}/modules/hunch-${variant}")
  set(split "${PROJECT_SOURCE_DIR}/cmake/split_module.cmake")
  set(visit "${PROJECT_SOURCE_DIR}/wasm/first_sight.mjs")
  add_custom_command(
    OUTPUT "${parts}.mjs" "${parts}.wasm" "${parts}-second.wasm"
    DEPENDS hunch-${variant}-whole "${split}" "${visit}"
    COMMAND
      "${CMAKE_COMMAND}" -D "tools=${HUNCH_WASM_TOOLS}" -D "node=${CMAKE_CROSSCOMPILING_EMULATOR}"
      -D "visit=${visit}" -D "whole=${whole}" -D "parts=${parts}" -P "${split}"
    COMMENT "Splitting hunch-${variant}"
    VERBATIM)
  add_custom_target(hunch-${variant} ALL DEPENDS "${parts}.mjs")
endfunction()
