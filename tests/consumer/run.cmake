# Installs Hunch, builds a project that uses it, and runs what that makes:
# cmake -D BUILD=<Hunch's build folder> -D SOURCE=<the project> -D WORK=<scratch folder>
#       -D "PROGRAMS=<name> <name>..." -P run.cmake
function(must)
  execute_process(COMMAND ${ARGV} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE "${WORK}")
must("${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${WORK}/installed")
must("${CMAKE_COMMAND}" -G Ninja -S "${SOURCE}" -B "${WORK}/build" "-DCMAKE_PREFIX_PATH=${WORK}/installed")
must("${CMAKE_COMMAND}" --build "${WORK}/build")
separate_arguments(programs NATIVE_COMMAND "${PROGRAMS}")
foreach(program IN LISTS programs)
  must("${WORK}/build/${program}")
endforeach()
