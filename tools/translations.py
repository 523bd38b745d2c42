# SPDX-License-Identifier: GPL-2.0-or-later
"""Collect the interface's texts into i18n/smartcity_de.ts and list those that have no German yet.

The syntax tree finds the texts: every `translate("Context", "text")`, with both as literals. pylupdate5, which merges
them into the file and keeps existing translations, is given a mirror of the modules that holds nothing but these calls:
by itself it silently passes over calls with a trailing comma and takes f-strings literally. It does not write the
target language either, without which the compiled file knows no plural forms; that is put right afterwards.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "smartcity_plugin"
TRANSLATION = ROOT / "i18n" / "smartcity_de.ts"
MIRROR = ROOT / ".build" / "translations"
LANGUAGES = {"language": "de_DE", "sourcelanguage": "en"}


@dataclass(frozen=True)
class Text:
    """One text of the interface and where it stands."""

    path: Path
    line: int
    context: str
    source: str
    plural: bool

    def call(self) -> str:
        """Return the call in the form that pylupdate5 surely understands."""
        end = ", None, n)" if self.plural else ")"
        return f"translate({quoted(self.context)}, {quoted(self.source)}{end}"


class Collector(ast.NodeVisitor):
    """Finds the texts of one module, and the calls no tool can read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.texts: list[Text] = []
        self.problems: list[str] = []
        self.visit(ast.parse((ROOT / path).read_text(encoding="utf-8"), str(path)))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if node.name not in ("translate", "tr"):  # there the arguments are passed on
            self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name == "translate":
            self._collect(node)
        elif name == "tr":
            self._complain(node, 'tr() guesses its context at run time: use translate("SmartCity", …)')
        self.generic_visit(node)

    def _collect(self, node: ast.Call) -> None:
        values = [argument.value if isinstance(argument, ast.Constant) else None for argument in node.args[:2]]
        if len(values) == 2 and all(isinstance(value, str) for value in values):
            plural = len(node.args) > 3 or any(keyword.arg == "n" for keyword in node.keywords)
            self.texts.append(Text(self.path, node.lineno, values[0], values[1], plural))
        elif len(node.args) >= 2:  # str.translate(table) has one argument
            self._complain(node, "translate() wants two literals; fill values in with .format() afterwards")

    def _complain(self, node: ast.Call, sentence: str) -> None:
        self.problems.append(f"{self.path}:{node.lineno}: {sentence}")


def quoted(text: str) -> str:
    """Return a text as a literal on one line."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'


def collect() -> tuple[list[Text], list[str]]:
    """Return all texts of the plugin and all problems."""
    modules = (path.relative_to(ROOT) for path in (ROOT / PACKAGE).rglob("*.py"))
    collectors = [Collector(path) for path in sorted(modules) if "vendor" not in path.parts]
    texts = [text for collector in collectors for text in collector.texts]
    return texts, [problem for collector in collectors for problem in collector.problems]


def write_mirror(texts: list[Text]) -> list[str]:
    """Write every module with its texts only, each on its own line number; return the paths."""
    shutil.rmtree(MIRROR, ignore_errors=True)
    lines: dict[Path, dict[int, str]] = {}
    for text in texts:
        calls = lines.setdefault(text.path, {})
        calls[text.line] = "; ".join(filter(None, (calls.get(text.line), text.call())))
    for path, calls in lines.items():
        (MIRROR / path).parent.mkdir(parents=True, exist_ok=True)
        content = (calls.get(number, "") for number in range(1, max(calls) + 1))
        # pylupdate5 counts lines from 0, hence the empty one in front.
        (MIRROR / path).write_text("\n" + "\n".join(content) + "\n", encoding="utf-8")
    return [str(path) for path in sorted(lines)]


def update(texts: list[Text]) -> None:
    """Merge the texts into the translation file."""
    modules = write_mirror(texts)
    mirrored = MIRROR / TRANSLATION.relative_to(ROOT)
    mirrored.parent.mkdir(parents=True, exist_ok=True)
    if TRANSLATION.exists():
        shutil.copyfile(TRANSLATION, mirrored)
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONWARNINGS": "ignore"}
    command = ["pylupdate5", "-noobsolete", *modules, "-ts", str(mirrored)]
    subprocess.run(command, check=True, timeout=120, cwd=MIRROR, env=environment)
    TRANSLATION.parent.mkdir(exist_ok=True)
    TRANSLATION.write_text(with_languages(mirrored.read_text(encoding="utf-8")), encoding="utf-8")


def with_languages(text: str) -> str:
    """Name target and source language in the root element."""
    root = re.search(r"<TS\b[^>]*>", text)
    if root is None:
        raise SystemExit(f"translations: {TRANSLATION} has no TS element: delete it and run again.")
    kept = re.sub(r'\s(language|sourcelanguage)="[^"]*"', "", root.group()[:-1])
    added = "".join(f' {name}="{value}"' for name, value in LANGUAGES.items())
    return text.replace(root.group(), f"{kept}{added}>", 1)


def translated() -> set[tuple[str, str]]:
    """Return context and source of every finished translation."""
    if not TRANSLATION.exists():
        return set()
    return {
        (context.findtext("name", ""), message.findtext("source", ""))
        for context in ElementTree.parse(TRANSLATION).getroot().iter("context")
        for message in context.iter("message")
        if "".join(message.find("translation").itertext()).strip() and not message.find("translation").get("type")
    }


def main() -> int:
    """Update the file, or only check it, and say what is open."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a text has no translation")
    check = parser.parse_args().check
    texts, problems = collect()
    if not check and texts:
        if shutil.which("pylupdate5") is None:
            print(
                "translations: pylupdate5 is not installed: run 'make setup' (apt package pyqt5-dev-tools).",
                file=sys.stderr,
            )
            return 1
        update(texts)
    finished = translated()
    missing = [text for text in texts if (text.context, text.source) not in finished]
    for text in missing:
        print(f"{text.path}:{text.line}: no translation for [{text.context}] {text.source}")
    for problem in problems:
        print(problem)
    if missing or problems or not check:
        print(f"{TRANSLATION.relative_to(ROOT)}: {len(texts)} texts, {len(missing)} without translation")
    return int(bool(problems) or (check and bool(missing)))


if __name__ == "__main__":
    sys.exit(main())
