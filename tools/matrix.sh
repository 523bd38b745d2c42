#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Runs the tests on other QGIS versions, each in a Debian tree of its own below .build/matrix/:
#
#   matrix.sh [TREE...] [-- PYTEST ARGUMENT...]     trees: trixie (QGIS 3.40), trixie-backports (QGIS 3.44)
#
# A tree is made once (minutes, about 2.5 GB) and kept. Nothing is installed on this machine but mmdebstrap, nothing
# stays mounted, and the tests see a copy of the repository, so they cannot disturb work that goes on in it.
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$SC_ROOT"

PACKAGES=(
  qgis python3-qgis python3-pandas python3-shapely python3-rasterio python3-scipy python3-yaml
  python3-docx python3-lxml python3-venv xvfb xauth ca-certificates qttranslations5-l10n
  fonts-open-sans fonts-dejavu-core fonts-liberation poppler-utils libreoffice-writer-nogui
)
SECONDS_PER_TREE=3600
MATRIX=$SC_ROOT/.build/matrix

fail() { echo "matrix: $1" >&2; exit 1; }

prepare_host() {
  [ "$(id -u)" = 0 ] || fail "making Debian trees needs root: run 'sudo make matrix'."
  mkdir -p "$MATRIX"
  command -v mmdebstrap >/dev/null && return
  echo "matrix: installing from apt: mmdebstrap"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends mmdebstrap
}

# The mirror this machine itself uses.
mirror() {
  local found
  found=$(apt-get indextargets --format '$(REPO_URI)' 'Identifier: Packages' | grep -m1 '/debian/*$' || true)
  echo "${found:-http://deb.debian.org/debian}"
}

# make_tree NAME: the distribution's packages
make_tree() {
  local name=$1 tree=$MATRIX/$1 suite=${1%%-*} mirror free; mirror=$(mirror)
  free=$(df --output=avail -BG "$MATRIX" | tail -n 1 | tr -dc 0-9)
  echo "matrix: making the tree $name from $mirror (about 2.5 GB of the $free GB that are free, some minutes)"
  [ "$free" -ge 4 ] || fail "$free GB are too little: free 4 GB or leave a tree out."
  rm -rf "$tree"
  local options=(--variant=apt --include="$(IFS=,; echo "${PACKAGES[*]}")" --aptopt='APT::Install-Recommends "false"')
  local sources=("deb $mirror $suite main")
  if [ "$name" != "$suite" ]; then
    sources+=("deb $mirror $name main")
    options+=(--setup-hook='mkdir -p "$1/etc/apt/preferences.d"; printf "Package: src:qgis\nPin: release n='"$name"'\nPin-Priority: 600\n" >"$1/etc/apt/preferences.d/qgis"')
  fi
  mmdebstrap --quiet "${options[@]}" "$suite" "$tree" "${sources[@]}"
}

# What is installed into a tree by pip, as one text.
wanted_tools() { cat tools/requirements-test.txt tools/requirements-reference.txt; }

# install_test_tools NAME: pytest and its plugins, in a virtual environment on top of the distribution's packages;
# what tests compare with, in one that knows nothing of them
install_test_tools() {
  local tree=$MATRIX/$1
  cp -L /etc/resolv.conf "$tree/etc/resolv.conf"
  cp /etc/ssl/certs/ca-certificates.crt "$tree/etc/pip-ca.crt"   # this machine may trust a proxy that the tree does not know
  printf '[global]\ncert = /etc/pip-ca.crt\n' >"$tree/etc/pip.conf"
  cp tools/requirements-test.txt tools/requirements-reference.txt "$tree/"
  inside "$1" 'python3 -m venv --clear --system-site-packages /venv && /venv/bin/pip install --quiet --disable-pip-version-check -r /requirements-test.txt'
  inside "$1" 'python3 -m venv --clear /venv-reference && /venv-reference/bin/pip install --quiet --disable-pip-version-check -r /requirements-reference.txt'
}

# inside NAME COMMAND: in the tree, in mount and process namespaces that end with the command
inside() {
  local proxies=() name
  for name in http_proxy https_proxy no_proxy; do if [ -n "${!name:-}" ]; then proxies+=("$name=${!name}"); fi; done
  # The first process of the namespace ignores SIGTERM, hence KILL.
  timeout --foreground -s KILL "$SECONDS_PER_TREE" unshare --mount --pid --fork --kill-child bash -euc '
    tree=$1 repository=$2 command=$3; shift 3
    mount -t proc proc "$tree/proc"
    mount --rbind /dev "$tree/dev"
    mount -t tmpfs tmpfs "$tree/tmp"
    mkdir -p "$tree/tmp/src" "$tree/tmp/home"
    tar -C "$repository" --exclude="./.venv*" --exclude=./.build --exclude=./.git --exclude=./out -cf - . | tar -C "$tree/tmp/src" -xf -
    exec chroot "$tree" env -i "$@" PATH=/venv/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp/home LC_ALL=C.UTF-8 \
      QT_QPA_PLATFORM=offscreen SMARTCITY_VENV=/venv SMARTCITY_REFERENCE=/venv-reference bash -c "cd /tmp/src && $command"
  ' matrix "$MATRIX/$1" "$SC_ROOT" "$2" "${proxies[@]}" </dev/null
}

# up_to_date FILE WORDS: whether FILE says that a step was done for exactly these words
up_to_date() { [ "$(cat "$1" 2>/dev/null)" = "$2" ]; }

ensure_tree() {
  local stamp=$MATRIX/$1.packages tools_stamp=$MATRIX/$1.tools
  if ! up_to_date "$stamp" "${PACKAGES[*]}"; then
    rm -f "$stamp" "$tools_stamp"
    make_tree "$1"
    echo "${PACKAGES[*]}" >"$stamp"
  fi
  if ! up_to_date "$tools_stamp" "$(wanted_tools)"; then
    install_test_tools "$1"
    wanted_tools >"$tools_stamp"
  fi
}

run_tests() {
  local arguments; arguments=$(printf '%q ' -m 'not host' "${@:2}")
  inside "$1" ". tools/env.sh && python -W ignore -c 'from qgis.core import Qgis; print(\"QGIS\", Qgis.QGIS_VERSION)' && python tools/run_tests.py --no-build -- $arguments" 2>&1 | tee "$MATRIX/$1.log"
}

trees=() arguments=()
while [ $# -gt 0 ]; do
  case $1 in
    --) arguments=("${@:2}"); break ;;
    trixie | trixie-backports) trees+=("$1"); shift ;;
    *) fail "unknown tree '$1': there are trixie and trixie-backports." ;;
  esac
done
[ "${#trees[@]}" -gt 0 ] || trees=(trixie trixie-backports)

prepare_host
exec 9>"$MATRIX/lock"; flock 9
status=0 summary=()
for tree in "${trees[@]}"; do
  ensure_tree "$tree"
  run_tests "$tree" "${arguments[@]}" || status=1
  summary+=("$tree: $(grep -m1 '^QGIS ' "$MATRIX/$tree.log" || echo 'QGIS did not start'): $(tail -n 1 "$MATRIX/$tree.log")")
done
printf '%s\n' "${summary[@]}"
exit $status
