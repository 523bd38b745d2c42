#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Runs every checker, also after one of them has found something, and says at the end which did.
set -uo pipefail
. "$(dirname "$0")/env.sh"
cd "$SC_ROOT"

passed=0 failed=()
check() {
  local name=$1; shift
  if "$@"; then passed=$((passed + 1)); else failed+=("$name"); fi
}

check "ruff check" "$SC_TOOLS/bin/ruff" check --quiet --output-format concise .
check "ruff format" "$SC_TOOLS/bin/ruff" format --check --quiet --output-format concise .
check mypy "$SC_TOOLS/bin/mypy" --no-error-summary
check "Qt 6 spelling" "$SC_PYTHON" tools/qt6_spelling.py smartcity_plugin tests
check translations "$SC_PYTHON" tools/translations.py --check
check Bandit "$SC_TOOLS/bin/bandit" -r smartcity_plugin -x smartcity_plugin/vendor -q -s B404,B411

if [ "${#failed[@]}" -gt 0 ]; then
  echo "lint: $passed passed, ${#failed[@]} failed ($(IFS=,; echo "${failed[*]}"); 'make format' repairs what ruff can)"
  exit 1
fi
echo "lint: $passed passed, 0 failed"
