# hunch_wasm_modules(): the engine as ES modules, hunch-<variant>.mjs + .wasm, from wasm/*.cpp.
# The page's go to the build folder's modules/, those for tests in Node to modules/node/. The page
# begins with hunch-first-<variant>, which has only what its first sight needs: wasm/first/*.cpp stand
# in for the rest, wasm/full/*.cpp and what it calls.
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
  target_include_directories(hunch_wasm PRIVATE "${PROJECT_SOURCE_DIR}")
  target_link_libraries(hunch_wasm PUBLIC hunch_session)
  foreach(part IN ITEMS first full)
    file(GLOB part_sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/wasm/${part}/*.cpp")
    add_library(hunch_wasm_${part} OBJECT ${part_sources})
    hunch_options(hunch_wasm_${part})
    target_include_directories(hunch_wasm_${part} PRIVATE "${PROJECT_SOURCE_DIR}")
    target_link_libraries(hunch_wasm_${part} PUBLIC hunch_session)
  endforeach()
  foreach(variant IN LISTS HUNCH_WASM_VARIANTS)
    hunch_wasm_module(hunch-first-${variant} first hunch_kernels_first_${variant} modules worker)
    hunch_wasm_module(hunch-${variant} full hunch_kernels_module_${variant} modules worker)
    hunch_wasm_module(hunch-${variant}-node full hunch_kernels_module_${variant} modules/node node)
    set_target_properties(hunch-${variant}-node PROPERTIES OUTPUT_NAME hunch-${variant})
  endforeach()
  # hunch-module.d.ts, alike for all variants; Emscripten asks TypeScript's tsc to write it.
  hunch_wasm_module(hunch-types full hunch_kernels_module_simd modules/types node)
  target_link_options(hunch-types PRIVATE "SHELL:--emit-tsd hunch-module.d.ts" -O0)
  set_target_properties(hunch-types PROPERTIES EXCLUDE_FROM_ALL ON)
endfunction()

function(hunch_wasm_module target part kernels folder environment)
  add_executable(${target})
  set_target_properties(
    ${target} PROPERTIES SUFFIX .mjs RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/${folder}")
  target_link_libraries(${target} PRIVATE hunch_wasm hunch_wasm_${part} ${kernels})
  target_link_options(${target} PRIVATE ${hunch_wasm_link_options} -sENVIRONMENT=${environment}
                      $<$<CONFIG:Release>:-O3>)
endfunction()
