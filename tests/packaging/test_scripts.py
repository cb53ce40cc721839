# SPDX-License-Identifier: MIT
"""What the functions of packaging/common.sh do, with stand-ins for the programs that they call."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]

# Says that packages are there which are named in $HAVE.
DPKG_QUERY = """#!/bin/sh
for last; do :; done
case " $HAVE " in *" $last "*) printf 'install ok installed' ;; *) exit 1 ;; esac
"""

# Notes its arguments; `install` fails until `update` was called, or always where $BROKEN is set.
APT_GET = """#!/bin/sh
echo "$*" >>"$NOTES"
case "$*" in
*update*) : ;;
*) if [ -n "$BROKEN" ]; then echo "E: Unable to locate package $BROKEN"; exit 100; fi
   grep -q update "$NOTES" || exit 100 ;;
esac
"""


class Scripts(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.notes = self.folder / "notes"
        self.notes.touch()
        self.stand_in("dpkg-query", DPKG_QUERY)
        self.stand_in("apt-get", APT_GET)
        self.stand_in("id", "#!/bin/sh\necho ${USER_ID:-0}\n")
        self.stand_in("sudo", '#!/bin/sh\necho sudo >>"$NOTES"\nexec "$@"\n')

    def stand_in(self, name, text):
        path = self.folder / name
        path.write_text(text)
        path.chmod(0o755)

    def run_functions(self, commands, path=None, **environment):
        return subprocess.run(
            ["bash", "-c", f"set -euo pipefail; source '{ROOT}/packaging/common.sh'; {commands}"],
            env={"PATH": path or f"{self.folder}:{os.environ['PATH']}", "NOTES": str(self.notes), "BROKEN": "",
                 "HAVE": "", **environment},
            cwd=self.folder, capture_output=True, text=True, stdin=subprocess.DEVNULL,
        )

    def apt_calls(self):
        return [line.split()[-2:] for line in self.notes.read_text().splitlines() if line != "sudo"]

    def test_nothing_is_installed_or_said_where_all_is_there(self):
        done = self.run_functions("install_missing one two", HAVE="one two")
        self.assertEqual((done.returncode, done.stderr, self.apt_calls()), (0, "", []))

    def test_only_what_is_missing_is_installed_and_the_lists_are_fetched_when_needed(self):
        done = self.run_functions("install_missing one two three", HAVE="two")
        self.assertEqual(done.returncode, 0)
        self.assertEqual(done.stderr, "== Installing one three\n")
        self.assertEqual(self.apt_calls()[0], ["one", "three"])
        self.assertEqual(self.apt_calls()[1][-1], "update")
        self.assertEqual(self.apt_calls()[2], ["one", "three"])

    def test_sudo_is_used_by_who_is_not_root(self):
        done = self.run_functions("install_missing one", USER_ID="1000")
        self.assertEqual(done.returncode, 0)
        self.assertIn("sudo\n", self.notes.read_text())

    def test_a_package_that_cannot_be_had_is_named_and_ends_the_script(self):
        done = self.run_functions("install_missing one; echo further", BROKEN="one")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("E: Unable to locate package one", done.stderr)
        self.assertTrue(done.stderr.endswith("== apt-get could not install one\n"))

    def test_a_command_that_works_says_nothing(self):
        done = self.run_functions("quietly log sh -c 'echo warning; echo error: none'")
        self.assertEqual((done.returncode, done.stdout + done.stderr), (0, ""))
        self.assertEqual((self.folder / "log").read_text(), "warning\nerror: none\n")

    def test_of_a_command_that_fails_the_errors_are_shown_and_the_log_is_named(self):
        done = self.run_functions(
            "quietly log sh -c 'for i in 1 2 3 4 5 6 7 8 9; do echo compiling $i; done; echo a.cpp:3: error: no b; exit 3'"
        )
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr, "a.cpp:3: error: no b\n== The whole log: log\n")

    def test_a_build_folder_of_another_place_is_configured_anew(self):
        self.stand_in("cmake", '#!/bin/sh\necho "$*"\n')
        build = self.folder / "build"
        (build / "CMakeFiles").mkdir(parents=True)
        (build / "CMakeCache.txt").write_text("CMAKE_HOME_DIRECTORY:INTERNAL=/elsewhere\n")
        done = self.run_functions("configure build -DX=1")
        self.assertEqual(done.returncode, 0)
        self.assertIn("another place", done.stderr)
        self.assertFalse((build / "CMakeCache.txt").exists() or (build / "CMakeFiles").exists())
        self.assertIn(f"-S {ROOT} -B build -G Ninja -DX=1", (build / "configure.log").read_text())

    def test_tests_are_counted_and_those_that_failed_are_named(self):
        (self.folder / "CTestTestfile.cmake").write_text(
            'add_test(good "true")\nadd_test(bad "sh" "-c" "echo the reason; exit 1")\n'
            'add_test(elsewhere "sh" "-c" "echo SKIPPED: needs a thing; exit 77")\n'
            "set_tests_properties(elsewhere PROPERTIES SKIP_RETURN_CODE 77)\n"
        )
        done = self.run_functions(
            "run_tests . || echo status $?; count_tests .; echo $tests_passed $tests_skipped ${tests_failed[*]}"
        )
        self.assertIn("the reason", done.stdout)
        self.assertIn("SKIPPED: needs a thing", done.stdout)
        self.assertIn("1 tests failed out of 3", done.stdout)
        self.assertNotIn("good", done.stdout)
        self.assertIn("\nstatus 8\n1 1 bad\n", done.stdout)

    def test_no_tests_are_a_failure(self):
        (self.folder / "CTestTestfile.cmake").write_text("")
        done = self.run_functions("run_tests .")
        self.assertNotEqual(done.returncode, 0)

    def check_format(self, code, *arguments):
        """Runs a copy of check-format.sh in a repository of one file."""
        (self.folder / "packaging").mkdir(exist_ok=True)
        for name in ("packaging/check-format.sh", ".clang-format"):
            (self.folder / name).write_text((ROOT / name).read_text())
        if code is not None:
            (self.folder / "a.cpp").write_text(code)
        for command in (["init", "-q"], ["add", "."]):
            subprocess.run(["git", *command], cwd=self.folder, check=True)
        return subprocess.run(
            ["bash", "packaging/check-format.sh", *arguments], cwd=self.folder, capture_output=True, text=True,
            stdin=subprocess.DEVNULL,
        )

    @unittest.skipUnless(shutil.which("clang-format-14") and shutil.which("git"), "needs clang-format-14 and git")
    def test_a_file_that_is_not_formatted_is_named_with_its_line_and_put_right(self):
        self.assertEqual(self.check_format("int a = 1;\n").returncode, 0)
        done = self.check_format("int a = 1;\nint  b = 2;\n")
        self.assertEqual(done.returncode, 1)
        self.assertIn("a.cpp:2: not as clang-format has it\n", done.stdout)
        self.assertEqual(self.check_format("int  b = 2;\n", "--fix").returncode, 0)
        self.assertEqual((self.folder / "a.cpp").read_text(), "int b = 2;\n")

    @unittest.skipUnless(shutil.which("clang-format-14") and shutil.which("git"), "needs clang-format-14 and git")
    def test_to_find_no_sources_is_a_failure(self):
        done = self.check_format(None)
        self.assertEqual((done.returncode, done.stderr), (1, "git lists no sources here\n"))


if __name__ == "__main__":
    unittest.main()
