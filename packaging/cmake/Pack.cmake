# SPDX-License-Identifier: MIT
# `cpack` in the build folder makes coroscope_VERSION_ARCHITECTURE.deb and coroscope-dev_VERSION_ARCHITECTURE.deb. What is
# built already is not built again.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME coroscope)
set(CPACK_PACKAGE_VENDOR "The Coroscope authors")
set(CPACK_PACKAGE_CONTACT "The Coroscope authors <coroscope@users.noreply.github.com>")
set(CPACK_PACKAGE_HOMEPAGE_URL "https://github.com/coroscope/coroscope")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "") # each component has its own, in its first line
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/packages)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(CPACK_COMPONENTS_ALL dev)
if(COROSCOPE_GUI)
    list(PREPEND CPACK_COMPONENTS_ALL program)
endif()
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)

set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME coroscope)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_RECOMMENDS "fonts-dejavu-core, hicolor-icon-theme, shared-mime-info, qt6-wayland")
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SUGGESTS "coroscope-dev, python3")
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION
"oscilloscope for coroutines
Coroscope runs scenarios of asynchronous programs, written as YAML files in
the words of Python's asyncio, and draws on a timeline what each task does:
when it runs, when it is ready, what it waits for, and who wakes or cancels
it. The order of execution is that of CPython.
.
It comes with a library of programs: semaphores, queues, timeouts, task
groups, deadlocks and how to cure them.")

set(CPACK_DEBIAN_DEV_PACKAGE_NAME coroscope-dev)
set(CPACK_DEBIAN_DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEV_PACKAGE_DEPENDS
    "qt6-base-dev (>= 6.4), qcoro-qt6-dev (>= 0.8), libsimdjson-dev, zlib1g-dev")
set(CPACK_DEBIAN_DEV_PACKAGE_RECOMMENDS "cmake (>= 3.25)")
set(CPACK_COMPONENT_DEV_DESCRIPTION
"oscilloscope for coroutines - core library
The runtime of Coroscope for C++ programs on Qt: a scheduler whose coroutines
run in the order of Python's asyncio, in virtual or in real time, with tasks,
cancellation, semaphores, queues, gather and timeouts; traces of what ran, and
their analysis.
.
CMake finds it as Coroscope and links it as Coroscope::core.")
include(CPack)
