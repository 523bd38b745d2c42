# SPDX-License-Identifier: GPL-2.0-or-later
"""Hold a plugin zip to the checks of the official QGIS plugin repository, without network.

The rules are those of the repository's own source (validator.py, security_scanner.py and its rule files, July 2026).
Any finding of Bandit or detect-secrets blocks a plugin there, so it fails here. Run with the Python of .venv-tools.
"""

from __future__ import annotations

import argparse
import configparser
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlparse

MAX_BYTES = 25_000_000
REQUIRED_KEYS = (
    "name", "description", "version", "qgisMinimumVersion", "author", "email", "about", "tracker", "repository",
    "homepage",
)  # fmt: skip
ADDRESS_KEYS = ("homepage", "repository", "tracker")
CATEGORIES = ("Raster", "Vector", "Database", "Mesh", "Web", "Plugins")
BOOLEAN_KEYS = ("experimental", "deprecated", "server", "hasProcessingProvider")
FORBIDDEN_FOLDERS = ("__MACOSX", ".git", "__pycache__")
FORBIDDEN_SUFFIXES = (".pyc", ".exe", ".dll", ".so", ".dylib", ".bat", ".sh", ".ps1", ".cmd")
SEMANTIC_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?")
QGIS_VERSION = re.compile(r"\d+\.\d+(\.\d+)?")
# Disabled on the site: importing subprocess and xmlrpc (and two checks that Bandit no longer has, B109 and B410).
BANDIT_SKIPPED = "B404,B411"
# Enabled on the site; the first set stops a reviewer, the rest is shown.
FLAKE8_FATAL = ("E901", "E902", "E999", "F821", "F823", "F831")
FLAKE8_SHOWN = (
    "C901", "E101", "E711", "E712", "E713", "E714", "E721", "E722", "E731", "E741", "E742", "E743",
    "F402", "F403", "F404", "F405", "F811", "F822", "F901", "W605",
)  # fmt: skip


@dataclass
class Report:
    """What one check found: errors fail the gate, notices are only told, the summary stands in the table."""

    errors: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    summary: str = ""


@dataclass
class Package:
    """The zip under examination and the folder it was unpacked to."""

    zip: Path
    archive: zipfile.ZipFile
    folder: Path

    @property
    def names(self) -> list[str]:
        """Entry names in the order of the archive."""
        return self.archive.namelist()

    @property
    def top(self) -> str:
        """The folder of the first entry: on the site it becomes the plugin's name."""
        return self.names[0].partition("/")[0] if self.names and "/" in self.names[0] else ""

    def metadata(self) -> dict[str, str]:
        """Read metadata.txt as the site does; empty where it cannot be read."""
        parser = configparser.ConfigParser()
        parser.optionxform = str  # type: ignore[assignment,method-assign]
        try:
            parser.read_string(self.archive.read(f"{self.top}/metadata.txt").decode("utf-8"))
            return dict(parser.items("general"))
        except (KeyError, UnicodeDecodeError, configparser.Error):
            return {}


def check_size(package: Package) -> Report:
    """At most 25 MB."""
    size = package.zip.stat().st_size
    report = Report(summary=f"{size / 1e6:.2f} MB of {MAX_BYTES / 1e6:.0f} MB")
    if size > MAX_BYTES:
        report.errors.append(f"The zip has {size / 1e6:.1f} MB; the repository takes at most {MAX_BYTES / 1e6:.0f} MB.")
    return report


def check_structure(package: Package) -> Report:
    """One top folder, a valid identifier, with the files that make it a plugin."""
    report = Report(summary=f"{len(package.names)} files below {package.top or '?'}/")
    tops = sorted({name.partition("/")[0] for name in package.names})
    if len(tops) != 1:
        report.errors.append(f"The zip must hold one top folder, but has {len(tops)}: {', '.join(tops) or 'none'}.")
    if not (package.top.isidentifier() and package.top.isascii()):
        report.errors.append(f"The top folder '{package.top}' is no valid Python identifier.")
    for name in ("__init__.py", "metadata.txt", "LICENSE"):
        if f"{package.top}/{name}" not in package.names:
            report.errors.append(
                f"{name} is missing from {package.top}/: the repository refuses the plugin without it."
            )
    damaged = package.archive.testzip()
    if damaged:
        report.errors.append(f"{damaged} is damaged in the zip (wrong checksum).")
    return report


def check_names(package: Package) -> Report:
    """No paths that escape, nothing compiled, no executables."""
    report = Report(summary="no forbidden names or types")
    for info in package.archive.infolist():
        name = info.filename
        if ".." in name or name.startswith("/") or "\\" in info.orig_filename:
            report.errors.append(f"{name}: '..', a leading slash or a backslash is not allowed in a path.")
        if set(name.split("/")) & set(FORBIDDEN_FOLDERS):
            report.errors.append(f"{name}: folders {', '.join(FORBIDDEN_FOLDERS)} must not be in the zip.")
        if name.lower().endswith(FORBIDDEN_SUFFIXES):
            report.errors.append(
                f"{name}: files of type {Path(name).suffix} are refused (compiled code or executable)."
            )
        if info.external_attr >> 16 & 0o111 and not info.is_dir():
            report.errors.append(f"{name}: is marked executable.")
        if Path(name).name.startswith("."):
            report.errors.append(f"{name}: hidden files do not belong into the zip.")
    if report.errors:
        report.summary = ""
    return report


def check_metadata(package: Package) -> Report:
    """Required keys, a semantic version, a name without 'plugin', known categories and flags."""
    values = package.metadata()
    report = Report(summary=f"{values.get('name')} {values.get('version')}, QGIS {values.get('qgisMinimumVersion')}+")
    if not values:
        report.errors.append("metadata.txt has no readable section [general] (a single '%' must be written '%%').")
        return report
    missing = [key for key in REQUIRED_KEYS if not values.get(key, "").strip()]
    if missing:
        report.errors.append(f"metadata.txt lacks {', '.join(missing)}.")
    if not SEMANTIC_VERSION.fullmatch(values.get("version", "")):
        report.errors.append(f"version '{values.get('version')}' is no semantic version such as 1.2.3.")
    if "plugin" in values.get("name", "").lower():
        report.errors.append(f"name '{values['name']}' must not contain the word plugin.")
    if "/" in values.get("author", ""):
        report.errors.append("author must not contain a slash.")
    if values.get("category", "Plugins") not in CATEGORIES:
        report.errors.append(f"category '{values['category']}' is none of {', '.join(CATEGORIES)}.")
    for key in ("qgisMinimumVersion", "qgisMaximumVersion"):
        if key in values and not QGIS_VERSION.fullmatch(values[key]):
            report.errors.append(f"{key} '{values[key]}' is no version such as 3.22.")
    for key in BOOLEAN_KEYS:
        if values.get(key, "True").lower() not in ("true", "false", "yes", "no", "1", "0"):
            report.errors.append(f"{key} '{values[key]}' is neither yes nor no.")
    return report


def check_addresses(package: Package) -> Report:
    """Addresses are well formed; whether they can be reached, the site itself asks."""
    values = package.metadata()
    report = Report(summary="syntax only: the site also opens the three addresses")
    for key in ADDRESS_KEYS:
        address = urlparse(values.get(key, ""))
        if values.get(key) and not (
            address.scheme in ("http", "https") and address.hostname and "." in address.hostname
        ):
            report.errors.append(f"{key} '{values[key]}' is no web address.")
        if (address.hostname or "").endswith("example.org"):
            report.notices.append(f"{key} is a placeholder ({values[key]}): fill it in before the first upload.")
    email = values.get("email", "")
    if email and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", email):
        report.errors.append(f"email '{email}' is no mail address.")
    if email.endswith("example.org"):
        report.notices.append(f"email is a placeholder ({email}): fill it in before the first upload.")
    return report


def check_icon(package: Package) -> Report:
    """The icon named in the metadata is in the zip and is a PNG or JPEG."""
    icon = package.metadata().get("icon", "").removeprefix("./")
    report = Report(summary=icon)
    if f"{package.top}/{icon}" not in package.names:
        report.errors.append(f"icon '{icon}' of metadata.txt is not in the zip.")
    elif not package.archive.read(f"{package.top}/{icon}").startswith((b"\x89PNG", b"\xff\xd8")):
        report.errors.append(f"icon '{icon}' is neither PNG nor JPEG.")
    return report


def run_module(module: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a checker as a module of this Python."""
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)


def unusable(module: str, result: subprocess.CompletedProcess[str]) -> Report:
    """Report a checker that did not do its work: silence is not a pass."""
    reason = (result.stderr.strip() or result.stdout.strip() or "no output").splitlines()[-1]
    return Report(errors=[f"{module} did not run ({reason}): run 'make setup'."])


def place(finding: dict[str, str]) -> str:
    """Return the file of a finding of Bandit, relative to the zip."""
    return finding["filename"].removeprefix("./")


def check_bandit(package: Package) -> Report:
    """No finding of an enabled rule, in foreign code neither."""
    result = run_module("bandit", "-r", ".", "-f", "json", "-q", "-s", BANDIT_SKIPPED, folder=package.folder)
    try:
        findings = json.loads(result.stdout)
    except json.JSONDecodeError:
        return unusable("bandit", result)
    errors = [
        f"{place(found)}:{found['line_number']}: Bandit {found['test_id']}: {found['issue_text']}"
        for found in findings["results"]
    ]
    errors += [f"{place(broken)}: Bandit could not read it ({broken['reason']})." for broken in findings["errors"]]
    skipped = findings["metrics"]["_totals"].get("nosec", 0) + findings["metrics"]["_totals"].get("skipped_tests", 0)
    report = Report(errors, summary=f"{findings['metrics']['_totals']['loc']} lines, rules as enabled on the site")
    if skipped:
        report.notices.append(f"{skipped} '# nosec' in the code: the site then says 'Validated (configured)'.")
    return report


def check_secrets(package: Package) -> Report:
    """No detector of enabled kind finds anything in any file."""
    arguments = (
        "scan",
        "--all-files",
        "--exclude-files",
        r"metadata\.txt",
        "--disable-plugin",
        "IPPublicDetector",
        ".",
    )
    result = run_module("detect_secrets", *arguments, folder=package.folder)
    try:
        findings = json.loads(result.stdout)["results"]
    except (json.JSONDecodeError, KeyError):
        return unusable("detect-secrets", result)
    errors = [
        f"{name}:{found['line_number']}: detect-secrets takes this for a secret ({found['type']})."
        for name, secrets in sorted(findings.items())
        for found in secrets
    ]
    return Report(errors, summary="all files")


def check_flake8(package: Package) -> Report:
    """Code that cannot run fails; what the site merely shows is a notice."""
    selected = ",".join(FLAKE8_FATAL + FLAKE8_SHOWN)
    result = run_module(
        "flake8", "--isolated", "--max-line-length=120", "--select", selected, ".", folder=package.folder
    )
    if result.stderr.strip() or result.returncode not in (0, 1):
        return unusable("flake8", result)
    report = Report(summary=f"fatal: {', '.join(FLAKE8_FATAL)}")
    for line in result.stdout.splitlines():
        finding = line.removeprefix("./")
        fatal = any(f" {code} " in line for code in FLAKE8_FATAL)
        (report.errors if fatal else report.notices).append(f"{finding} (flake8)")
    return report


CHECKS: dict[str, Callable[[Package], Report]] = {
    "size": check_size,
    "structure": check_structure,
    "names and types": check_names,
    "metadata": check_metadata,
    "addresses": check_addresses,
    "icon": check_icon,
    "Bandit": check_bandit,
    "detect-secrets": check_secrets,
    "flake8": check_flake8,
}


def examine(path: Path, wanted: list[str]) -> dict[str, Report]:
    """Run the wanted checks on a zip."""
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        return {"zip": Report(errors=[f"{path} is no readable zip ({error})."])}
    with archive, tempfile.TemporaryDirectory() as folder:
        archive.extractall(folder)  # it drops leading slashes and '..' by itself
        package = Package(path, archive, Path(folder))
        return {title: CHECKS[title](package) for title in wanted}


def main() -> int:
    """Print a table and the findings; 1 when the repository would not take the plugin."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("zip", type=Path)
    parser.add_argument("--check", action="append", choices=list(CHECKS), help="only this one (may be repeated)")
    options = parser.parse_args()
    reports = examine(options.zip, options.check or list(CHECKS))
    for title, report in reports.items():
        outcome = f"{len(report.errors)} finding(s)" if report.errors else "ok"
        print(f"  {title:<16} {outcome:<14} {'' if report.errors else report.summary}".rstrip())
    for title, report in reports.items():
        for notice in report.notices:
            print(f"NOTICE  {title}: {notice}")
    for report in reports.values():
        for error in report.errors:
            print(f"ERROR   {error}")
    return int(any(report.errors for report in reports.values()))


if __name__ == "__main__":
    sys.exit(main())
