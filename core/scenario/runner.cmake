# SPDX-License-Identifier: MIT
coroscope_library(coroscope_scenario
    SOURCES
        arguments.h
        frame.cpp frame.h
        futureresult.cpp futureresult.h
        methods.cpp methods.h
        program.h
        programcompiler.cpp
        runcontext.cpp runcontext.h
        runner.cpp runner.h
        scenarioawait.cpp
        scenarioerror.cpp scenarioerror.h
        scenarioobjects.cpp scenarioobjects.h
        scenarioops.cpp
        scenariotask.cpp scenariotask.h
        scenariounwind.cpp
        scenariovalues.cpp scenariovalues.h
    LINKS coroscope_scenariofile coroscope_expression coroscope_sync)
