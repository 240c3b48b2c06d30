# Header-only libraries that our own files, not our headers, include. In the wasm build they come by
# -idirafter (see hunch_options), since the system's include folder must not hide Emscripten's own.
if(NOT EMSCRIPTEN)
  find_package(nlohmann_json 3.10 REQUIRED)
endif()

function(hunch_link_dependencies)
  if(NOT EMSCRIPTEN)
    target_link_libraries(hunch_spec PRIVATE $<BUILD_INTERFACE:nlohmann_json::nlohmann_json>)
  endif()
endfunction()
