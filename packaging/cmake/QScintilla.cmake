# SPDX-License-Identifier: MIT
# QScintilla has no CMake package: coroscope_qscintilla stands for its library and headers.
find_path(QSCINTILLA_INCLUDE_DIR Qsci/qsciscintilla.h HINTS ${Qt6Core_INCLUDE_DIRS} PATH_SUFFIXES qt6)
find_library(QSCINTILLA_LIBRARY NAMES qscintilla2_qt6)
if(NOT QSCINTILLA_INCLUDE_DIR OR NOT QSCINTILLA_LIBRARY)
    message(FATAL_ERROR "QScintilla for Qt 6 was not found. On Debian install libqscintilla2-qt6-dev; elsewhere set "
        "QSCINTILLA_INCLUDE_DIR to the folder that holds Qsci/qsciscintilla.h, and QSCINTILLA_LIBRARY to the library.")
endif()
add_library(coroscope_qscintilla INTERFACE)
target_include_directories(coroscope_qscintilla SYSTEM INTERFACE ${QSCINTILLA_INCLUDE_DIR})
target_link_libraries(coroscope_qscintilla INTERFACE ${QSCINTILLA_LIBRARY} Qt6::Widgets Qt6::PrintSupport)
