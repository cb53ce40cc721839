# SPDX-License-Identifier: MIT
coroscope_library(coroscope_expression
    SOURCES
        cycleregistry.cpp
        errortypes.cpp
        evaluator.cpp
        evaluatorfunctions.cpp
        evaluatorlistchanges.cpp
        evaluatorlistmethods.cpp
        evaluatormembers.cpp
        evaluatornumbermethods.cpp
        evaluatoroperations.cpp
        evaluatoroperators.cpp
        evaluatorrun.cpp
        evaluatortextmethods.cpp
        expression.cpp
        expressionlexer.cpp
        expressionparser.cpp
        expressionprimaries.cpp
        expressionprogram.cpp
        numberformat.cpp
        numbertext.cpp
        pythonrandom.cpp
        value.cpp
        valueorder.cpp
        valuetext.cpp
    LINKS coroscope_base)
