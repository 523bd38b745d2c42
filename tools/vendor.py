# SPDX-License-Identifier: GPL-2.0-or-later
"""Copy python-docx into the plugin in a form that the official repository accepts.

Its scan blocks a plugin for any finding of Bandit, in foreign code too. So, by the positions of the syntax tree:
assert statements become if/raise, SHA-1 is marked as no security measure, and the three names taken from
typing_extensions (which evaluates strings, and is not in every QGIS) come from a small module of our own.
Behaviour stays the same. The licence travels along and a note states the changes.
"""

from __future__ import annotations

import ast
import importlib.metadata
from collections.abc import Iterator
from pathlib import Path

TYPING_NAMES = {"Protocol", "Self", "TypeAlias"}
TYPING_MODULE = '''"""What python-docx takes from typing_extensions; all but Protocol occur in annotations only."""

from typing import Any, Protocol

Self = Any
TypeAlias = Any

__all__ = ["Protocol", "Self", "TypeAlias"]
'''
NOTE = """python-docx {version} from the Python Package Index; its licence is LICENSE-python-docx.txt.

Changes made by the packaging of this plugin, none of which changes what the library does:
- assert statements are written as if/raise AssertionError
- hashlib.sha1 and hashlib.md5 are called with usedforsecurity=False
- typing_extensions is replaced by docx/_typing.py
- docx/templates/default-docx-template, the unpacked twin of default.docx that nothing reads, is left out

An installed python-docx takes precedence over this copy.
"""


class VendorError(Exception):
    """One sentence: what of a foreign package cannot be vendored."""


Edit = tuple[int, int, bytes]


class Source:
    """A Python source as bytes with the syntax tree's positions (line, UTF-8 column) made absolute."""

    def __init__(self, text: bytes, name: str) -> None:
        self.text, self.name, self.tree = text, name, ast.parse(text, name)
        self._starts = [0]
        for line in text.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Return where a node begins and ends."""
        start = self._starts[node.lineno - 1] + node.col_offset
        return start, self._starts[node.end_lineno - 1] + node.end_col_offset

    def segment(self, node: ast.AST) -> bytes:
        """Return the text of a node."""
        start, end = self.span(node)
        return self.text[start:end]

    def indentation(self, node: ast.stmt) -> bytes:
        """Return the white space before a statement, which must stand alone on its line."""
        prefix = self.text[self._starts[node.lineno - 1] : self.span(node)[0]]
        if prefix.strip():
            raise VendorError(
                f"{self.name}:{node.lineno}: the assert shares its line with other code; rewrite it by hand."
            )
        return prefix

    def edited(self, edits: list[Edit]) -> bytes:
        """Return the text with the edits applied, last one first so that positions stay valid."""
        text = self.text
        for start, end, replacement in sorted(edits, reverse=True):
            text = text[:start] + replacement + text[end:]
        return text


def assert_edits(source: Source) -> Iterator[Edit]:
    """Turn `assert x, m` into `if not (x): raise AssertionError(m)`."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Assert):
            indentation = source.indentation(node)
            message = source.segment(node.msg) if node.msg else b""
            lines = b"if not (" + source.segment(node.test) + b"):\n"
            lines += indentation + b"    raise AssertionError(" + message + b")"
            yield (*source.span(node), lines)


def hash_edits(source: Source) -> Iterator[Edit]:
    """Say of every SHA-1 or MD5 that it is no security measure."""
    for node in ast.walk(source.tree):
        if not (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("sha1", "md5")
        ):
            continue
        if any(keyword.arg == "usedforsecurity" for keyword in node.keywords):
            continue
        end = source.span(node)[1] - 1
        yield end, end, b", usedforsecurity=False" if node.args or node.keywords else b"usedforsecurity=False"


def typing_edits(source: Source) -> Iterator[Edit]:
    """Take the names of typing_extensions from the module written beside the package."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import) and any(alias.name == "typing_extensions" for alias in node.names):
            raise VendorError(
                f"{source.name}:{node.lineno}: imports typing_extensions whole; teach tools/vendor.py about it."
            )
        if isinstance(node, ast.ImportFrom) and node.module == "typing_extensions":
            unknown = sorted({alias.name for alias in node.names} - TYPING_NAMES)
            if unknown:
                raise VendorError(
                    f"{source.name}:{node.lineno}: needs {', '.join(unknown)} of typing_extensions; add to _typing."
                )
            start = source.span(node)[0] + len(b"from ")
            yield start, start + len(b"typing_extensions"), b"docx._typing"


def rewritten(text: bytes, name: str) -> bytes:
    """Return a module's text without what the official scan objects to."""
    source = Source(text, name)
    result = source.edited([*assert_edits(source), *hash_edits(source), *typing_edits(source)])
    ast.parse(result, name)  # a rewriting that broke the syntax ends here
    return result


def vendor_docx(target: Path) -> None:
    """Write the package docx, its licence and a note on the changes into a folder."""
    try:
        distribution = importlib.metadata.distribution("python-docx")
    except importlib.metadata.PackageNotFoundError as error:
        raise VendorError("python-docx is not installed: run 'make setup' and use the Python of .venv.") from error
    for file in distribution.files or ():
        path = Path(file)
        if path.parts[0] == "docx" and (path.suffix == ".py" or wanted_template(path)):
            write(target / path, distribution.locate_file(file).read_bytes())
        elif path.name == "LICENSE":
            (target / "LICENSE-python-docx.txt").write_bytes(distribution.locate_file(file).read_bytes())
    (target / "docx" / "_typing.py").write_text(TYPING_MODULE, encoding="utf-8")
    (target / "README.txt").write_text(NOTE.format(version=distribution.version), encoding="utf-8")


def wanted_template(path: Path) -> bool:
    """Tell whether python-docx reads a file of its templates folder."""
    return path.parts[1:2] == ("templates",) and "default-docx-template" not in path.parts


def write(target: Path, content: bytes) -> None:
    """Write one vendored file, Python rewritten, everything else as it is."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(rewritten(content, target.name) if target.suffix == ".py" else content)
