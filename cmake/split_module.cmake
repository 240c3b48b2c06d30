# cmake -D tools=FOLDER -D node=COMMAND -D visit=SCRIPT -D whole=PREFIX -D parts=PREFIX
#       -P split_module.cmake
#
# parts.wasm: the functions of `whole` that ran when the script did what a visit begins with;
# parts-second.wasm: the others; parts.mjs: the glue of both. The first part imports a placeholder for
# each of the others; they take their places when the second is instantiated with the exports of the
# first (web/src/engine/second-part.ts).
execute_process(COMMAND "${tools}/wasm-split" --instrument "${whole}.wasm" -o "${parts}-seen.wasm"
                        --all-features COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${node} "${visit}" "${whole}.mjs" "${parts}-seen.wasm" "${parts}.profile"
                        COMMAND_ERROR_IS_FATAL ANY)
execute_process(
  COMMAND "${tools}/wasm-split" --split "${whole}.wasm" "--profile=${parts}.profile" -o1 "${parts}.wasm"
          -o2 "${parts}-second.wasm" --import-namespace=first --placeholder-namespace=placeholder
          --export-prefix=% --all-features COMMAND_ERROR_IS_FATAL ANY)
foreach(part IN ITEMS "${parts}" "${parts}-second")
  execute_process(COMMAND "${tools}/wasm-opt" -O3 --all-features "${part}.wasm" -o "${part}.wasm"
                          COMMAND_ERROR_IS_FATAL ANY)
endforeach()
file(COPY_FILE "${whole}.mjs" "${parts}.mjs")
file(REMOVE "${parts}-seen.wasm" "${parts}.profile")
