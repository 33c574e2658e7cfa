"""A download that is killed goes on in the next run, and several files come at once."""

import hashlib
import json
import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

pytestmark = pytest.mark.parametrize("program", ["binary"], indirect=True)

FAULTS = Path(__file__).resolve().parents[1] / "install_faults"
sys.path.insert(0, str(FAULTS))
import fault_server  # noqa: E402

SIZE = 6_000_000


@pytest.fixture
def server():
    process = subprocess.Popen([sys.executable, str(FAULTS / "fault_server.py")], text=True,
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    address = f"http://127.0.0.1:{process.stdout.readline().split()[1]}"
    yield address
    with process:
        process.stdin.close()


def requests(server):
    with urllib.request.urlopen(f"{server}/__log") as log:
        return [json.loads(line) for line in log.read().splitlines()]


@pytest.fixture
def defined(tmp_path, server):
    """Writes a definition whose files are served in these ways; the words to install it."""
    digest = "sha256:" + hashlib.sha256(fault_server.content(SIZE)).hexdigest()

    def write(*ways):
        resources = [{"id": f"file-{k}", "urls": f"{server}/ranges?size={SIZE}&case={k}&{way}", "size": SIZE,
                      "digest": digest, "to": f"part-{k}"} for k, way in enumerate(ways)]
        (tmp_path / "Parts.json").write_text(json.dumps(
            {"format": 1, "name": "Parts", "songs": [], "install": {"resources": resources}}))
        return "--definitions", str(tmp_path), "--install-dir", str(tmp_path / "music")
    return write


@pytest.mark.parametrize("kill", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda kill: kill.name)
def test_a_download_that_was_stopped_goes_on(program, environment, run, defined, server, tmp_path, kill):
    here = defined(f"hold={SIZE // 2}")
    first = subprocess.Popen([*map(str, program), "install", "Parts", *here], env=environment,
                             stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    part = tmp_path / "music/.setlist"
    end = time.monotonic() + 20
    while time.monotonic() < end and sum(f.stat().st_size for f in part.rglob("*") if f.is_file()) < SIZE // 2:
        time.sleep(0.02)
    first.send_signal(kill)
    first.wait()
    assert not (tmp_path / "music/Parts").exists()
    done = run("install", "Parts", here=here)
    assert done.code == 0, done.err
    log = requests(server)
    assert len(log) == 2 and "range" not in log[0]["headers"]
    if kill != signal.SIGKILL:  # after that one, up to 64 MiB that no journal names are fetched again
        begin = int(re.fullmatch(r"bytes=(\d+)-", log[1]["headers"]["range"])[1])
        assert SIZE // 2 - begin <= 65536  # the bytes that are compared
    assert (tmp_path / "music/Parts/part-0/ranges").read_bytes() == fault_server.content(SIZE)
    assert not [f for f in part.rglob("*") if f.is_file() and "cache" not in f.parts]


def test_a_file_that_changed_is_fetched_anew(program, environment, run, defined, server, tmp_path):
    here = defined(f"cut={SIZE // 3}&change=2")
    done = run("install", "Parts", here=here)
    assert done.code == 7 and b"expected 6000000 bytes, sha256:" in done.err  # what the server has now is another file
    assert not (tmp_path / "music/Parts").exists()


def test_several_files_come_at_once(run, defined, server, tmp_path):
    begin = time.monotonic()
    here = defined("pace=0.01", "pace=0.01", "pace=0.01")  # 0.9 s each
    done = run("install", "Parts", here=here)
    assert done.code == 0, done.err
    assert len(requests(server)) == 3
    for k in range(3):
        assert (tmp_path / f"music/Parts/part-{k}/ranges").stat().st_size == SIZE
    assert time.monotonic() - begin < 60  # a hang would be longer; how fast it is belongs elsewhere


@pytest.mark.parametrize("kill", [signal.SIGINT, signal.SIGTERM], ids=lambda kill: kill.name)
def test_several_stopped_downloads_go_on(program, environment, run, defined, server, tmp_path, kill):
    here = defined(f"hold={SIZE // 2}", f"hold={SIZE // 3}")
    first = subprocess.Popen([*map(str, program), "install", "Parts", *here], env=environment,
                             stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    end = time.monotonic() + 20
    while time.monotonic() < end and sum(
            f.stat().st_size for f in (tmp_path / "music").rglob("*") if f.is_file()) < SIZE // 2 + SIZE // 3:
        time.sleep(0.02)
    first.send_signal(kill)
    first.wait()
    done = run("install", "Parts", here=here)
    assert done.code == 0, done.err
    begins = {entry["target"]: int(entry["headers"]["range"][6:-1]) for entry in requests(server)[2:]}
    assert sorted(begins.values()) == [SIZE // 3 - 65536, SIZE // 2 - 65536]
    for k in range(2):
        assert (tmp_path / f"music/Parts/part-{k}/ranges").read_bytes() == fault_server.content(SIZE)
