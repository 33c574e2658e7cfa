#!/usr/bin/env bash
# Shows what a newcomer meets: a bare Debian 12, a fresh clone, and then the given command (./dev
# demo). Root and debootstrap are needed; the clone is of the committed state.
#   tests/package/fresh_debian.sh [--offline] FOLDER [COMMAND…]
# FOLDER is made and stays, to be looked at and removed; --offline cuts the network off, which suits
# a second command in a FOLDER that is there already.
set -euo pipefail

network=()
if [[ ${1:-} == --offline ]]; then network=(--net); shift; fi
[[ $# -ge 1 ]] || { echo "usage: $0 [--offline] FOLDER [COMMAND...]" >&2; exit 2; }
repository=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
folder=$(realpath -m -- "$1"); shift
[[ $# -gt 0 ]] || set -- ./dev demo
((EUID == 0)) || { echo "fresh_debian: a chroot needs root" >&2; exit 1; }
command -v debootstrap >/dev/null ||
  { echo "fresh_debian: debootstrap is missing; type: apt-get install -y debootstrap" >&2; exit 1; }

if [[ ! -e $folder ]]; then
  debootstrap --variant=minbase bookworm "$folder"
  # What this machine needs to reach the package servers, the new one needs too.
  for file in /etc/apt/apt.conf.d /etc/apt/sources.list.d/debian.sources /etc/pip.conf \
    /usr/local/share/ca-certificates; do
    [[ -e $file ]] || continue
    mkdir -p "$folder${file%/*}"
    cp -rL "$file" "$folder${file%/*}/"
  done
  [[ ! -e $folder/etc/apt/sources.list.d/debian.sources ]] || : >"$folder/etc/apt/sources.list"
  git clone --quiet "$repository" "$folder/setlist"
fi

# The mounts live in a namespace of their own and go with it.
# shellcheck disable=SC2016  # the inner shell expands them
exec unshare --mount "${network[@]}" bash -euc '
  folder=$1; shift
  mount -t proc proc "$folder/proc"
  mount --rbind /dev "$folder/dev"
  cp /etc/resolv.conf "$folder/etc/resolv.conf"
  ip link set lo up 2>/dev/null || true
  exec chroot "$folder" env -i HOME=/root TERM="${TERM:-dumb}" LANG=C.UTF-8 \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    bash -c '\''cd /setlist && exec "$@"'\'' - "$@"
' - "$folder" "$@"
