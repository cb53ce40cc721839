# SPDX-License-Identifier: MIT
coroscope_test(tst_expression LINKS coroscope_expression)
coroscope_test(tst_pythonrandom LINKS coroscope_expression)
coroscope_test(tst_value LINKS coroscope_expression)
coroscope_test(tst_evaluator LINKS coroscope_expression)
