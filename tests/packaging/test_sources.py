# SPDX-License-Identifier: MIT
"""What packaging/check-sources.py finds, and what it lets pass."""

import importlib.util
import pathlib
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
_spec = importlib.util.spec_from_file_location("check_sources", ROOT / "packaging" / "check-sources.py")
check_sources = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(check_sources)


def hazard_lines(code):
    return [line for line, _ in check_sources.hazards(code)]


def messages(path, text):
    return [message for _, message in check_sources.faults(path, text.encode())]


class Hazards(unittest.TestCase):
    def test_an_await_in_a_condition_is_found(self):
        self.assertEqual(hazard_lines("if (co_await lock.acquire())\n    return;"), [1])
        self.assertEqual(hazard_lines("\nwhile (more && co_await queue.get()) {}"), [2])
        self.assertEqual(hazard_lines("switch (co_await answer()) {}"), [1])
        self.assertEqual(hazard_lines("if (const bool got = co_await f(g(1));\n    got) {}"), [1])

    def test_a_condition_over_several_lines_is_found_where_it_begins(self):
        self.assertEqual(hazard_lines("\n\nif (a &&\n    (b ||\n     co_await c))\n    d();"), [3])

    def test_an_await_of_a_choice_is_found(self):
        self.assertEqual(hazard_lines("co_await (fast ? sleep(1) : sleep(2));"), [1])
        self.assertEqual(hazard_lines("x = co_await (fast\n    ? sleep(1)\n    : sleep(2));"), [1])

    def test_awaits_elsewhere_pass(self):
        self.assertEqual(hazard_lines("if (ready)\n    co_await sleep(1);"), [])
        self.assertEqual(hazard_lines("const int n = co_await f();\nif (n > 0) {}"), [])
        self.assertEqual(hazard_lines("co_await (std::move(task));"), [])
        self.assertEqual(hazard_lines("for (;;) co_await f(x ? 1 : 2);"), [])

    def test_comments_and_texts_pass(self):
        self.assertEqual(hazard_lines("// if (co_await x)\n/* while (co_await\n x) */"), [])
        self.assertEqual(hazard_lines('say("if (co_await x)");\nsay(R"(if (co_await "x"))");'), [])
        self.assertEqual(hazard_lines("if (c == ')' && d)\n    co_await e();\nint n = 1'000;"), [])


class Licences(unittest.TestCase):
    mit = "// SPDX-License-Identifier: MIT\n"
    gpl = "// SPDX-License-Identifier: GPL-3.0-or-later\n"

    def test_the_folder_decides(self):
        self.assertEqual(messages("core/base/ids.h", self.mit), [])
        self.assertEqual(messages("ui/theme/theme.h", self.gpl), [])
        self.assertEqual(len(messages("core/base/ids.h", self.gpl)), 1)
        self.assertEqual(len(messages("app/main.cpp", self.mit)), 1)

    def test_a_missing_header_is_found_in_every_kind_of_source(self):
        for name in ("core/a.cpp", "tests/a.py", "packaging/a.sh", "CMakeLists.txt", "core/a.cmake", ".ci/run",
                     "resources/scenarios/a.coro.yaml"):
            self.assertEqual(len(messages(name, "x\n")), 1, name)

    def test_it_may_stand_below_the_line_of_the_interpreter(self):
        self.assertEqual(messages("packaging/a.sh", "#!/bin/sh\n# SPDX-License-Identifier: MIT\n"), [])

    def test_data_needs_none(self):
        self.assertEqual(messages("README.md", "x\n"), [])
        self.assertEqual(messages("tests/conformance/scenarios/a.yaml", "x\n"), [])


class Paths(unittest.TestCase):
    def test_a_path_of_one_machine_is_found(self):
        for path in ("/ho" "me/anna/x", "/ro" "ot/x", str(ROOT) + "/x"):
            self.assertEqual(len(messages("README.md", f"see {path}\n")), 1, path)

    def test_other_paths_pass(self):
        for path in ("/usr/bin/python3", "resources/root/x", "https://example.org/home/anna/x", "$HOME/.pyenv", "/tmp/x"):
            self.assertEqual(messages("README.md", f"see {path}\n"), [], path)

    def test_what_is_no_text_passes(self):
        self.assertEqual(list(check_sources.faults("a.png", b"\0/ho" b"me/anna/x")), [])


if __name__ == "__main__":
    unittest.main()
