#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The surroundings of every process the Makefile starts.
#
#   . tools/env.sh                 sets the variables below
#   tools/env.sh COMMAND ...       runs a QGIS command (qgis, qgis_process) in them; there
#                                  "qgis_process" means the binary that works on this system

SC_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
SC_BUILD=${SMARTCITY_BUILD:-$SC_ROOT/.build}   # the matrix has its own
SC_PYTHON=/usr/bin/python3   # the Python of QGIS; one found on PATH may be another
SC_VENV=${SMARTCITY_VENV:-$SC_ROOT/.venv}
SC_TOOLS=$SC_ROOT/.venv-tools
SC_REFERENCE=${SMARTCITY_REFERENCE:-$SC_ROOT/.venv-reference}
SC_PROFILES=${QGIS_CUSTOM_CONFIG_PATH:-$SC_BUILD/profiles}
# Only shapely, not all of .venv: QGIS must find python-docx in the zip, as it would at a user's.
SC_QGIS_LIBS=$SC_VENV/qgis-libs

# Debian 12: the wrapper qgis_process passes an option that qgis_process does not know.
if [ -x /usr/bin/qgis_process.bin ]; then SC_QGIS_PROCESS=/usr/bin/qgis_process.bin; else SC_QGIS_PROCESS=qgis_process; fi

export SC_ROOT SC_BUILD SC_PYTHON SC_VENV SC_TOOLS SC_REFERENCE SC_PROFILES SC_QGIS_LIBS SC_QGIS_PROCESS
export QGIS_CUSTOM_CONFIG_PATH=$SC_PROFILES
export QT_QPA_PLATFORM=${QT_QPA_PLATFORM:-offscreen}

# Qt reads file names with umlauts only in a UTF-8 locale.
case "${LC_ALL:-${LC_CTYPE:-${LANG:-}}}" in
  *[Uu][Tt][Ff]-8 | *[Uu][Tt][Ff]8) ;;
  *) export LC_ALL=C.UTF-8 ;;
esac

if [ ! -w "${XDG_RUNTIME_DIR:-/nonexistent}" ]; then
  export XDG_RUNTIME_DIR=$SC_BUILD/runtime
  mkdir -p "$XDG_RUNTIME_DIR" && chmod 700 "$XDG_RUNTIME_DIR"
fi

# Debian's pyproj looks below sys.prefix, which in a virtual environment is not /usr.
if [ -z "${PROJ_DATA:-}" ] && [ -e /usr/share/proj/proj.db ]; then export PROJ_DATA=/usr/share/proj; fi

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
  [ -d "$SC_QGIS_LIBS" ] && export PYTHONPATH=$SC_QGIS_LIBS${PYTHONPATH:+:$PYTHONPATH}
  [ "${1:-}" = qgis_process ] && shift && set -- "$SC_QGIS_PROCESS" "$@"
  exec "$@"
fi
