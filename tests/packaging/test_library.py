# SPDX-License-Identifier: MIT
"""The core library, installed, serves someone's own CMake project. COROSCOPE_BUILD names the build folder."""

import os
import pathlib
import re
import subprocess
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BUILD = pathlib.Path(os.environ["COROSCOPE_BUILD"])


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, f"{command}\n{done.stdout[-4000:]}{done.stderr[-4000:]}"
    return done.stdout


class Library(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        installed = pathlib.Path(cls.folder.name) / "installed"
        run("cmake", "--install", BUILD, "--prefix", installed, "--component", "dev")
        # What is installed may be moved.
        cls.prefix = installed.rename(installed.with_name("a prefix that was moved"))

    def consumer(self, *options):
        build = pathlib.Path(self.folder.name) / "consumer"
        return build, subprocess.run(
            ["cmake", "-S", HERE / "consumer", "-B", build, "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={self.prefix}",
             *options], capture_output=True, text=True, timeout=300)

    def test_a_project_that_finds_it_links_and_runs(self):
        build, configured = self.consumer()
        self.assertEqual(configured.returncode, 0, configured.stderr)
        run("cmake", "--build", build)
        printed = run(build / "baristas")
        self.assertEqual(printed, (HERE / "consumer" / "expected.txt").read_text(encoding="utf-8"))

    def test_it_has_the_version_of_the_project(self):
        version = re.search(r"project\(Coroscope VERSION ([\d.]+)", (ROOT / "CMakeLists.txt").read_text())[1]
        config = next(self.prefix.glob("**/CoroscopeConfigVersion.cmake")).read_text()
        self.assertIn(f'set(PACKAGE_VERSION "{version}")', config)

    def test_headers_include_only_what_is_installed_too(self):
        base = self.prefix / "include" / "coroscope"
        headers = sorted(base.glob("core/**/*.h"))
        self.assertGreater(len(headers), 60)
        for header in headers:
            for name in re.findall(r'#include "([^"]+)"', header.read_text(encoding="utf-8")):
                self.assertTrue((base / name).is_file(), f"{header.relative_to(base)} includes {name}")

    def test_nothing_names_the_folder_where_it_was_built(self):
        for path in self.prefix.glob("**/*"):
            if path.is_file():
                self.assertNotIn(str(ROOT).encode() + b"/", path.read_bytes(), path.name)


if __name__ == "__main__":
    unittest.main()
