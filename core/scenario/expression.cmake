# SPDX-License-Identifier: MIT
coroscope_library(coroscope_expression
    SOURCES
        errortypes.cpp
        expression.cpp
        expressionlexer.cpp
        expressionparser.cpp
        numbertext.cpp
        pythonrandom.cpp
        value.cpp
    LINKS coroscope_base Qt6::Qml)
