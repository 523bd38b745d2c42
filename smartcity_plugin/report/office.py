# SPDX-License-Identifier: GPL-2.0-or-later
"""Word documents as PDF, by LibreOffice where it is installed.

LibreOffice runs on its own, with a profile folder that is made for the one conversion: neither its settings nor a
window that is open are touched. What the PDF shall be like is written into that profile, because options behind
``--convert-to`` are only understood from version 7.4 on. The PDF is tagged, has bookmarks and shows its title. It does
not claim to be PDF/UA: nobody has checked that it is.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Optional

from qgis.PyQt.QtCore import QProcess, QProcessEnvironment, QUrl

from ..engine.progress import Progress, silent
from ..model.problem import SmartCityError

SECONDS = 300.0
"""A conversion that takes longer is given up; a document of 200 pages takes some 20 seconds."""

_STEP = 200
"""Milliseconds between two looks at whether the user wants to stop."""

_OPTIONS = {
    "UseTaggedPDF": "true",
    "ExportBookmarks": "true",
    "DisplayPDFDocumentTitle": "true",
    "ExportNotes": "false",
    "UseLosslessCompression": "true",
    "ReduceImageResolution": "false",
}

_CONFINED = {
    "Flatpak": (
        "/var/lib/flatpak/app/org.libreoffice.LibreOffice",
        "~/.local/share/flatpak/app/org.libreoffice.LibreOffice",
    ),
    "Snap": ("/snap/bin/libreoffice", "/snap/bin/soffice"),
}
"""Ways of packing LibreOffice that shut it off from the folders it would have to read and write here."""

_FOREIGN = ("PYTHONHOME", "PYTHONPATH", "PYTHONEXECUTABLE", "LD_PRELOAD", "QT_PLUGIN_PATH", "QT_QPA_PLATFORM")
"""What QGIS sets for itself and LibreOffice, which has a Python of its own, must not see."""


def find_office() -> Optional[Path]:
    """Return LibreOffice's program, None if there is none that can be called."""
    names = ("soffice.com", "soffice.exe") if sys.platform == "win32" else ("soffice", "libreoffice")
    found = (shutil.which(name) for name in names)
    candidates = [*(Path(name) for name in found if name), *_usual_places()]
    return next((path for path in candidates if path.is_file() and not _is_confined(path)), None)


def _usual_places() -> list[Path]:
    if sys.platform == "win32":
        roots = {os.environ.get(name, "") for name in ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)")} - {""}
        return [
            Path(root) / "LibreOffice" / "program" / name for root in roots for name in ("soffice.com", "soffice.exe")
        ]
    if sys.platform == "darwin":
        inside = Path("LibreOffice.app/Contents/MacOS/soffice")
        return [Path("/Applications") / inside, Path.home() / "Applications" / inside]
    newest_first = sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)
    return [Path("/usr/lib/libreoffice/program/soffice"), Path("/usr/lib64/libreoffice/program/soffice"), *newest_first]


def _is_confined(path: Path) -> bool:
    return any(str(part).startswith(("/snap", "/var/lib/flatpak")) for part in (path, path.resolve()))


def _confinement() -> str:
    """Return how QGIS or LibreOffice is packed so that one cannot call the other; empty if they are not."""
    if Path("/.flatpak-info").exists():
        return "Flatpak"
    kinds = (kind for kind, places in _CONFINED.items() if any(Path(place).expanduser().exists() for place in places))
    return next(kinds, "")


def office() -> Path:
    """Return LibreOffice's program; raises SmartCityError with what to do if there is none."""
    program = find_office()
    if program is not None:
        return program
    packed = _confinement()
    raise SmartCityError("office_confined", packed=packed) if packed else SmartCityError("office_missing")


def to_pdf(docx: Path, pdf: Path, progress: Progress = silent, seconds: float = SECONDS) -> None:
    """Write a Word document as tagged PDF with bookmarks; page numbers in its lists are computed.

    May run in any thread. A cancelled or failed conversion leaves an older file at ``pdf`` as it was and ends
    LibreOffice. Raises SmartCityError if LibreOffice is missing, takes longer than ``seconds``, cannot read the
    document, or the PDF cannot be written.
    """
    program = office()
    folder = Path(tempfile.mkdtemp(prefix="smartcity_pdf_"))
    part = pdf.with_name(f"{pdf.stem}.part{pdf.suffix}")
    try:
        source = folder / "document.docx"
        shutil.copyfile(docx, source)
        _write_profile(folder / "profile")
        _run(program, folder, source, progress, seconds)
        made = source.with_suffix(".pdf")
        if not made.is_file():
            raise SmartCityError("office_failed", document=docx.name)
        shutil.copyfile(made, part)
        part.replace(pdf)
    except OSError as error:
        raise SmartCityError("export_failed", path=str(pdf)) from error
    finally:
        part.unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
    progress(1.0)


def _write_profile(profile: Path) -> None:
    """Write the options of the export as LibreOffice keeps them."""
    place = "/org.openoffice.Office.Common/Filter/PDF/Export"
    items = "".join(
        f'<item oor:path="{place}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for name, value in _OPTIONS.items()
    )
    names = 'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:items {names}>{items}</oor:items>\n'
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(text, encoding="utf-8")


def _run(program: Path, folder: Path, source: Path, progress: Progress, seconds: float) -> None:
    process = QProcess()
    environment = QProcessEnvironment.systemEnvironment()
    for name in _FOREIGN:
        environment.remove(name)
    process.setProcessEnvironment(environment)
    process.setStandardOutputFile(QProcess.nullDevice())
    process.setStandardErrorFile(QProcess.nullDevice())
    profile = QUrl.fromLocalFile(str(folder / "profile")).toString()
    process.start(str(program), [f"-env:UserInstallation={profile}", *_ARGUMENTS, str(folder), str(source)])
    if not process.waitForStarted():
        raise SmartCityError("office_failed", document=source.name)
    start = time.monotonic()
    try:
        while not process.waitForFinished(_STEP) and process.state() != QProcess.ProcessState.NotRunning:
            spent = time.monotonic() - start
            if spent > seconds:
                raise SmartCityError("office_slow", minutes=round(seconds / 60.0, 1))
            progress(min(spent / (spent + 10.0), 0.95))
    finally:
        if process.state() != QProcess.ProcessState.NotRunning:
            _end(process)


_ARGUMENTS = (
    "--headless",
    "--norestore",
    "--nolockcheck",
    "--nologo",
    "--convert-to",
    "pdf:writer_pdf_Export",
    "--outdir",
)


def _end(process: QProcess) -> None:
    """End LibreOffice with what it has started; its starter hands on a request to end, but not a kill."""
    if sys.platform == "win32":
        QProcess.execute("taskkill", ["/T", "/F", "/PID", str(process.processId())])
    else:
        process.terminate()
    if not process.waitForFinished(5000):
        process.kill()
        process.waitForFinished(5000)
