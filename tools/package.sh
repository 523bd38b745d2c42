#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Builds the plugin's zip and holds it to the checks of the official repository.
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$SC_ROOT"

rm -f dist/smartcity_plugin-*.zip
"$SC_VENV/bin/python" tools/package.py
"$SC_TOOLS/bin/python" tools/gate.py dist/smartcity_plugin-*.zip
