# SPDX-License-Identifier: MIT
# The mechanics of the project's targets, so that the lists in the folders only name files.

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE})
endif()
option(COROSCOPE_PCH "Precompile the headers that most files include" ON)
find_program(MOLD mold)
if(MOLD)
    add_link_options(-fuse-ld=mold)
endif()

function(coroscope_compile_options target)
    target_include_directories(${target} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>)
    target_compile_features(${target} PUBLIC cxx_std_20)
    target_compile_definitions(${target} PRIVATE
        QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_KEYWORDS COROSCOPE_VERSION="${PROJECT_VERSION}")
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wshadow
        $<$<BOOL:${COROSCOPE_WERROR}>:-Werror>)
    if(COROSCOPE_SANITIZE)
        # What the sanitizers add makes GCC 12 take parts of a std::variant for unset that are not; plain builds keep
        # the warning.
        target_compile_options(${target} PRIVATE -Wno-maybe-uninitialized)
        target_compile_options(${target} PUBLIC -fsanitize=${COROSCOPE_SANITIZE} -fno-sanitize-recover=undefined
            -fno-omit-frame-pointer -g1)
        target_link_options(${target} PUBLIC -fsanitize=${COROSCOPE_SANITIZE})
    endif()
endfunction()

# coroscope_precompile(TARGET [NO_WIDGETS]): takes the headers that most files include from one precompiled header for the
# core and one for what draws. They are built once, with the flags of all targets; no source relies on them. A target in
# ui/ or app/ that does not link Qt's widgets says NO_WIDGETS: the compiler refuses a header made with other definitions.
function(coroscope_precompile target)
    if(NOT COROSCOPE_PCH)
        return()
    endif()
    cmake_parse_arguments(ARG "NO_WIDGETS" "" "" ${ARGN})
    set(kind core)
    if(CMAKE_CURRENT_SOURCE_DIR MATCHES "^${PROJECT_SOURCE_DIR}/(tests/)?(ui|app)(/|$)" AND NOT ARG_NO_WIDGETS)
        set(kind widgets)
    endif()
    set(provider coroscope_pch_${kind})
    if(NOT TARGET ${provider})
        add_library(${provider} OBJECT ${PROJECT_SOURCE_DIR}/packaging/cmake/precompiled.cpp)
        coroscope_compile_options(${provider})
        if(kind STREQUAL core)
            target_link_libraries(${provider} PRIVATE QCoro6::Core)
        else()
            target_link_libraries(${provider} PRIVATE QCoro6::Core Qt6::Widgets)
        endif()
        target_precompile_headers(${provider} PRIVATE ${PROJECT_SOURCE_DIR}/packaging/cmake/precompiled${kind}.h)
    endif()
    target_precompile_headers(${target} REUSE_FROM ${provider})
endfunction()

# coroscope_library(NAME [MOC] [NO_WIDGETS] SOURCES file… LINKS target…): a static library of one folder.
function(coroscope_library name)
    cmake_parse_arguments(ARG "MOC;NO_WIDGETS" "" "SOURCES;LINKS" ${ARGN})
    add_library(${name} STATIC ${ARG_SOURCES})
    coroscope_compile_options(${name})
    if(ARG_NO_WIDGETS)
        coroscope_precompile(${name} NO_WIDGETS)
    else()
        coroscope_precompile(${name})
    endif()
    target_link_libraries(${name} PUBLIC ${ARG_LINKS})
    if(ARG_MOC)
        set_target_properties(${name} PROPERTIES AUTOMOC ON)
    endif()
endfunction()

# coroscope_test(tst_stem LINKS target… [LABELS label…]): one Qt Test program out of tst_stem.cpp, run without a display.
function(coroscope_test name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINKS;LABELS" ${ARGN})
    add_executable(${name} ${name}.cpp ${ARG_SOURCES})
    coroscope_compile_options(${name})
    coroscope_precompile(${name})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_link_libraries(${name} PRIVATE ${ARG_LINKS} Qt6::Test)
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;QT_LOGGING_RULES=*.debug=false" TIMEOUT 300 LABELS "${ARG_LABELS}")
endfunction()

# coroscope_display_test(tst_stem [function…]): a test program once more, or some functions of it, in a display of X11
# that nobody sees. Skipped where there is no Xvfb.
function(coroscope_display_test name)
    add_test(NAME ${name}_x11 COMMAND ${PROJECT_SOURCE_DIR}/tests/support/xvfb.sh $<TARGET_FILE:${name}> ${ARGN})
    set_tests_properties(${name}_x11 PROPERTIES
        ENVIRONMENT "QT_LOGGING_RULES=*.debug=false" SKIP_RETURN_CODE 77 TIMEOUT 300)
endfunction()
