#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Runs the demo study through the installed plugin: demo.sh FOLDER LANGUAGE
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$SC_ROOT"

tools/install.sh
mkdir -p "$1"
# QGIS shows every deprecation warning of its own Python code; here they would bury the summary.
PYTHONWARNINGS=ignore tools/env.sh qgis_process run smartcity:demostudy -- FOLDER="$(realpath "$1")" LANGUAGE="$2"
