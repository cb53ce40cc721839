# SPDX-License-Identifier: MIT
# What others link: one library of the runtime, the primitives, the traces and what reads them, out of the objects of the
# folders' libraries, with their headers. The component `dev`.
include(CMakePackageConfigHelpers)
find_package(simdjson REQUIRED)

set(parts coroscope_base coroscope_trace coroscope_analysis coroscope_runtime coroscope_sync)
list(TRANSFORM parts REPLACE "(.+)" "$<TARGET_OBJECTS:\\1>" OUTPUT_VARIABLE objects)
add_library(coroscope_core STATIC ${objects})
add_library(Coroscope::core ALIAS coroscope_core)
set_target_properties(coroscope_core PROPERTIES EXPORT_NAME core LINKER_LANGUAGE CXX)
target_compile_features(coroscope_core PUBLIC cxx_std_20)
target_include_directories(coroscope_core INTERFACE
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/coroscope>)
target_link_libraries(coroscope_core PUBLIC Qt6::Core QCoro6::Core PRIVATE ZLIB::ZLIB simdjson::simdjson)
if(COROSCOPE_SANITIZE)
    target_link_options(coroscope_core PUBLIC -fsanitize=${COROSCOPE_SANITIZE})
endif()

install(TARGETS coroscope_core EXPORT CoroscopeTargets
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT dev)

# Headers keep their folders: what is included as "core/sync/gather.h" here is so there. Those of the readers' insides
# stay here.
set(inside core/trace/eventintake.h core/trace/gzip.h core/trace/jsonline.h)
foreach(part IN LISTS parts ITEMS coroscope_record)
    get_target_property(folder ${part} SOURCE_DIR)
    get_target_property(files ${part} SOURCES)
    get_target_property(more ${part} HEADER_SET)
    foreach(file IN LISTS files more)
        cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY ${folder} NORMALIZE)
        cmake_path(RELATIVE_PATH file BASE_DIRECTORY ${PROJECT_SOURCE_DIR})
        if(file MATCHES "^core/.*\\.h$" AND NOT file IN_LIST inside)
            cmake_path(GET file PARENT_PATH below)
            install(FILES ${PROJECT_SOURCE_DIR}/${file}
                DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/coroscope/${below} COMPONENT dev)
        endif()
    endforeach()
endforeach()

set(config_folder ${CMAKE_INSTALL_LIBDIR}/cmake/Coroscope)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/CoroscopeConfig.cmake.in
    ${PROJECT_BINARY_DIR}/packaging/CoroscopeConfig.cmake INSTALL_DESTINATION ${config_folder})
# Until 1.0 a change of the second number may change the interface.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/packaging/CoroscopeConfigVersion.cmake
    COMPATIBILITY SameMinorVersion)
install(FILES
        ${PROJECT_BINARY_DIR}/packaging/CoroscopeConfig.cmake
        ${PROJECT_BINARY_DIR}/packaging/CoroscopeConfigVersion.cmake
    DESTINATION ${config_folder} COMPONENT dev)
install(EXPORT CoroscopeTargets NAMESPACE Coroscope:: DESTINATION ${config_folder} COMPONENT dev)
