# SPDX-License-Identifier: MIT
"""What the program is installed with lets a desktop find it, and files find the program."""

import configparser
import gzip
import os
import shutil
import struct
import unittest
import xml.etree.ElementTree as ElementTree

import yaml

from installed import APP_ID, HERE, PROGRAM, ROOT, VERSION, Installed, needs, run

TYPES = ["application/x-coroscope-scenario", "application/x-coroscope-trace", "application/x-coroscope-trace-gzip"]


class Desktop(Installed):
    @property
    def share(self):
        return self.prefix / "share"

    def metainfo(self):
        return ElementTree.parse(self.share / "metainfo" / f"{APP_ID}.metainfo.xml").getroot()

    def entry(self):
        entry = configparser.ConfigParser(interpolation=None)
        entry.read(self.share / "applications" / f"{APP_ID}.desktop")
        return entry["Desktop Entry"]

    def test_the_program_runs_where_it_was_moved_and_has_its_library_with_it(self):
        program = self.prefix / "bin" / "coroscope"
        self.assertEqual(run(program, "--version"), f"coroscope {VERSION}\n")
        empty = self.folder / "empty"
        empty.mkdir()
        run(program, "render", "library:semaphore-30", "-o", empty / "picture.png", cwd=empty)
        self.assertTrue((empty / "picture.png").is_file())

    def test_nothing_names_the_folder_where_it_was_built(self):
        self.assert_no_build_path()

    @needs("desktop-file-validate")
    def test_the_desktop_entry_is_valid(self):
        self.assertEqual(run("desktop-file-validate", self.share / "applications" / f"{APP_ID}.desktop"), "")

    @needs("appstreamcli")
    def test_the_metainfo_is_valid(self):
        run("appstreamcli", "validate", "--no-net", self.share / "metainfo" / f"{APP_ID}.metainfo.xml")

    def test_entry_metainfo_icon_types_and_program_name_each_other(self):
        entry, metainfo = self.entry(), self.metainfo()
        self.assertEqual(entry["Exec"], "coroscope %F")
        self.assertEqual(entry["Icon"], APP_ID)
        self.assertEqual(entry["MimeType"].strip(";").split(";"), TYPES)
        self.assertEqual(metainfo.findtext("id"), APP_ID)
        self.assertEqual(metainfo.findtext("launchable"), f"{APP_ID}.desktop")
        self.assertEqual([each.text for each in metainfo.iter("mediatype")], TYPES)
        types = ElementTree.parse(self.share / "mime" / "packages" / f"{APP_ID}.xml").getroot()
        self.assertEqual([each.get("type") for each in types], TYPES)
        self.assertIn(f'setDesktopFileName(u"{APP_ID}"_s)', (ROOT / "app/startup.cpp").read_text(encoding="utf-8"))

    def test_the_metainfo_tells_of_this_version_and_of_a_picture_that_exists(self):
        metainfo = self.metainfo()
        self.assertEqual(metainfo.find("releases/release").get("version"), VERSION)
        address = metainfo.findtext("screenshots/screenshot/image")
        self.assertTrue((ROOT / address.split("/main/")[1]).is_file(), address)

    def test_icons_have_the_size_that_their_folder_says(self):
        icons = self.share / "icons" / "hicolor"
        self.assertTrue((icons / "scalable" / "apps" / f"{APP_ID}.svg").is_file())
        sizes = set()
        for path in icons.glob(f"*/apps/{APP_ID}.png"):
            size = struct.unpack(">II", path.read_bytes()[16:24])
            self.assertEqual(f"{size[0]}x{size[1]}", path.parts[-3])
            sizes.add(size[0])
        self.assertEqual(sizes, {16, 22, 24, 32, 48, 64, 128, 256})

    @needs("update-mime-database", "gio")
    def test_files_are_known_by_their_names_and_by_what_is_in_them(self):
        data = self.folder / "data"
        shutil.copytree(self.share / "mime", data / "mime")
        environment = {**os.environ, "XDG_DATA_DIRS": f"{data}:/usr/share", "XDG_DATA_HOME": str(self.folder / "home")}
        run("update-mime-database", data / "mime", env=environment)
        scenario = (ROOT / "resources/scenarios/first-steps/hello.coro.yaml").read_bytes()
        trace = (HERE / "consumer" / "expected.txt").read_bytes()
        files = {
            "hello.coro.yaml": (scenario, TYPES[0]),
            "without-suffix": (scenario, TYPES[0]),
            "other.yaml": (b"a: 1\n", "application/x-yaml"),
            "run.coro.jsonl": (trace, TYPES[1]),
            "run": (trace, TYPES[1]),
            "spaced": (b'{"ev": "trace", "version": 1}\n', TYPES[1]),
            "run.coro.jsonl.gz": (gzip.compress(trace), TYPES[2]),
        }
        found = {}
        for name, (content, _) in files.items():
            (self.folder / name).write_bytes(content)
            told = run("gio", "info", "-a", "standard::content-type", self.folder / name, env=environment)
            found[name] = told.split("standard::content-type:")[1].strip()
        self.assertEqual(found, {name: kind for name, (_, kind) in files.items()})

    def test_the_program_itself_writes_traces_that_are_known_by_what_is_in_them(self):
        trace = run(PROGRAM, "run", "--quiet", "--trace", "-", ROOT / "resources/scenarios/first-steps/hello.coro.yaml")
        self.assertTrue(trace.startswith('{"ev":"trace"'), trace[:40])

    def test_the_flatpak_names_the_same_program(self):
        manifest = yaml.safe_load((ROOT / "packaging" / f"{APP_ID}.yml").read_text(encoding="utf-8"))
        self.assertEqual((manifest["app-id"], manifest["command"]), (APP_ID, "coroscope"))
        own = manifest["modules"][-1]["sources"][0]
        self.assertEqual((own["type"], (ROOT / "packaging" / own["path"]).resolve()), ("dir", ROOT))


if __name__ == "__main__":
    unittest.main()
