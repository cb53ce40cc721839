# SPDX-License-Identifier: MIT
"""The man page and the completions know what the program knows."""

import pathlib
import re
import subprocess
import tempfile
import unittest

from installed import BUILD, PROGRAM, ROOT, VERSION, needs, run

SHELL = ROOT / "packaging" / "shell"
GENERAL = {"--help", "--version", "-h", "-v"}


def help_of(command):
    return run(PROGRAM, command, "--help")


def commands():
    usage = run(PROGRAM, "--help")
    return re.findall(r"^  ([a-z]+) ", usage[usage.index("Commands:"):usage.index("Options:")], re.MULTILINE)


def options_in(text):
    return set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*(?![\w])", text))


def options_of(command):
    listed = re.findall(r"^  (-.*?)(?:  |$)", help_of(command), re.MULTILINE)
    return options_in(" ".join(listed)) - GENERAL


class Man(unittest.TestCase):
    page = (SHELL / "coroscope.1").read_text(encoding="utf-8")

    def test_it_has_every_command_and_no_others(self):
        told = re.findall(r"^\.SS ([a-z]+)\b", self.page, re.MULTILINE)
        self.assertEqual(sorted(told), sorted(commands()))

    def section(self, title):
        found = re.search(rf"^\.SS {title}\b.*?\n(.*?)(?=^\.S[SH] )", self.page, re.DOTALL | re.MULTILINE)
        self.assertIsNotNone(found, f"no section {title}")
        return found[1].replace("\\-", "-")

    def test_every_command_has_its_options_and_no_others(self):
        of_runs = {option for option in options_in(self.section("Options of a run")) if option.startswith("--")}
        for command in commands():
            told = set()
            for line in re.findall(r"^\.TP\n(\..*)$", self.section(command), re.MULTILINE):
                told |= options_in(line)
            if "options of a run" in self.section(command):
                told |= of_runs
            self.assertEqual(told, options_of(command), command)

    def test_limits_are_those_of_the_program(self):
        section = self.section("Options of a run")
        limits = re.findall(r"(--max-\w+) .*?\((\d+)\)", " ".join(help_of("run").split()))
        self.assertEqual(len(limits), 4)
        for option, limit in limits:
            told = re.search(rf"{option} .*\n.*?(\d[\d,]*\d)", section)
            self.assertEqual(told[1], f"{int(limit):,}", option)

    def test_it_has_the_version_of_the_project(self):
        built = (BUILD / "packaging" / "coroscope.1").read_text(encoding="utf-8")
        self.assertIn(f'"Coroscope {VERSION}"', built)

    @needs("man")
    def test_it_is_formatted_without_a_warning(self):
        done = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-Tutf8", "-l", BUILD / "packaging" / "coroscope.1"],
                              capture_output=True, text=True, timeout=60)
        self.assertEqual(done.stderr, "")
        self.assertIn("oscilloscope", done.stdout)


class Bash(unittest.TestCase):
    script = SHELL / "coroscope.bash"

    def complete(self, line):
        """What stands there after a press of Tab for each choice."""
        done = subprocess.run(
            ["bash", "-c",
             f"source '{self.script}'\ncompopt() {{ :; }}\nCOMP_LINE=$1 COMP_POINT=${{#1}}\n_coroscope\n"
             'printf "%s\\n" "${COMPREPLY[@]}"', "bash", line.replace("coroscope", PROGRAM, 1)],
            cwd=self.folder, capture_output=True, text=True, timeout=60)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout.split()

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        for name in ("a.coro.yaml", "b.coro.jsonl", "c.coro.jsonl.gz", "d.txt"):
            (self.folder / name).touch()
        (self.folder / "below").mkdir()

    def test_it_parses(self):
        run("bash", "-n", self.script)

    def test_commands_and_files_come_first(self):
        found = self.complete("coroscope ")
        self.assertEqual(sorted(found),
                         sorted([*commands(), "a.coro.yaml", "b.coro.jsonl", "c.coro.jsonl.gz", "below"]))
        self.assertEqual(self.complete("coroscope ren"), ["render"])

    def test_every_command_has_its_options_and_no_others(self):
        for command in commands():
            long_ones = {option for option in options_of(command) if option.startswith("--")}
            self.assertEqual(set(self.complete(f"coroscope {command} --")) - GENERAL, long_ones, command)

    def test_files_fit_the_command(self):
        self.assertEqual(self.complete("coroscope run "), ["a.coro.yaml", "below"])
        self.assertEqual(sorted(self.complete("coroscope render ")),
                         ["a.coro.yaml", "b.coro.jsonl", "below", "c.coro.jsonl.gz"])

    def test_words_of_options_are_offered(self):
        self.assertEqual(self.complete("coroscope render --theme "), ["dark", "light"])
        self.assertEqual(self.complete("coroscope run --clock v"), ["virtual"])
        self.assertEqual(self.complete("coroscope run --set "), [])

    def test_programs_of_the_library_are_offered(self):
        self.assertEqual(self.complete("coroscope run lib"), ["library:"])
        self.assertIn("semaphore-30", self.complete("coroscope run library:sema"))
        self.assertIn("semaphore-30", self.complete("coroscope library:"))
        self.assertIn("limits", self.complete("coroscope list --topic "))


class Zsh(unittest.TestCase):
    script = SHELL / "_coroscope"

    @needs("zsh")
    def test_it_parses(self):
        run("zsh", "-n", self.script)

    def test_every_command_has_its_options_and_no_others(self):
        text = self.script.read_text(encoding="utf-8")
        self.assertEqual(sorted(re.findall(r"^        '([a-z]+):[A-Za-z ]+'$", text, re.MULTILINE)),
                         sorted(commands()))
        of_runs = options_in(re.search(r"^    run=\((.*?)^    \)", text, re.DOTALL | re.MULTILINE)[1])
        for command in commands():
            section = re.search(rf"^    {command}\)\n(.*?);;", text, re.DOTALL | re.MULTILINE)[1]
            told = {option for option in options_in(re.sub(r"\[.*?\]", " ", section)) if option not in ("-g", "-s")}
            if "$run" in section:
                told |= of_runs
            self.assertEqual(told, options_of(command), command)


if __name__ == "__main__":
    unittest.main()
