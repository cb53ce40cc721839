# SPDX-License-Identifier: MIT
coroscope_test(tst_fuzz_scenario LINKS coroscope_resources coroscope_scenariofile LABELS fuzz)
