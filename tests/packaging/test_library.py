# SPDX-License-Identifier: MIT
"""The core library, installed, serves someone's own CMake project."""

import re
import unittest

from installed import HERE, VERSION, Installed, run


class Library(Installed):
    component = "dev"

    def build(self, project):
        folder = self.folder / f"build of {project.name}"
        run("cmake", "-S", project, "-B", folder, "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={self.prefix}")
        run("cmake", "--build", folder)
        return folder

    def test_a_project_that_finds_it_links_and_runs(self):
        printed = run(self.build(HERE / "consumer") / "baristas")
        self.assertEqual(printed, (HERE / "consumer" / "expected.txt").read_text(encoding="utf-8"))

    def test_it_has_the_version_of_the_project(self):
        config = next(self.prefix.glob("**/CoroscopeConfigVersion.cmake")).read_text()
        self.assertIn(f'set(PACKAGE_VERSION "{VERSION}")', config)

    def test_headers_include_only_what_is_installed_too(self):
        base = self.prefix / "include" / "coroscope"
        headers = sorted(base.glob("core/**/*.h"))
        self.assertGreater(len(headers), 60)
        for header in headers:
            for name in re.findall(r'#include "([^"]+)"', header.read_text(encoding="utf-8")):
                self.assertTrue((base / name).is_file(), f"{header.relative_to(base)} includes {name}")

    def test_all_headers_compile_in_a_program_with_keywords_of_qt(self):
        base = self.prefix / "include" / "coroscope"
        project = self.folder / "headers"
        project.mkdir()
        names = sorted(str(header.relative_to(base)) for header in base.glob("core/**/*.h"))
        (project / "all.cpp").write_text("".join(f'#include "{name}"\n' for name in names))
        lines = (HERE / "consumer" / "CMakeLists.txt").read_text().replace("add_executable(baristas main.cpp)",
                                                                          "add_library(baristas OBJECT all.cpp)")
        (project / "CMakeLists.txt").write_text(lines)
        self.build(project)

    def test_nothing_names_the_folder_where_it_was_built(self):
        self.assert_no_build_path()


if __name__ == "__main__":
    unittest.main()
