# SPDX-License-Identifier: GPL-2.0-or-later
"""Stage the plugin, vendor python-docx, and zip it so that the same sources always give the same bytes.

Run with the Python of .venv: the python-docx installed there, in the pinned version, is the one that is vendored.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import vendor

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from smartcity_plugin.catalogue.entry import read_yaml  # noqa: E402 - the checkout's own package

PACKAGE = "smartcity_plugin"
DOCUMENTS = ("metadata.txt", "LICENSE", "CHANGELOG.md")
# What tools and open programs leave beside sources; none of it belongs to the plugin.
LEFTOVERS = (".pyc", "~", ".gpkg-wal", ".gpkg-shm", ".gpkg-journal", ".aux.xml")
LRELEASE = ("/usr/lib/qt5/bin/lrelease", "lrelease-qt5", "lrelease", "/usr/lib/qt6/bin/lrelease", "lrelease6")
EARLIEST = 315532800  # 1980-01-01, the first moment a zip can name


class PackageError(Exception):
    """One sentence that says what to do before the plugin can be packaged."""


def is_leftover(path: Path) -> bool:
    """Tell whether a path below a source folder is no source."""
    return path.name.endswith(LEFTOVERS) or any(part.startswith(".") or part == "__pycache__" for part in path.parts)


def sources(folder: Path) -> list[Path]:
    """Return the files below a folder, relative to it, in a fixed order."""
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted((path for path in files if not is_leftover(path)), key=Path.as_posix)


def copy(source: Path, target: Path) -> None:
    """Copy one file, making its folder."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def stage_code(root: Path, stage: Path) -> None:
    """Copy the Python package; anything else in it would have no reader."""
    for path in sources(root / PACKAGE):
        if path.parts[0] in ("vendor", "tests"):
            continue
        if path.suffix != ".py":
            raise PackageError(f"{PACKAGE}/{path} is not Python: resources stand in resources/, beside the package.")
        copy(root / PACKAGE / path, stage / path)


def stage_documents(root: Path, stage: Path) -> None:
    """Copy metadata, licence and changelog to the top of the plugin."""
    for name in DOCUMENTS:
        if not (root / name).is_file():
            raise PackageError(f"{name} is missing from the top of the repository: write it, the package needs it.")
        copy(root / name, stage / name)


def stage_resources(root: Path, stage: Path) -> None:
    """Copy resources whole; YAML becomes the JSON of the same content, which QGIS's start reads five times as fast."""
    for path in sources(root / "resources"):
        target = stage / "resources" / path
        copy(root / "resources" / path, target)
        if path.suffix == ".yaml":
            target.write_text(json.dumps(read_yaml(target), ensure_ascii=False, indent=1), encoding="utf-8")


def stage_translations(root: Path, stage: Path) -> None:
    """Compile every translation; only the compiled form is shipped."""
    translations = sorted((root / "i18n").glob("*.ts"))
    if not translations:
        return
    lrelease = next(filter(None, map(shutil.which, LRELEASE)), None)
    if lrelease is None:
        raise PackageError("lrelease is not installed: run 'make setup' (apt package qttools5-dev-tools).")
    (stage / "i18n").mkdir(parents=True)
    for path in translations:
        command = [lrelease, "-silent", str(path), "-qm", str(stage / "i18n" / f"{path.stem}.qm")]
        result = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        if result.returncode:
            raise PackageError(f"lrelease could not compile i18n/{path.name}: {result.stderr.strip()}")


def timestamp(root: Path) -> int:
    """Return the one time all entries bear: SOURCE_DATE_EPOCH, else the last commit's."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given is None:
        command = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
        try:
            given = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False).stdout
        except FileNotFoundError:
            given = ""
    return max(int(given.strip() or 0), EARLIEST)


def write_zip(stage: Path, target: Path, moment: int) -> None:
    """Write the staged tree: sorted, one time stamp, plain permissions, one compression level."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".part")
    with zipfile.ZipFile(unfinished, "w") as archive:
        for path in sorted((path for path in stage.rglob("*") if path.is_file()), key=Path.as_posix):
            entry = zipfile.ZipInfo(path.relative_to(stage.parent).as_posix(), time.gmtime(moment)[:6])
            entry.create_system = 3  # Unix, so that the permissions below are read
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes(), compresslevel=9)
    unfinished.replace(target)


def version(root: Path) -> str:
    """Return the version of metadata.txt."""
    for line in (root / "metadata.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("version="):
            return line.partition("=")[2].strip()
    raise PackageError("metadata.txt has no line 'version=': write one, the name of the zip contains it.")


def build(root: Path, stage_root: Path, dist: Path) -> Path:
    """Stage and zip the plugin of a repository; return the zip."""
    stage = stage_root / PACKAGE
    shutil.rmtree(stage, ignore_errors=True)
    stage_documents(root, stage)
    stage_code(root, stage)
    stage_resources(root, stage)
    stage_translations(root, stage)
    vendor.vendor_docx(stage / "vendor")
    target = dist / f"{PACKAGE}-{version(root)}.zip"
    write_zip(stage, target, timestamp(root))
    return target


def main() -> int:
    """Build the zip and say what it is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=Path, default=ROOT, help="repository to package")
    parser.add_argument("--stage", type=Path, default=ROOT / ".build" / "stage", help="where the tree is put together")
    parser.add_argument("--dist", type=Path, default=ROOT / "dist", help="where the zip is written")
    options = parser.parse_args()
    try:
        target = build(options.root.resolve(), options.stage.resolve(), options.dist.resolve())
    except (PackageError, vendor.VendorError) as error:
        print(f"package: {error}", file=sys.stderr)
        return 1
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    print(f"{os.path.relpath(target)}  {target.stat().st_size / 1e6:.2f} MB  sha256 {digest}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
