# SPDX-License-Identifier: MIT
coroscope_library(coroscope_expression
    SOURCES
        cycleregistry.cpp
        errortypes.cpp
        evaluator.cpp
        evaluatorfunctions.cpp
        evaluatorlistmethods.cpp
        evaluatormembers.cpp
        evaluatoroperators.cpp
        evaluatorrun.cpp
        evaluatortextmethods.cpp
        expression.cpp
        expressionlexer.cpp
        expressionparser.cpp
        expressionprogram.cpp
        numberformat.cpp
        numbertext.cpp
        pythonrandom.cpp
        value.cpp
    LINKS coroscope_base)
