# Builds and runs a user's project against the library: installed where WAY is `installed`, or as a part of it.
set(work ${BUILD}/tests/consumer/${WAY})
file(REMOVE_RECURSE ${work})

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE failed OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(failed)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${command}\n${output}")
  endif()
endfunction()

if(WAY STREQUAL "installed")
  run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${work}/prefix)
  set(library -DCMAKE_PREFIX_PATH=${work}/prefix)
else()
  # The library alone needs none of the packages that the command and the tests are made of.
  set(library -DLOGITS_SOURCE=${SOURCE})
  foreach(package CLI11 nlohmann_json fmt Catch2)
    list(APPEND library -DCMAKE_DISABLE_FIND_PACKAGE_${package}=ON)
  endforeach()
endif()

run(${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR}/project -B ${work}/build -G ${GENERATOR} ${library}
    -DCMAKE_CXX_COMPILER=${COMPILER} -DCMAKE_BUILD_TYPE=${BUILD_TYPE} -DCMAKE_CXX_FLAGS=${FLAGS})
run(${CMAKE_COMMAND} --build ${work}/build)

# Of 3, 1, 2 at T = 0.5, top-k 2 leaves e^6 and e^4: 1 / (1 + e^-2) = 0.880797. The first random number of seed 42 is
# 0.4686 (tests/reference/make_golden_draws.py).
string(JOIN "\n" expected
       "logits ${VERSION}"
       "0 0.880797" "2 0.119203" "drew 0"
       "1 0.119203" "2 0.880797" "drew 2"
       "every token is banned" "")
execute_process(COMMAND ${work}/build/consumer OUTPUT_VARIABLE found ERROR_VARIABLE errors RESULT_VARIABLE failed)
if(failed OR NOT found STREQUAL expected)
  message(FATAL_ERROR "expected:\n${expected}\nfound, with exit code ${failed}:\n${found}${errors}")
endif()
