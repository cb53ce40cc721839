# SPDX-License-Identifier: MIT
"""What the README shows is so. COROSCOPE names the program."""

import os
import pathlib
import re
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROGRAM = os.environ["COROSCOPE"]


def block_after(mark, language):
    found = re.search(re.escape(mark) + r".*?\n```" + language + r"\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
    assert found, f"README.md has no {language} block after {mark}"
    return found[1]


class Readme(unittest.TestCase):
    maxDiff = None

    def test_the_scenario_prints_what_it_says(self):
        scenario = block_after("<!-- scenario: coffee.coro.yaml -->", "yaml")
        session = block_after("<!-- scenario: coffee.coro.yaml -->", "console")
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "coffee.coro.yaml").write_text(scenario, encoding="utf-8")
            printed = ""
            for line in session.splitlines():
                if line.startswith("$ coroscope "):
                    command = [PROGRAM, *line.split()[2:]]
                    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60)
                    self.assertEqual(done.returncode, 0, done.stderr)
                    printed += line + "\n" + done.stdout
        self.assertEqual(printed, session)

    def test_every_option_and_limit_of_run_is_there(self):
        usage = subprocess.run([PROGRAM, "run", "--help"], capture_output=True, text=True, timeout=60).stdout
        options = set(re.findall(r"--[a-z-]+", usage)) - {"--help", "--version"}
        self.assertGreater(len(options), 8)
        for option in options:
            self.assertIn(f"`{option}", README)
        for option, limit in re.findall(r"(--max-\w+) .*\((\d+)\)", usage):
            row = re.search(rf"`{option} .*", README)[0]
            self.assertIn(f"{int(limit):,}", row)

    def test_every_command_is_there(self):
        usage = subprocess.run([PROGRAM, "--help"], capture_output=True, text=True, timeout=60).stdout
        commands = re.findall(r"^  (\w+) ", usage[usage.index("Commands:"):], re.MULTILINE)
        self.assertGreaterEqual(len(commands), 4)
        for command in commands:
            self.assertRegex(README, rf"`coroscope {command}[ `]")

    def test_every_package_is_given_its_reason(self):
        scripts = (ROOT / "packaging" / "common.sh").read_text(encoding="utf-8")
        lists = re.findall(r"readonly \w+_packages=\(([^)]*)\)", scripts)
        self.assertEqual(len(lists), 3)
        reasons = README[README.index("| Debian package |"):]
        for package in " ".join(lists).split():
            self.assertIn(f"`{package}`", reasons)

    def test_packages_are_named_as_they_are_made(self):
        version = re.search(r"project\(Coroscope VERSION ([\d.]+)", (ROOT / "CMakeLists.txt").read_text())[1]
        self.assertEqual(set(re.findall(r"_([\d.]+)_amd64\.deb", README)), {version})
        self.assertEqual(set(re.findall(r"find_package\(Coroscope ([\d.]+) ", README)), {version.rpartition(".")[0]})

    def test_files_that_it_names_exist(self):
        for link in re.findall(r"\]\(([^)#:]+)\)", README):
            self.assertTrue((ROOT / link).is_file(), link)


if __name__ == "__main__":
    unittest.main()
