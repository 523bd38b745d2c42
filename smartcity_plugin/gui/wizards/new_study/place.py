# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the study file goes: a free name, and what is doubtful about the place."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

from qgis.PyQt.QtCore import QStorageInfo

from ....model.problem import Problem, Severity

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
NETWORK = {
    "cifs",
    "smb",
    "smb2",
    "smb3",
    "smbfs",
    "nfs",
    "nfs4",
    "afs",
    "ncpfs",
    "sshfs",
    "fuse.sshfs",
    "webdav",
    "davfs",
}
"""File systems that lie on another computer, as operating systems call them."""
CLOUDS = ("OneDrive", "Nextcloud", "ownCloud", "Dropbox", "Google Drive", "GoogleDrive", "iCloudDrive", "MagentaCLOUD")
"""How the folders of synchronising services are called."""


def file_stem(municipality: str) -> str:
    """Return a file name for a municipality that every system and every archive understands."""
    text = unicodedata.normalize("NFKD", municipality.translate(_GERMAN)).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "study"


def free_path(folder: Path, stem: str) -> Path:
    """Return a path in a folder that is not taken, with a number behind the name if need be."""
    path, number = folder / f"{stem}.gpkg", 2
    while path.exists():
        path, number = folder / f"{stem}-{number}.gpkg", number + 1
    return path


def check_path(text: str, open_study: str = "") -> list[Problem]:
    """Return what is wrong with, or doubtful about, the path of a study file; a file that exists is a note."""
    path = Path(text.strip())
    if path.suffix.lower() != ".gpkg":
        return [Problem("study_file_ending")]
    if not path.parent.is_dir():
        return [Problem("study_folder_missing", values={"path": str(path.parent)})]
    if not os.access(path.parent, os.W_OK):
        return [Problem("folder_read_only", values={"folder": str(path.parent)})]
    if open_study and os.path.normcase(os.path.abspath(path)) == os.path.normcase(os.path.abspath(open_study)):
        return [Problem("study_file_open", values={"path": str(path)})]
    problems = []
    if path.exists():
        problems.append(Problem("study_file_exists", Severity.WARNING, {"path": str(path)}))
    service = cloud_of(path)
    if service:
        problems.append(Problem("study_in_cloud", Severity.WARNING, {"service": service}))
    elif is_on_network(path):
        problems.append(Problem("study_on_network", Severity.WARNING))
    return problems


def cloud_of(path: Path) -> str:
    """Return the synchronising service in whose folder a path lies, as far as its name tells."""
    for part in path.parts[:-1]:
        for service in CLOUDS:
            if part.lower() == service.lower() or part.lower().startswith(f"{service.lower()} - "):
                return service
    return ""


def is_on_network(path: Path) -> bool:
    """Return whether a path surely lies on another computer; one cannot know it everywhere."""
    text = str(path)
    if text.startswith(("\\\\", "//")):
        return True
    kind = bytes(QStorageInfo(str(path.parent)).fileSystemType()).decode("ascii", "ignore").lower()
    return kind in NETWORK
