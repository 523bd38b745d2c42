#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Unpacks the built zip into the throw-away profile of this repository and enables the plugin there,
# as a user would with "Install from ZIP".
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$SC_ROOT"

plugins=$SC_PROFILES/profiles/default/python/plugins
mkdir -p "$plugins"
rm -rf "$plugins/smartcity_plugin"
"$SC_PYTHON" -m zipfile -e dist/smartcity_plugin-*.zip "$plugins"
log=$SC_BUILD/enable.log
if ! tools/env.sh qgis_process plugins enable smartcity_plugin >"$log" 2>&1 && ! grep -q "already enabled" "$log"; then
  cat "$log" >&2
  echo "install: QGIS could not enable the plugin; its own words stand above." >&2
  exit 1
fi
