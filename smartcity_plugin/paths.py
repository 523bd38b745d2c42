# SPDX-License-Identifier: GPL-2.0-or-later
"""The only module that knows where the plugin's resources lie.

In the repository they stand beside the package, in the installed zip inside it.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
ROOT = PACKAGE if (PACKAGE / "resources").is_dir() else PACKAGE.parent

RESOURCES = ROOT / "resources"
CATALOGUE = RESOURCES / "catalogue"
DEMO = RESOURCES / "demo"
REPORT = RESOURCES / "report"
ICONS = RESOURCES / "icons"
TRANSLATIONS = ROOT / "i18n"
METADATA = ROOT / "metadata.txt"
VENDOR = PACKAGE / "vendor"


def plugin_version() -> str:
    """Return the version that metadata.txt declares; it is stored with every run."""
    for line in METADATA.read_text(encoding="utf-8").splitlines():
        key, _, value = line.partition("=")
        if key.strip() == "version":
            return value.strip()
    return "unknown"
