# SPDX-License-Identifier: MIT
coroscope_test(tst_evaluator LINKS coroscope_expression)
coroscope_test(tst_evaluatorlimits LINKS coroscope_expression)
coroscope_test(tst_evaluatormethods LINKS coroscope_expression)
coroscope_test(tst_expression LINKS coroscope_expression)
# Qt's JavaScript engine is what the own evaluator is compared with.
coroscope_test(tst_expressiondifferential LINKS coroscope_expression Qt6::Qml)
coroscope_test(tst_pythonrandom LINKS coroscope_expression)
coroscope_test(tst_value LINKS coroscope_expression)
