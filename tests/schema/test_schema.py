# SPDX-License-Identifier: MIT
"""The schema of scenario files says what the checker says. COROSCOPE names the program.

It takes every file that the checker takes, refuses none that the checker takes, and refuses by itself all faults that
lie in the form of a file; what only a program can know, such as whether a name exists, is left to the checker.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "conformance"))
import scenariofile  # noqa: E402

try:
    import jsonschema
except ImportError:  # Debian's python3-jsonschema may belong to another Python than the first of PATH
    if sys.executable != "/usr/bin/python3" and os.path.exists("/usr/bin/python3"):
        os.execv("/usr/bin/python3", ["/usr/bin/python3", *sys.argv])
    sys.exit("schema: the Python module `jsonschema` is missing; install python3-jsonschema")

PROGRAM = os.environ["COROSCOPE"]
SCHEMA = json.loads((ROOT / "resources" / "schema" / "scenario.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)
CASES = ROOT / "tests" / "core" / "scenario" / "data"

# The kinds of faults that the form of a file shows.
OF_FORM = {"version", "missing-key", "unknown-key", "kind-of-value", "unknown-step", "form-of-a-step",
           "step-of-a-later-version", "duration", "for"}


def as_json(value):
    """As JSON has it: keys are texts."""
    if isinstance(value, dict):
        return {key if isinstance(key, str) else json.dumps(key): as_json(item) for key, item in value.items()}
    return [as_json(item) for item in value] if isinstance(value, list) else value


def refusals(path):
    """What the schema says of a file; None if it is no YAML."""
    try:
        scenario = as_json(scenariofile.read(path))
    except (scenariofile.yaml.YAMLError, ValueError, UnicodeDecodeError, RecursionError):
        return None
    best = (jsonschema.exceptions.best_match([error]) for error in VALIDATOR.iter_errors(scenario))
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in best]


def check(paths):
    """The faults that the checker tells of files: by file, a list of (line, kind, message)."""
    done = subprocess.run([PROGRAM, "check", *map(str, paths)], capture_output=True, text=True, timeout=120)
    faults = {str(path): [] for path in paths}
    for line in done.stderr.splitlines():
        found = re.match(r"(.*?)(?::(\d+))?(?::\d+)?: error: (.*?)(?: \[([a-z-]+)\])?$", line)
        if found and found[1] in faults:
            faults[found[1]].append((int(found[2] or 0), found[4], found[3]))
        elif faults:
            list(faults.values())[-1].append((0, None, line))
    return faults


def bad_files(folder):
    """Writes the cases of the checker's own test as files."""
    for source in sorted(CASES.glob("faults-*.txt")):
        for index, case in enumerate(re.split(r"^=== ", source.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]):
            name, _, rest = case.partition("\n")
            path = pathlib.Path(folder) / f"{source.stem}-{index}.yaml"
            path.write_text(re.split(r"^---\n", rest, flags=re.MULTILINE)[0], encoding="utf-8")
            yield path, f"{source.stem}: {name}"


class Schema(unittest.TestCase):
    maxDiff = None

    def test_it_is_a_schema(self):
        jsonschema.Draft7Validator.check_schema(SCHEMA)

    def test_every_file_that_is_right_passes(self):
        folders = [ROOT / "resources" / "scenarios", ROOT / "tests" / "conformance" / "scenarios"]
        paths = [path for folder in folders for path in sorted(folder.rglob("*.yaml"))]
        self.assertGreater(len(paths), 40)
        told = check(paths)
        for path in paths:
            if not told[str(path)]:
                self.assertEqual(refusals(path), [], path)

    def test_it_refuses_nothing_that_the_checker_takes_and_all_faults_of_form(self):
        with tempfile.TemporaryDirectory() as folder:
            files = dict(bad_files(folder))
            self.assertGreater(len(files), 60)
            told = check(files)
            for path, name in files.items():
                refused = refusals(path)
                if refused is None:
                    continue
                faults = told[str(path)]
                if {kind for _, kind, _ in faults} & {"yaml", "left-out-of-yaml", "repeated-key"}:
                    continue  # readers of YAML differ in what they make of these
                if refused:
                    self.assertTrue(faults, f"{name}: only the schema refuses it: {refused}")
                of_form = [fault for fault in faults if fault[1] in OF_FORM]
                if of_form:
                    self.assertTrue(refused, f"{name}: only the checker refuses it: {of_form}")

    def test_both_refuse_each_bad_line(self):
        """The cases hold many faults each; here every one stands alone."""
        texts = (ROOT / "tests" / "schema" / "bad.txt").read_text(encoding="utf-8").split("\n===\n")
        with tempfile.TemporaryDirectory() as folder:
            paths = {}
            for index, text in enumerate(texts):
                path = pathlib.Path(folder) / f"bad-{index}.yaml"
                path.write_text(text + "\n", encoding="utf-8")
                paths[path] = text
            self.assertGreater(len(paths), 40)
            told = check(paths)
            for path, text in paths.items():
                self.assertEqual((len(told[str(path)]) > 0, bool(refusals(path))), (True, True),
                                 f"checker, schema; {told[str(path)]}\n{text}")

    def test_it_knows_every_word_of_the_format(self):
        """The lists of the checker are the ones to go by."""
        words = (ROOT / "core" / "scenario" / "scenariowords.cpp").read_text(encoding="utf-8")
        verbs = dict(re.findall(r'\{Verb::\w+, u"(\w+)", \{([^}]*)\}', words))
        steps = {step["title"]: step for step in SCHEMA["definitions"]["step"]["anyOf"] if "title" in step}
        self.assertEqual(sorted(steps), sorted(verbs))
        for verb, options in verbs.items():
            self.assertEqual(set(steps[verb]["properties"]) - {verb}, set(re.findall(r'u"(\w+)"', options)), verb)
        keys = re.search(r"topLevelKeys\(\)\n\{(.*?)\n\}", words, re.DOTALL)[1]
        self.assertEqual(set(SCHEMA["properties"]), set(re.findall(r'QStringLiteral\("(\w+)"\)', keys)))
        for constructor in re.findall(r'\{C::(\w+), u"\1"', words):
            self.assertRegex(f"{constructor}(1)", SCHEMA["definitions"]["object"]["pattern"])


if __name__ == "__main__":
    unittest.main()
