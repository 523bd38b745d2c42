#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Brings a Debian machine to the point where everything else in the Makefile works:
# distribution packages, .venv (plugin and tests), .venv-tools (checkers), .venv-reference (what tests compare with).
# Running it again costs next to nothing; a changed requirements file is noticed.
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$SC_ROOT"

APT_PACKAGES=(
  # QGIS and the libraries the plugin computes with
  qgis python3-qgis python3-numpy python3-pandas python3-scipy python3-rasterio python3-yaml python3-lxml
  # shapely is built against the system's GEOS
  build-essential libgeos-dev python3-dev python3-venv ca-certificates
  # QGIS desktop without a screen, translations, fonts of the printed pages
  xvfb xauth pyqt5-dev-tools qttools5-dev-tools qttranslations5-l10n
  fonts-open-sans fonts-dejavu-core fonts-liberation
  # the tests look at the printed documents
  libreoffice-writer-nogui poppler-utils
)

missing_packages() {
  local installed
  # dpkg-query fails as soon as it does not know one of them
  installed=$({ dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${APT_PACKAGES[@]}" 2>/dev/null || true; } | sed -n 's/^installed //p')
  printf '%s\n' "${APT_PACKAGES[@]}" | grep -vxF -f <(printf '%s\n' "$installed") || true
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; return; fi
  command -v sudo >/dev/null || { echo "setup: this step needs root and sudo is not installed: run 'make setup' as root once." >&2; exit 1; }
  sudo "$@"
}

install_packages() {
  command -v dpkg-query >/dev/null || { echo "setup: apt is not available here; install the equivalents of: ${APT_PACKAGES[*]}" >&2; return; }
  local missing
  mapfile -t missing < <(missing_packages)
  [ "${#missing[@]}" -gt 0 ] || return 0
  echo "setup: installing from apt: ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
}

base() { "$SC_PYTHON" -V; readlink -f "$SC_PYTHON"; echo "$SC_ROOT"; }
fingerprint() { { base; cat "$@"; } | sha256sum | cut -d' ' -f1; }

# make_venv DIR REQUIREMENTS OPTION...: afresh for another Python or place, else only what has changed
make_venv() {
  local dir=$1 requirements=$2; shift 2
  echo "setup: installing $requirements into ${dir#"$SC_ROOT"/}"
  rm -f "$dir/.stamp"
  if [ "$(cat "$dir/.base" 2>/dev/null)" != "$(base)" ]; then
    "$SC_PYTHON" -m venv --clear "$@" "$dir"
    base >"$dir/.base"
  fi
  # pip before 23.1 would otherwise build shapely anew for every clone
  if "$dir/bin/python" -m pip --version | grep -q '^pip 2[0-2]\|^pip 23\.0'; then export PIP_USE_FEATURE=no-binary-enable-wheel-cache; fi
  "$dir/bin/python" -m pip install --quiet --disable-pip-version-check -c "$SC_BUILD/constraints.txt" -r "$requirements"
}

# pip must not replace what the distribution's compiled packages were built with.
write_constraints() {
  "$SC_PYTHON" -c 'import numpy, pandas, scipy
for module in (numpy, pandas, scipy): print(f"{module.__name__}=={module.__version__}")' >"$SC_BUILD/constraints.txt"
}

link_qgis_libs() {
  local site
  site=$("$SC_VENV/bin/python" -c 'import sysconfig; print(sysconfig.get_path("platlib"))')
  mkdir -p "$SC_QGIS_LIBS"
  ln -sfn "$site"/shapely "$site"/shapely-*.dist-info "$SC_QGIS_LIBS"/
}

install_packages
mkdir -p "$SC_BUILD"
exec 9>"$SC_BUILD/setup.lock"; flock 9   # two make runs at once: the second waits

want=$(fingerprint tools/requirements-test.txt tools/requirements-dev.txt)
if [ "$(cat "$SC_VENV/.stamp" 2>/dev/null)" != "$want" ]; then
  write_constraints
  make_venv "$SC_VENV" tools/requirements-dev.txt --system-site-packages
  link_qgis_libs
  echo "$want" >"$SC_VENV/.stamp"
fi

want=$(fingerprint tools/requirements-lint.txt)
if [ "$(cat "$SC_TOOLS/.stamp" 2>/dev/null)" != "$want" ]; then
  : >"$SC_BUILD/constraints.txt"
  make_venv "$SC_TOOLS" tools/requirements-lint.txt
  echo "$want" >"$SC_TOOLS/.stamp"
fi

want=$(fingerprint tools/requirements-reference.txt)
if [ "$(cat "$SC_REFERENCE/.stamp" 2>/dev/null)" != "$want" ]; then
  : >"$SC_BUILD/constraints.txt"
  make_venv "$SC_REFERENCE" tools/requirements-reference.txt
  echo "$want" >"$SC_REFERENCE/.stamp"
fi
