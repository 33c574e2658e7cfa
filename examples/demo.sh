#!/usr/bin/env bash
# The main job on the embedded dataset: plan, install over HTTP, query, load. ./dev demo runs it
# after the build. All it writes goes to build/demo.
set -euo pipefail
unset CDPATH
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

readonly setlist=build/release/setlist python=.venv/bin/python
readonly folder=build/demo
readonly installed=$folder/datasets picture=$folder/pianoroll.png

heading() { printf '\n== %s\n' "$*"; }
run() {
  local word line='$ setlist'
  for word in "$@"; do
    if [[ $word == *[\ :]* && $word != http* ]]; then line+=" '$word'"; else line+=" $word"; fi
  done
  printf '%s\n' "$line"
  "$setlist" "$@"
}

serve_definitions() {  # sets `mirror`: the build's definitions and archive, over HTTP from this machine
  "$python" -u -m http.server 0 --bind 127.0.0.1 \
    --directory build/release/share/setlist/definitions >"$folder/server.log" 2>&1 &
  server=$!
  trap 'kill "$server" 2>/dev/null || true' EXIT
  local port=
  for _ in {1..100}; do
    port=$(sed -n 's/.* port \([0-9]*\).*/\1/p' "$folder/server.log")
    [[ -z $port ]] || break
    sleep 0.1
  done
  [[ -n $port ]] || { echo "demo: no HTTP server started; $folder/server.log tells why" >&2; exit 1; }
  mirror=http://127.0.0.1:$port
}

[[ -x $setlist && -x $python ]] || { echo "demo: nothing is built yet; type ./dev demo" >&2; exit 1; }
rm -rf "$folder"
mkdir -p "$folder"
serve_definitions

heading "What would an install do?"
run plan Starter --install-dir "$installed"

heading "Install it, over HTTP from this machine"
run install Starter --mirror "$mirror" --install-dir "$installed"

heading "Ask for songs"
run list 'composer:dvorak' --install-dir "$installed"
run list 'instrument:piano -group:test' --install-dir "$installed"

heading "Set operations, a song, its pianoroll, a batch (examples/python/first_batch.py)"
"$python" examples/python/first_batch.py --install-dir "$installed" --plot "$picture"
[[ ! -e $picture ]] || printf 'The pianoroll as a picture: %s\n' "$picture"

heading "Next"
cat <<TEXT
  $setlist show Starter --install-dir $installed
  $setlist list 'has:sustain ensemble:false' --json --install-dir $installed
  $setlist show Starter/beethoven-ode-to-joy --install-dir $installed
TEXT
