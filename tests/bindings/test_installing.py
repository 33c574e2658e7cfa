"""Installing from Python over HTTP: progress, stopping, faults, and what is left on disk."""

import hashlib
import json
import shutil
import socket
import subprocess
import time

import pytest

import setlist

ARCHIVE = "Starter-1.0.0.zip"


def define(folder, official, url, **changes):
    """A copy of Starter's definition whose archive is elsewhere."""
    definition = json.loads((official / "Starter.json").read_text())
    definition["install"]["resources"][0].update({"urls": [url], **changes})
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "Starter.json").write_text(json.dumps(definition))
    return folder


def tree(folder):
    """{path: digest} of every file below; the receipt without what names the server."""
    digests = {}
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.name != ".setlist.json":
            digests[str(file.relative_to(folder))] = hashlib.sha256(file.read_bytes()).hexdigest()
    return digests


def left_behind(folder):
    """Every file but the facts, which were measured on the way and can be again."""
    return [str(file) for file in folder.rglob("*") if file.is_file() and file.name != "facts.json"]


@pytest.fixture
def served(serve, official):
    return serve(official)


@pytest.fixture
def definitions(tmp_path, official, served):
    return define(tmp_path / "definitions", official, f"{served.url}/{ARCHIVE}")


@pytest.fixture
def music(tmp_path):
    return tmp_path / "music"


def install(definitions, music, **options):
    return setlist.install("Starter", definitions=definitions, install_dir=music, **options)


def test_over_http_gives_what_the_local_archive_gives(definitions, music, served, starter):
    report = install(definitions, music)
    assert (report["dataset"], report["was_installed"], report["failed"]) == ("Starter", False, {})
    assert report["fetched_bytes"] == 11385529 and served.requests == [f"/{ARCHIVE}"]
    assert tree(music / "Starter") == tree(starter / "Starter")
    assert report["files"] == len(tree(music / "Starter"))
    assert not left_behind(music / ".setlist")
    songs = setlist.Dataset(definitions=definitions, install_dir=music)
    assert songs[0].audio()[0].size and len(songs[0].notes())


def test_a_second_run_fetches_nothing(definitions, music, served):
    install(definitions, music)
    before = {p: p.stat().st_mtime_ns for p in music.rglob("*")}
    report = install(definitions, music, progress=lambda event: pytest.fail(str(event)))
    assert report["was_installed"] and report["fetched_bytes"] == 0
    assert served.requests == [f"/{ARCHIVE}"]
    assert {p: p.stat().st_mtime_ns for p in music.rglob("*")} == before


@pytest.fixture
def nginx(tmp_path, official):
    """A real web server on a port of its own."""
    program = shutil.which("nginx")
    if not program:
        pytest.skip("nginx is not on PATH")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = tmp_path / "nginx"
    root = shutil.copytree(official, home / "root")
    for file in [home, root, *root.iterdir()]:
        file.chmod(0o755)
    temporary = "".join(f"{kind}_temp_path {home}/{kind};" for kind in (
        "client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (home / "conf").write_text(
        f"daemon off; master_process off; pid {home}/pid; error_log {home}/errors;"
        f"events {{}} http {{ access_log {home}/log; {temporary}"
        f"server {{ listen 127.0.0.1:{port}; root {root}; }} }}")
    process = subprocess.Popen([program, "-p", str(home), "-c", str(home / "conf"), "-e",
                                str(home / "errors")], stderr=subprocess.DEVNULL)
    wait_for(port, process, home)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait()


def wait_for(port, process, home):
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, (home / "errors").read_text()
        time.sleep(0.05)
    pytest.fail("nginx does not answer")


def test_nginx_serves_it_too(nginx, tmp_path, official, music, starter):
    definitions = define(tmp_path / "definitions", official, f"{nginx}/{ARCHIVE}")
    assert install(definitions, music)["fetched_bytes"] == 11385529
    assert tree(music / "Starter") == tree(starter / "Starter")
    receipt = json.loads((music / "Starter/.setlist.json").read_text())
    assert receipt["resources"][0]["url"] == f"{nginx}/{ARCHIVE}"


def test_mirrors_are_asked_first_and_decided_by_digest(serve, tmp_path, official, music, starter):
    good, bad = serve(official), tmp_path / "bad"
    bad.mkdir()
    (bad / ARCHIVE).write_bytes(b"\0" * 11385529)
    wrong = serve(bad)
    definitions = define(tmp_path / "definitions", official, f"http://127.0.0.1:9/{ARCHIVE}")
    report = install(definitions, music, mirrors=[wrong.url, good.url + "/"])
    assert report["failed"] == {} and wrong.requests and good.requests == [f"/{ARCHIVE}"]
    assert tree(music / "Starter") == tree(starter / "Starter")


def test_one_mirror_may_be_a_string(served, official, music):
    install(official, music, mirrors=served.url)
    assert served.requests == [f"/{ARCHIVE}"]


def test_progress_comes_in_order_and_ends_at_its_totals(definitions, music):
    events = []
    install(definitions, music, progress=lambda event: events.append(event))
    phases = [event["phase"] for event in events]
    order = ["download", "unpack", "convert", "publish"]
    assert sorted(phases, key=order.index) == phases and set(phases) == set(order)
    for phase in order[:3]:
        some = [event for event in events if event["phase"] == phase]
        done = [event["done"] for event in some]
        assert done == sorted(done)
        if phase != "unpack":
            total = 11385529 if phase == "download" else 15
            assert {event["total"] for event in some} - {0} == {total}
            assert some[-1]["done"] == some[-1]["total"]
    assert all(event["dataset"] == "Starter" and set(event) == {
        "phase", "dataset", "item", "done", "total"} for event in events)


@pytest.mark.parametrize("phase", ["download", "unpack", "convert", "publish"])
def test_false_stops_at_every_phase_and_leaves_nothing(definitions, music, starter, phase):
    seen = []

    def stop(event):
        seen.append(event["phase"])
        return event["phase"] != phase

    with pytest.raises(KeyboardInterrupt):
        install(definitions, music, progress=stop)
    assert seen.count(phase) == 1 and seen[-1] == phase, "it went on after being stopped"
    assert not (music / "Starter").exists()
    assert [f for f in left_behind(music) if "/blob/" not in f] == []
    install(definitions, music)
    assert tree(music / "Starter") == tree(starter / "Starter")


class Mine(Exception):
    pass


@pytest.mark.parametrize("error", [Mine("exactly this"), KeyboardInterrupt("now"), SystemExit(3)])
def test_an_exception_of_the_callback_arrives_unchanged(definitions, music, error):
    def fail(event):
        if event["phase"] == "convert":
            raise error

    with pytest.raises(type(error)) as caught:
        install(definitions, music, progress=fail)
    assert caught.value is error
    assert not (music / "Starter").exists()


def test_a_callback_that_answers_what_is_no_truth_is_a_type_error(definitions, music):
    class NoTruth:
        def __bool__(self):
            raise Mine("no truth")

    with pytest.raises((TypeError, Mine)):
        install(definitions, music, progress=lambda event: NoTruth())
    with pytest.raises(TypeError):
        install(definitions, music, progress="not callable")
    assert not (music / "Starter").exists()


def test_ctrl_c_stops_without_a_callback(serve, tmp_path, official, music):
    import _thread
    import signal
    import threading

    # A shell starts what runs in its background with SIGINT ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    slow = serve(official, pause=0.05, block=1 << 14)
    definitions = define(tmp_path / "definitions", official, f"{slow.url}/{ARCHIVE}")
    timer = threading.Timer(0.4, _thread.interrupt_main)
    timer.start()
    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        install(definitions, music)
    timer.join()
    signal.signal(signal.SIGINT, before)
    assert time.monotonic() - start < 3
    assert not (music / "Starter").exists()


def test_wrong_bytes_are_a_checksum_error(tmp_path, official, served, music):
    definitions = define(tmp_path / "d", official, f"{served.url}/{ARCHIVE}",
                         digest="sha256:" + "0" * 64)
    with pytest.raises(setlist.ChecksumError, match="0000") as caught:
        install(definitions, music)
    assert caught.value.exit_code == 7 and isinstance(caught.value, OSError)
    assert caught.value.url.startswith(served.url)
    assert left_behind(music) == []


def test_a_file_that_is_not_there_is_a_transfer_error(tmp_path, official, served, music):
    definitions = define(tmp_path / "d", official, f"{served.url}/nothing.zip")
    with pytest.raises(setlist.TransferError, match="404") as caught:
        install(definitions, music)
    assert caught.value.exit_code == 6 and "nothing.zip" in caught.value.url
    assert left_behind(music) == []


def test_secrets_of_a_url_are_not_told(tmp_path, official, served, music):
    address = served.url.replace("http://", "http://me:hunter2@")
    definitions = define(tmp_path / "d", official, f"{address}/nothing.zip?token=hunter3")
    with pytest.raises(setlist.Error) as caught:
        install(definitions, music)
    told = str(caught.value) + caught.value.url
    assert "hunter2" not in told and "hunter3" not in told


@pytest.mark.parametrize("name", [
    "it's", "ünïcode", "semi;colon", "$HOME", "with spaces", 'say "no"',
    "$HOME $(touch pwned) `touch pwned`", "100%25", "a#b?c"])
def test_folders_of_any_name(tmp_path, official, name):
    folder = tmp_path / name / "definitions"
    shutil.copytree(official, folder)
    music = tmp_path / name / "music"
    assert install(folder, music)["failed"] == {}
    assert len(setlist.Dataset(definitions=str(folder), install_dir=str(music))[0].notes())
    assert not list(tmp_path.rglob("pwned"))


def test_a_plan_touches_nothing(definitions, music, served):
    plan = setlist.plan("starter", definitions=definitions, install_dir=music)
    assert (plan["dataset"], plan["songs"], plan["license"]) == ("Starter", 15, "MIT")
    assert plan["fetch_bytes"] == 11385529 <= plan["peak_bytes"] and plan["free_bytes"] > 0
    assert plan["resources"] == [{"id": "all", "bytes": 11385529, "action": "fetch"}]
    assert str(plan["folder"]) == str(music / "Starter") and not plan["nothing_to_do"]
    assert not music.exists() and served.requests == []
    install(definitions, music)
    assert setlist.plan("Starter", definitions=definitions, install_dir=music)["nothing_to_do"]


def test_unknown_names_are_usage_errors(official, music):
    for ask in (setlist.install, setlist.plan):
        with pytest.raises(setlist.UsageError, match="Starter"):
            ask("Startr", definitions=official, install_dir=music)
    assert not music.exists()


def test_a_folder_that_setlist_did_not_make_is_kept(definitions, music):
    (music / "Starter").mkdir(parents=True)
    (music / "Starter/mine.txt").write_text("mine")
    with pytest.raises(setlist.Error, match="not made by setlist") as caught:
        install(definitions, music)
    assert caught.value.exit_code == 11
    assert left_behind(music) == [str(music / "Starter/mine.txt")]
