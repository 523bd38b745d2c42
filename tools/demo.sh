#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Runs the demo study through the installed plugin: demo.sh [--lang de|en] [FOLDER]
set -euo pipefail
language=de folder=out
while [ $# -gt 0 ]; do
  case $1 in
    --lang) language=${2:?--lang needs de or en}; shift 2 ;;
    -*) echo "demo: unknown option $1; usage: tools/demo.sh [--lang de|en] [FOLDER]" >&2; exit 2 ;;
    *) folder=$1; shift ;;
  esac
done
. "$(dirname "$0")/env.sh"
cd "$SC_ROOT"

tools/install.sh
mkdir -p "$folder"
# QGIS shows every deprecation warning of its own Python code; here they would bury the summary.
PYTHONWARNINGS=ignore tools/env.sh qgis_process run smartcity:demostudy -- FOLDER="$(realpath "$folder")" LANGUAGE="$language"
