# SPDX-License-Identifier: MIT
"""What the pages of the help show is so. COROSCOPE names the program.

Every YAML block of a page is run: it is a whole scenario, or one without its version, or steps of `main`, which come
into the block marked `<!-- around -->` of the page if there is one. It has to return and to print the `text` block that
follows it, if one does. Marks before a block tell where it is otherwise:

    <!-- fails -->      main fails
    <!-- deadlock -->   it ends in a deadlock
    <!-- faulty -->     the checker refuses it, with faults of the section that it stands in and of no other
    <!-- scenario: F -->  it is saved as F for the `console` block that follows
"""

import os
import pathlib
import re
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGES = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "resources" / "help").glob("*.md"))}
PROGRAM = os.environ["COROSCOPE"]

BLOCK = re.compile(r"^(?:<!-- (?P<mark>[^>]*?) -->\n)?```(?P<language>\w*)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)


def slug(heading):
    """The anchor of a heading, as on GitHub."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def headings(page):
    """(level, text, offset) of each, those in blocks left out."""
    inside = [found.span() for found in BLOCK.finditer(page)]
    for found in re.finditer(r"^(#+) (.*)$", page, re.MULTILINE):
        if not any(begin <= found.start() < end for begin, end in inside):
            yield len(found[1]), found[2], found.start()


def section(page, offset):
    """The anchor of the heading that a place stands under."""
    return [slug(text) for _, text, at in headings(page) if at <= offset][-1]


def blocks(page):
    """(mark, language, text, offset) of each block, in their order."""
    return [(found["mark"] or "", found["language"], found["text"], found.start()) for found in BLOCK.finditer(page)]


def whole(text, around):
    """A snippet as a scenario."""
    if re.search(r"^coroscope:", text, re.MULTILINE):
        return text
    if text.startswith("- "):
        return (around or "coroscope: 1\n") + "main:\n" + text
    return "coroscope: 1\n" + text


def run(folder, *arguments):
    return subprocess.run([PROGRAM, *arguments], cwd=folder, capture_output=True, text=True, timeout=60)


class Help(unittest.TestCase):
    maxDiff = None

    def test_every_scenario_does_what_its_page_says(self):
        ran = 0
        for name, page in PAGES.items():
            around = None
            found = blocks(page)
            for index, (mark, language, text, offset) in enumerate(found):
                if language != "yaml":
                    continue
                if mark == "around":
                    around = text
                    continue
                where = f"{name}, {section(page, offset)}:\n{text}"
                after = found[index + 1] if index + 1 < len(found) else ("", "", "", 0)
                with self.subTest(where), tempfile.TemporaryDirectory() as folder:
                    file = mark[len("scenario: "):] if mark.startswith("scenario: ") else "x.coro.yaml"
                    (pathlib.Path(folder) / file).write_text(whole(text, around), encoding="utf-8")
                    ran += 1
                    if mark == "faulty":
                        told = run(folder, "check", file)
                        kinds = set(re.findall(r" \[([a-z-]+)\]$", told.stderr, re.MULTILINE))
                        self.assertEqual(kinds, {section(page, offset)}, told.stderr)
                        continue
                    done = run(folder, "run", file)
                    self.assertEqual(done.returncode, {"fails": 1, "deadlock": 3}.get(mark, 0), done.stderr)
                    if after[1] == "text":
                        self.assertEqual(done.stdout, after[2], where)
                    if after[1] == "console":
                        self.check_session(folder, after[2])
        self.assertGreater(ran, 60)

    def check_session(self, folder, session):
        printed = ""
        for line in session.splitlines():
            if line.startswith("$ coroscope "):
                done = run(folder, *line.split()[2:])
                printed += f"{line}\n{done.stdout}{done.stderr}"
        self.assertEqual(printed, session)

    def test_every_program_of_the_library_page_is_one_that_runs(self):
        page = PAGES["library.md"]
        found = blocks(page)
        shown = 0
        for index, (mark, language, text, _) in enumerate(found):
            if not mark.startswith("program: "):
                continue
            name = mark[len("program: "):]
            source = (ROOT / "tests" / "help" / name).read_text(encoding="utf-8")
            self.assertEqual(source, "// SPDX-License-Identifier: MIT\n" + text, name)
            with tempfile.TemporaryDirectory() as folder:
                program = os.environ[name.removesuffix(".cpp")]
                done = subprocess.run([program], cwd=folder, capture_output=True, text=True, timeout=60)
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                if found[index + 1][1] == "text":
                    self.assertEqual(done.stdout, found[index + 1][2])
                for trace in pathlib.Path(folder).glob("*.jsonl"):
                    self.assertEqual(run(folder, "render", trace.name, "-o", "x.svg").returncode, 0)
            shown += 1
        self.assertEqual(shown, 3)
        for header in re.findall(r"`((?:core/\w+/)?\w+\.h)`", page):
            paths = [header] if "/" in header else [f"core/sync/{header}"]
            self.assertTrue((ROOT / paths[0]).is_file(), header)

    def test_the_trace_that_is_shown_can_be_read(self):
        text = next(text for _, language, text, _ in blocks(PAGES["trace-format.md"]) if language == "json")
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "x.coro.jsonl").write_text(text, encoding="utf-8")
            done = run(folder, "render", "x.coro.jsonl", "-o", "x.svg")
            self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_every_link_leads_somewhere(self):
        for name, page in PAGES.items():
            for target in re.findall(r"\]\(([^)]+)\)", BLOCK.sub("", page)):
                file, _, anchor = target.partition("#")
                file = file or name
                self.assertIn(file, PAGES, f"{name}: {target}")
                if anchor:
                    self.assertIn(anchor, [slug(text) for _, text, _ in headings(PAGES[file])], f"{name}: {target}")

    def test_every_page_is_in_the_index_and_among_the_resources(self):
        listed = re.findall(r"\]\(([\w-]+\.md)\)", PAGES["index.md"])
        self.assertEqual(sorted(listed + ["index.md"]), sorted(PAGES))
        cmake = (ROOT / "resources" / "CMakeLists.txt").read_text(encoding="utf-8")
        for name in PAGES:
            self.assertIn(f"help/{name}", cmake)

    def test_no_page_has_two_headings_of_one_anchor(self):
        for name, page in PAGES.items():
            anchors = [slug(text) for _, text, _ in headings(page)]
            self.assertEqual(sorted(anchors), sorted(set(anchors)), name)

    def test_every_step_is_there_with_an_example(self):
        words = (ROOT / "core" / "scenario" / "scenariowords.cpp").read_text(encoding="utf-8")
        verbs = re.findall(r'\{Verb::\w+, u"(\w+)"', words)
        page = PAGES["steps.md"]
        self.assertGreater(len(verbs), 25)
        examples = {section(page, offset) for _, language, _, offset in blocks(page) if language == "yaml"}
        for verb in verbs:
            self.assertIn(verb, examples)
        uses = {section(page, offset): text for _, language, text, offset in blocks(page) if language == "yaml"}
        for verb in verbs:
            self.assertRegex(uses[verb], rf"\b{verb}\b")

    def test_every_top_level_key_and_object_is_there(self):
        words = (ROOT / "core" / "scenario" / "scenariowords.cpp").read_text(encoding="utf-8")
        keys = re.search(r"topLevelKeys\(\)\n\{(.*?)\n\}", words, re.DOTALL)[1]
        for word in re.findall(r'QStringLiteral\("(\w+)"\)', keys):
            self.assertIn(f"`{word}`", PAGES["scenario-format.md"])
        for word in re.findall(r'\{C::(\w+), u"\1"', words) + re.findall(r'\{u"(\w+)", (?:true|false), \d', words):
            self.assertIn(f"{word}(", PAGES["scenario-format.md"])

    def test_every_kind_of_fault_has_its_section_with_an_example(self):
        kinds = (ROOT / "core" / "base" / "faultkind.cpp").read_text(encoding="utf-8")
        sections = re.findall(r'QLatin1String\("([a-z-]+)"\)', kinds)
        page = PAGES["errors.md"]
        self.assertGreater(len(sections), 25)
        self.assertEqual([slug(text) for level, text, _ in headings(page) if level == 2], sections)
        shown = {section(page, offset) for mark, _, _, offset in blocks(page) if mark == "faulty"}
        without = {"file", "encoding", "limit", "more-faults"}  # no text of a page can show these
        self.assertEqual(shown, set(sections) - without)

    def test_every_command_and_option_is_there(self):
        page = PAGES["command-line.md"]
        usage = run(".", "--help").stdout
        commands = re.findall(r"^  (\w+) ", usage[usage.index("Commands:"):], re.MULTILINE)
        self.assertGreaterEqual(len(commands), 5)
        for command in commands:
            self.assertIn(f"`coroscope {command}", page)
            options = re.findall(r"--[a-z][a-z-]+", run(".", command, "--help").stdout)
            for option in set(options) - {"--help", "--help-all", "--version"}:
                self.assertIn(f"`{option}", page, command)

    def test_every_key_of_the_timeline_is_there(self):
        table = (ROOT / "ui" / "timeline" / "timelinekeys.cpp").read_text(encoding="utf-8")
        texts = set(re.findall(r'QT_TRANSLATE_NOOP\("coroscope::TimelineKeys",\s*"([^"]+)"', table))
        self.assertGreater(len(texts), 35)
        for text in texts:
            self.assertIn(text, PAGES["keys.md"])

    def test_every_event_of_a_trace_is_there(self):
        table = (ROOT / "core" / "trace" / "traceformat.cpp").read_text(encoding="utf-8")
        events = re.findall(r"^    /\* (\w+) +\*/", table, re.MULTILINE)
        self.assertGreater(len(events), 15)
        for event in events:
            self.assertIn(f"`{event}`", PAGES["trace-format.md"])


if __name__ == "__main__":
    unittest.main()
