# SPDX-License-Identifier: MIT
"""What the tests of the package share. COROSCOPE names the program, COROSCOPE_BUILD the build folder."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BUILD = pathlib.Path(os.environ["COROSCOPE_BUILD"])
PROGRAM = os.environ["COROSCOPE"]
APP_ID = "io.github.coroscope.Coroscope"
VERSION = re.search(r"project\(Coroscope VERSION ([\d.]+)", (ROOT / "CMakeLists.txt").read_text())[1]
# Programs with what a debugger needs in them name the folder where they were built.
IS_RELEASE = "CMAKE_BUILD_TYPE:STRING=Release\n" in (BUILD / "CMakeCache.txt").read_text()


def run(*command, **options):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=300, **options)
    assert done.returncode == 0, f"{command}\n{done.stdout[-4000:]}{done.stderr[-4000:]}"
    return done.stdout


def needs(*programs):
    missing = [program for program in programs if not shutil.which(program)]
    if missing:
        print("SKIPPED: needs " + ", ".join(missing), flush=True)
    return unittest.skipIf(missing, "needs " + ", ".join(missing))


class Installed(unittest.TestCase):
    """Tests of what a component installs, which lies in self.prefix; there it was moved after it was installed."""

    component = "program"
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        run("cmake", "--install", BUILD, "--prefix", cls.folder / "installed", "--component", cls.component)
        cls.prefix = (cls.folder / "installed").rename(cls.folder / "a prefix that was moved")

    def assert_no_build_path(self):
        if not IS_RELEASE:
            self.skipTest("needs a release build")
        for path in self.prefix.glob("**/*"):
            if path.is_file():
                self.assertNotIn(str(ROOT).encode() + b"/", path.read_bytes(), path.name)
