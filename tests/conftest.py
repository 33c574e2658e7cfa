"""What several folders of tests share: the built command, Starter installed, a loopback server."""

import functools
import http.server
import os
import threading
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory):
    """No test reads or fills the cache of the person who runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SETLIST_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def command():
    """The built `setlist`, of the build folder that SETLIST_BUILD names."""
    program = Path(os.environ.get("SETLIST_BUILD") or ROOT / "build/release") / "setlist"
    if not program.is_file():
        pytest.skip(f"'{program}' is not there; type ./dev build, or name a build in SETLIST_BUILD")
    return program.resolve()


@pytest.fixture(scope="session")
def configuration(tmp_path_factory):
    """Stands for the user's own datasets.json, so that no test sees the real one."""
    folder = tmp_path_factory.mktemp("configuration")
    file = folder / "datasets.json"
    file.write_text('{"install_dir": "nothing-here", "definitions": ["official"]}')
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SETLIST_CONFIG", str(file))
        yield file


@pytest.fixture(scope="session")
def official(configuration):
    """The definitions that the Python package carries."""
    setlist = pytest.importorskip("setlist", reason="the Python package is not installed")
    return setlist.official_definitions()


@pytest.fixture(scope="session")
def starter(official, tmp_path_factory):
    """An install_dir with Starter in it; tests leave it as it is."""
    import setlist

    folder = tmp_path_factory.mktemp("starter")
    report = setlist.install("Starter", definitions=official, install_dir=folder)
    assert report["failed"] == {}
    return folder


class _Handler(http.server.SimpleHTTPRequestHandler):
    def __init__(self, *arguments, served, **options):
        self.served = served
        super().__init__(*arguments, **options)

    def do_GET(self):
        self.served.requests.append(self.path)
        super().do_GET()

    def copyfile(self, source, target):
        while block := source.read(self.served.block):
            target.write(block)
            if self.served.pause:
                time.sleep(self.served.pause)

    def log_message(self, *arguments):
        pass


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass  # a client that goes away is what some tests want


class Served:
    """A folder over HTTP: `url`, and `requests`, the paths asked so far.

    `pause` seconds are waited after each `block` bytes; both can be changed at any time.
    """

    def __init__(self, folder, pause=0.0, block=1 << 18):
        self.requests = []
        self.pause = pause
        self.block = block
        handler = functools.partial(_Handler, directory=str(folder), served=self)
        self._server = _Server(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def serve():
    """serve(folder, pause=, block=) gives a `Served`."""
    started = []

    def start(folder, **options):
        started.append(Served(folder, **options))
        return started[-1]

    yield start
    for served in started:
        served.close()
