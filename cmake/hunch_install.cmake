# `cmake --install` and, from another project, find_package(hunch) with hunch::session, hunch::core.
if(PROJECT_IS_TOP_LEVEL)
  include(GNUInstallDirs)
  include(CMakePackageConfigHelpers)
  get_property(libraries GLOBAL PROPERTY HUNCH_LIBRARIES)
  set(place "${CMAKE_INSTALL_LIBDIR}/cmake/hunch")
  install(TARGETS ${libraries} hunch_core EXPORT hunch-targets)
  install(EXPORT hunch-targets NAMESPACE hunch:: DESTINATION "${place}")
  install(DIRECTORY "${PROJECT_SOURCE_DIR}/core/" DESTINATION include/hunch FILES_MATCHING PATTERN "*.h")
  configure_package_config_file(
    "${CMAKE_CURRENT_LIST_DIR}/hunch-config.cmake.in" "${PROJECT_BINARY_DIR}/hunch-config.cmake"
    INSTALL_DESTINATION "${place}")
  write_basic_package_version_file("${PROJECT_BINARY_DIR}/hunch-config-version.cmake" COMPATIBILITY SameMajorVersion)
  install(FILES "${PROJECT_BINARY_DIR}/hunch-config.cmake" "${PROJECT_BINARY_DIR}/hunch-config-version.cmake"
          DESTINATION "${place}")
endif()
