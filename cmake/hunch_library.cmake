# hunch_library(FOLDER [DEPENDS FOLDER...])
#
# Makes hunch_FOLDER (also called hunch::FOLDER) from core/FOLDER/*.cpp and one folder below: a static library, or an
# interface library while the folder has headers only. A folder that does not exist passes on what it
# depends on.
function(hunch_library folder)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "DEPENDS")
  file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/core/${folder}/*.cpp"
       "${PROJECT_SOURCE_DIR}/core/${folder}/*/*.cpp")
  hunch_add_library(${folder} "${sources}" "${arg_DEPENDS}")
endfunction()

# Shared with hunch_kernels.
function(hunch_add_library folder sources depends)
  set(target hunch_${folder})
  if(sources)
    set(scope PUBLIC)
    add_library(${target} STATIC ${sources})
    hunch_options(${target})
    hunch_headers(${target})
  else()
    set(scope INTERFACE)
    add_library(${target} INTERFACE)
    target_compile_features(${target} INTERFACE cxx_std_20)
  endif()
  add_library(hunch::${folder} ALIAS ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${folder})
  set_property(GLOBAL APPEND PROPERTY HUNCH_LIBRARIES ${target})
  target_include_directories(
    ${target} ${scope} "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/core>"
                       "$<INSTALL_INTERFACE:include/hunch>")
  list(TRANSFORM depends PREPEND hunch_)
  target_link_libraries(${target} ${scope} ${depends})
endfunction()
