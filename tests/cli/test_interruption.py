"""Ctrl-C on a terminal, signals, sudden death, and several installers at once."""

import fcntl
import json
import os
import pty
import random
import select
import signal
import subprocess
import termios
import time

import pytest

pytestmark = pytest.mark.parametrize("program", ["binary"], indirect=True)



@pytest.fixture
def words(program, definitions):
    """words(install_dir, definitions=): the command that installs Starter."""

    def made(install_dir, definitions=definitions):
        return [*program, "install", "Starter", "--definitions", str(definitions),
                "--install-dir", str(install_dir)]

    return made


class Terminal:
    """A command with a terminal of its own."""

    def __init__(self, words, environment):
        try:
            self.master, slave = pty.openpty()
        except OSError as error:
            pytest.skip(f"no pseudo-terminal can be had here: {error}")
        fcntl.ioctl(slave, termios.TIOCSWINSZ, b"\x18\0\x50\0\0\0\0\0")  # 24 rows of 80
        self.shown = b""
        self.process = subprocess.Popen(
            words, env={**environment, "TERM": "xterm"}, stdin=slave, stdout=slave, stderr=slave,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
        os.close(slave)

    def read(self, until, timeout=20.0):
        """Reads until `until()` holds or the terminal is closed."""
        end = time.monotonic() + timeout
        while not until() and time.monotonic() < end:
            if not select.select([self.master], [], [], 0.02)[0]:
                continue
            try:
                self.shown += os.read(self.master, 65536)
            except OSError:  # nobody has it open any more
                break
        return self.shown.decode()

    def press(self, keys):
        os.write(self.master, keys)

    def finish(self, timeout=20.0):
        text = self.read(lambda: False, timeout)
        code = self.process.wait(timeout)
        os.close(self.master)
        return code, text


def test_a_terminal_sees_the_bar_move(words, environment, tmp_path, serve, definitions, defined):
    served = serve(definitions, pause=0.03, block=1 << 18)
    code, text = Terminal(words(tmp_path / "music", defined(served.url)), environment).finish()
    assert code == 0 and "15 songs" in text
    frames = [frame for frame in text.split("\r\x1b[K") if "fetching" in frame]
    filled = [frame.count("=") for frame in frames]
    assert len(frames) >= 4 and filled == sorted(filled) and filled[-1] > filled[0]
    assert "11.4 MB" in text and "B/s" in text
    last = text.rsplit("\x1b[K", 1)[-1]
    assert last.startswith("installed Starter"), "the bar stays on the screen"


def test_lists_on_a_terminal_have_a_header(program, environment, definitions):
    code, text = Terminal([*program, "list", "--definitions", str(definitions)],
                          environment).finish()
    assert code == 0 and text.startswith("SONG") and "\x1b" not in text


def test_ctrl_c_ends_at_once_and_says_how_to_go_on(words, environment, tmp_path, serve, definitions,
                                                   defined, clean, tree):
    served = serve(definitions, pause=0.2, block=1 << 16)
    command = words(tmp_path / "music", defined(served.url))
    terminal = Terminal(command, environment)
    terminal.read(lambda: b"[=" in terminal.shown or b"fetching" in terminal.shown)
    time.sleep(0.3)
    start = time.monotonic()
    terminal.press(b"\x03")
    code, text = terminal.finish()
    assert time.monotonic() - start < 2 and code == 130
    sentence = text.rsplit("\x1b[K", 1)[-1]
    assert sentence.startswith("setlist: ") and "continue" in sentence, sentence
    assert tree(tmp_path / "music") is None
    served.pause = 0
    subprocess.run(command, env=environment, capture_output=True, check=True)
    assert tree(tmp_path / "music") == tree(clean)


@pytest.mark.parametrize("number, code", [
    (signal.SIGINT, 130),
    (signal.SIGTERM, 143)], ids=["INT", "TERM"])
def test_signals_end_it_with_their_code(words, environment, tmp_path, serve, definitions, defined,
                                        tree, number, code):
    served = serve(definitions, pause=0.2, block=1 << 16)
    process = subprocess.Popen(words(tmp_path / "music", defined(served.url)), env=environment,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while not served.requests:
        time.sleep(0.02)
    start = time.monotonic()
    process.send_signal(number)
    out, err = process.communicate(timeout=20)
    assert time.monotonic() - start < 2 and tree(tmp_path / "music") is None
    assert out == b"" and err.decode().splitlines()[-1].startswith("setlist: ")
    assert process.returncode == code


def test_the_second_ctrl_c_ends_it_whatever_it_does(words, environment, tmp_path, serve,
                                                    definitions, defined):
    served = serve(definitions, pause=30, block=1 << 16)
    process = subprocess.Popen(words(tmp_path / "music", defined(served.url)), env=environment,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not served.requests:
        time.sleep(0.02)
    time.sleep(0.2)
    start = time.monotonic()
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGINT)
    code = process.wait(10)
    served.pause = 0
    assert code in (130, -signal.SIGINT) and time.monotonic() - start < 2


def assert_absent_or_whole(install_dir, tree, clean):
    found = tree(install_dir)
    assert found is None or found == tree(clean), "a half-installed dataset is published"
    return found is not None


def test_killed_at_any_moment_it_is_absent_or_whole(program, words, environment, tmp_path, clean,
                                                    definitions, tree):
    music, outcomes = tmp_path / "music", []
    rng = random.Random(int(os.environ.get("SETLIST_SEED", "11")))
    begin = time.monotonic()
    subprocess.run(words(music), env=environment, capture_output=True, check=True)
    undisturbed = time.monotonic() - begin
    for _ in range(15):
        if tree(music) is not None:
            os.rename(music / "Starter", tmp_path / f"moved-{len(outcomes)}")
        process = subprocess.Popen(words(music), env=environment, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        time.sleep(rng.uniform(0.02, 1.0) * undisturbed)
        process.kill()
        process.wait()
        outcomes.append(assert_absent_or_whole(music, tree, clean))
        listed = subprocess.run([*program, "datasets", "--json", "--definitions", definitions,
                                 "--install-dir", music], env=environment, capture_output=True,
                                check=True)
        assert json.loads(listed.stdout)[0]["installed"] == outcomes[-1]
    assert not all(outcomes), "no kill came in time"
    done = subprocess.run(words(music), env=environment, capture_output=True, check=False)
    assert (done.returncode, tree(music)) == (0, tree(clean)), done.stderr


def test_what_a_killed_installer_left_is_removed_by_the_next(words, environment, tmp_path, serve,
                                                             definitions, defined):
    served = serve(definitions, pause=0.2, block=1 << 18)
    music = tmp_path / "music"
    command = words(music, defined(served.url))
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    while not [f for f in music.rglob("*") if f.is_file() and f.stat().st_size]:
        time.sleep(0.02)
    process.kill()
    process.wait()
    served.pause = 0
    subprocess.run(command, env=environment, capture_output=True, check=True)
    assert {file.name for file in (music / ".setlist").rglob("*") if file.is_file()} <= {"facts.json"}


@pytest.mark.parametrize("installers", [2, 4])
@pytest.mark.parametrize("attempt", range(2))
def test_installers_of_one_dataset_at_once(words, environment, tmp_path, clean, tree, installers,
                                           attempt):
    music = tmp_path / "music"
    running = [subprocess.Popen(words(music), env=environment, stdout=subprocess.DEVNULL,
                                stderr=subprocess.PIPE) for _ in range(installers)]
    told = [process.communicate(timeout=60)[1].decode() for process in running]
    codes = [process.returncode for process in running]
    assert tree(music) == tree(clean)
    assert set(codes) == {0}, list(zip(codes, told))
    again = subprocess.run(words(music), env=environment, capture_output=True, check=False)
    assert again.returncode == 0 and b"already" in again.stdout
