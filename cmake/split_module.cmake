# cmake -D tools=DIR -D first=FILE -D absent=OBJECT -D whole=FILE -D parts=PREFIX -P split_module.cmake
#
# PREFIX.wasm: the functions of `whole` that `first` has too, by name, without those that `absent`
# stands in for. PREFIX-second.wasm: the others. The first part imports placeholders for them; the
# second takes their place when it is instantiated with the exports of the first
# (web/src/engine/second-part.ts).

# The functions of a file, those that other files may define too (weak ones) aside when told so.
function(functions_of file kinds names)
  execute_process(COMMAND "${tools}/emnm" --defined-only "${file}" OUTPUT_VARIABLE lines
                          COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCHALL "[0-9a-f]+ [${kinds}] [^\n]+" lines "${lines}")
  list(TRANSFORM lines REPLACE "^[0-9a-f]+ . " "")
  set(${names} ${lines} PARENT_SCOPE)
endfunction()

functions_of("${first}" TtWw kept)
functions_of("${absent}" T replaced)
list(REMOVE_ITEM kept ${replaced})
list(JOIN kept "\n" kept)
file(WRITE "${parts}.names" "${kept}\n")
execute_process(
  COMMAND "${tools}/wasm-split" "${whole}" --split "--keep-funcs=@${parts}.names" -o1 "${parts}.wasm"
          -o2 "${parts}-second.wasm" --import-namespace=first --placeholder-namespace=placeholder
          --export-prefix=% --all-features COMMAND_ERROR_IS_FATAL ANY)
