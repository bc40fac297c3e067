# What every target of the project shares. Includes are rooted at the top of the tree:
# #include "core/base/error.h".

add_library(polcascope_options INTERFACE)
target_include_directories(polcascope_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(polcascope_options INTERFACE -Wall -Wextra -Wpedantic -Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # GCC 12 sees overlaps in "text" + std::string where there are none (its bug 105651).
    target_compile_options(polcascope_options INTERFACE -Wno-restrict)
endif()
if(POLCASCOPE_WARNINGS_AS_ERRORS)
    target_compile_options(polcascope_options INTERFACE -Werror)
endif()
if(POLCASCOPE_SANITIZER)
    target_compile_options(polcascope_options INTERFACE -fsanitize=${POLCASCOPE_SANITIZER} -fno-omit-frame-pointer)
    target_link_options(polcascope_options INTERFACE -fsanitize=${POLCASCOPE_SANITIZER})
endif()

# polcascope_library(core_base SOURCES a.cpp ... [PUBLIC lib ...] [PRIVATE lib ...])
function(polcascope_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    add_library(${name} STATIC ${ARG_SOURCES})
    target_link_libraries(${name} PUBLIC ${ARG_PUBLIC} PRIVATE polcascope_options ${ARG_PRIVATE})
    set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
    if(name MATCHES "^widgets_")
        target_compile_definitions(${name} PRIVATE QT_NO_KEYWORDS)
        set_target_properties(${name} PROPERTIES AUTOMOC ON)
    endif()
endfunction()

# polcascope_test(tst_random SOURCES tst_random.cpp LIBRARIES core_base): a Qt Test program, registered with
# CTest under its own name. Tests that paint run offscreen.
function(polcascope_test name)
    cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LIBRARIES" ${ARGN})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 300)
    endif()
    add_executable(${name} ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE polcascope_options Qt6::Test ${ARG_LIBRARIES})
    target_compile_definitions(${name} PRIVATE QT_NO_KEYWORDS
        POLCASCOPE_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data"
        POLCASCOPE_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
        POLCASCOPE_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
    set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests/bin)
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8")
endfunction()
