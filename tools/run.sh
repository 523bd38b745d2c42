#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Opens QGIS desktop with the plugin, in the throw-away profile: run.sh FOLDER
set -euo pipefail
if [ -n "${DISPLAY:-}" ]; then export QT_QPA_PLATFORM=xcb
elif [ -n "${WAYLAND_DISPLAY:-}" ]; then export QT_QPA_PLATFORM=wayland
else echo "run: QGIS desktop needs a screen and DISPLAY is not set; 'make demo' and 'make test' work without one." >&2; exit 1
fi
. "$(dirname "$0")/env.sh"
cd "$SC_ROOT"

QT_QPA_PLATFORM=offscreen tools/install.sh
if [ -e "$1/jena.gpkg" ]; then
  SMARTCITY_OPEN_STUDY=$(realpath "$1/jena.gpkg")
  export SMARTCITY_OPEN_STUDY
else
  echo "run: $1/jena.gpkg does not exist yet, so QGIS opens without a study ('make demo' makes it)."
fi
exec tools/env.sh qgis --nologo --profiles-path "$SC_PROFILES"
