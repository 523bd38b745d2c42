#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Runs every benchmark; each is a script that prints what it measured.
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$SC_ROOT"

shopt -s nullglob
benchmarks=(tests/benchmarks/*.py)
if [ "${#benchmarks[@]}" = 0 ]; then echo "bench: there are no benchmarks in tests/benchmarks/ yet."; exit 0; fi
status=0
for benchmark in "${benchmarks[@]}"; do
  echo "$benchmark"
  PYTHONPATH=$SC_ROOT "$SC_VENV/bin/python" "$benchmark" || status=1
done
exit $status
