# SPDX-License-Identifier: MIT
coroscope_test(tst_expression LINKS coroscope_expression)
