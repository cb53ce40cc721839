# SPDX-License-Identifier: MIT
"""The Debian packages are made of what is built, and are as Debian wants them."""

import pathlib
import re
import subprocess
import tempfile
import unittest

from installed import APP_ID, BUILD, IS_RELEASE, PROGRAM, ROOT, VERSION, needs, run


@needs("dpkg-deb", "dpkg-shlibdeps")
class Deb(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        # Not into the build folder's own packages, which someone may be using.
        run("cpack", "--config", BUILD / "CPackConfig.cmake", "-B", cls.folder, cwd=BUILD)
        architecture = run("dpkg", "--print-architecture").strip()
        cls.packages = {name: cls.folder / f"{name}_{VERSION}_{architecture}.deb" for name in ("coroscope", "coroscope-dev")}

    def contents(self, package):
        listed = run("dpkg-deb", "-c", self.packages[package]).splitlines()
        return [line.split(maxsplit=5) for line in listed]

    def test_both_packages_are_made_and_no_others(self):
        self.assertEqual(sorted(path.name for path in self.folder.glob("*.deb")),
                         sorted(path.name for path in self.packages.values()))

    def test_the_program_depends_on_the_libraries_that_it_is_linked_with(self):
        depends = run("dpkg-deb", "-f", self.packages["coroscope"], "Depends")
        names = set(re.findall(r"(?:^|, )([a-z0-9.+-]+)", depends))
        self.assertLessEqual({"libqt6core6", "libqt6gui6", "libqt6widgets6", "libqscintilla2-qt6-15", "zlib1g"}, names)
        self.assertNotIn("coroscope-dev", names)

    def test_the_parts_lie_where_debian_has_them(self):
        paths = {row[5].lstrip(".") for row in self.contents("coroscope")}
        self.assertLessEqual({
            "/usr/bin/coroscope",
            f"/usr/share/applications/{APP_ID}.desktop",
            f"/usr/share/icons/hicolor/scalable/apps/{APP_ID}.svg",
            f"/usr/share/metainfo/{APP_ID}.metainfo.xml",
            f"/usr/share/mime/packages/{APP_ID}.xml",
            "/usr/share/man/man1/coroscope.1.gz",
            "/usr/share/bash-completion/completions/coroscope",
            "/usr/share/zsh/vendor-completions/_coroscope",
            "/usr/share/doc/coroscope/copyright",
            "/usr/share/doc/coroscope/changelog.gz",
        }, paths)
        paths = {row[5].lstrip(".") for row in self.contents("coroscope-dev")}
        self.assertLessEqual({
            "/usr/lib/libcoroscope_core.a",
            "/usr/lib/cmake/Coroscope/CoroscopeConfig.cmake",
            "/usr/include/coroscope/core/runtime/scheduler.h",
            "/usr/share/doc/coroscope-dev/copyright",
        }, paths)

    def test_all_that_is_in_them_is_owned_by_root_and_for_all_to_read(self):
        for package in self.packages:
            for mode, owner, *_, path in self.contents(package):
                self.assertEqual(owner, "root/root", path)
                runs = mode[0] == "d" or path.startswith("./usr/bin/")
                self.assertEqual(mode[1:], "rwxr-xr-x" if runs else "rw-r--r--", path)

    def test_the_changelog_begins_with_this_version(self):
        changelog = (ROOT / "packaging" / "debian" / "changelog").read_text()
        self.assertEqual(re.match(r"coroscope \((.*?)\)", changelog)[1], VERSION)

    def test_the_program_that_is_in_it_runs(self):
        run("dpkg-deb", "-x", self.packages["coroscope"], self.folder / "root")
        self.assertEqual(run(self.folder / "root/usr/bin/coroscope", "--help"), run(PROGRAM, "--help"))

    @unittest.skipUnless(IS_RELEASE, "needs a release build")
    @needs("lintian")
    def test_lintian_finds_no_errors_and_no_warnings(self):
        done = subprocess.run(["lintian", "--allow-root", "--fail-on", "error,warning", *self.packages.values()],
                              capture_output=True, text=True, timeout=300)
        self.assertEqual((done.returncode, done.stdout), (0, ""), done.stderr)


if __name__ == "__main__":
    unittest.main()
