"""Datasets in other processes and threads: small pickles, forks while threads work, one GIL."""

import multiprocessing
import operator
import os
import pickle
import random
import subprocess
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pytest
from views_of_tests import definition_of, opened

import setlist

SONGS = 100_000


@pytest.fixture(scope="module")
def many(tmp_path_factory, configuration):
    """A hundred thousand songs."""
    rows = [{"id": str(k), "composer": f"Composer {k % 500}", "year": 1600 + k % 400,
             "tags": [f"tag{k % 7}"]} for k in range(SONGS)]
    return opened(tmp_path_factory.mktemp("many"), definition_of("Many", rows))


@pytest.fixture
def two(tmp_path):
    """Datasets of two folders that share the songs of one definition."""
    shared = definition_of("Shared", [{"id": str(k), "year": 1700 + k} for k in range(20)])
    return (opened(tmp_path / "one", shared, definition_of("A", [{"id": "x", "title": "of A", "year": 1}])),
            opened(tmp_path / "two", shared, definition_of("Z", [{"id": "y", "title": "of Z", "year": 1}])))


def size_of(value):
    return len(pickle.dumps(value))


def test_pickles_hold_the_selection_and_no_songs(many):
    assert len(many) == SONGS
    assert size_of(many) < 600 and size_of(many[:1]) < 600 and size_of(many[5:60_000]) < 600
    assert size_of(many.filter("tag:tag3")) < 2000
    by_chance = many.sample(SONGS // 2)
    assert size_of(by_chance) < SONGS // 8 + 600  # a bit a song
    assert size_of(many[0]) < 600
    assert size_of(by_chance.sorted("composer")) < 4 * SONGS // 2 + SONGS // 8 + 600
    split = many.split({"train": 0.8, "test": 0.2})
    assert size_of(split) < 2 * (SONGS // 8 + 600)


def test_pickles_come_back_as_they_were(many):
    for view in (many, many[:0], many[-1:], many[::3], many.sample(999), many.sorted("year")[7:5000]):
        again = pickle.loads(pickle.dumps(view))
        assert again == view and again.ids == view.ids and hash(again) == hash(view)


def test_a_damaged_pickle_is_never_another_selection(many):
    view = many.sample(1000).sorted("year")
    reopen, (origins, state) = view.__reduce__()
    rng, refused = random.Random(5), 0
    for _ in range(300):
        place = rng.randrange(len(state))
        broken = state[:place] + bytes([state[place] ^ 1 << rng.randrange(8)]) + state[place + 1:]
        try:
            assert reopen(origins, broken).ids == view.ids
        except setlist.Error:
            refused += 1
    assert refused > 250
    for odd in (b"", b"gzip", state[:-5], state + b"x"):
        with pytest.raises(setlist.Error):
            pickle.loads(pickle.dumps(Reduced(reopen, (origins, odd))))


class Reduced:
    """Pickles as a call of a function."""

    def __init__(self, function, arguments):
        self.call = function, arguments

    def __reduce__(self):
        return self.call


def work_on(dataset):
    """Everything a worker may ask; what it says is the same in any process."""
    part = dataset.filter("year:1700..1710").sorted("year", reverse=True)
    return (part.ids, (~part)[:50].ids, (part | dataset[:5]).ids[-5:], hash(part),
            [song.title for song in dataset[:3]], dataset.split(0.5, 3, by=None)[0].ids[:50],
            {key: len(group) for key, group in part.groupby("year").items()})


def raise_in_worker(dataset):
    return dataset.filter(composer="Compser 7")


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_workers_say_what_this_process_says(many, two, method):
    views = [many[::7], many.sample(500, 1), two[0], two[1], two[0] | two[1], two[0].sorted("title")]
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context(method)) as pool:
        assert list(pool.map(work_on, views)) == list(map(work_on, views))
        with pytest.raises(setlist.UsageError, match="did you mean") as caught:
            pool.submit(raise_in_worker, many).result()
        assert caught.value.exit_code == 2


def test_views_of_two_folders_travel_together(two):
    both, back = two[0] | two[1], two[1] | two[0]
    assert size_of(both) < 1000 and both == back and len(both) == 22
    again = pickle.loads(pickle.dumps((both, two[0], back.sorted("title")[:3])))
    assert again[0].ids == both.ids and (again[0] & again[1]).ids == two[0].ids
    assert again[2].ids == back.sorted("title")[:3].ids
    assert [song.title for song in again[0] if song.title] == ["of A", "of Z"]
    assert len(~again[0]) == 0 and (~again[1]).ids == []


def in_fork(work):
    """True when `work` ends well in a fork of this process within a while."""
    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    process.join(60)
    stuck = process.is_alive()
    if stuck:
        process.kill()
        process.join()
    return not stuck and process.exitcode == 0


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork.*:DeprecationWarning")
def test_forks_while_threads_work(many, two, songs, tmp_path):
    stop = threading.Event()
    failures = []

    def busy(seed):
        rng = random.Random(seed)
        try:
            while not stop.is_set():
                part = many.filter(f"composer:{rng.randrange(500)}") | many[rng.randrange(99):99]
                assert pickle.loads(pickle.dumps(part)).ids == part.ids
                assert len((two[0] | two[1]) - two[seed % 2]) == 1
                songs.to_lockfile(tmp_path / f"{seed}.lock")
        except BaseException as error:  # told by the thread that asked
            failures.append(error)

    wanted = work_on(many[::50])

    def child():
        assert work_on(many[::50]) == wanted and len(two[0] ^ two[1]) == 2
        songs.to_lockfile(tmp_path / f"child-{os.getpid()}.lock")
        assert pickle.loads(pickle.dumps(songs)).ids == songs.ids

    threads = [threading.Thread(target=busy, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    try:
        ended = [in_fork(child) for _ in range(12)]
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert ended == [True] * 12 and failures == []


def test_threads_ask_and_combine_while_another_holds_the_gil(many, two):
    many, stop = many[::10], threading.Event()

    def hold():
        while not stop.is_set():
            sum(range(20_000))  # no call inside gives the GIL away

    def ask(seed):
        rng = random.Random(seed)
        for _ in range(4):
            key, year = rng.randrange(7), rng.randrange(1600, 1990)
            tagged, dated = many.filter(f"tag:tag{key}"), many.filter(year=(year, None))
            for combine in (operator.and_, operator.or_, operator.sub, operator.xor):
                assert set(combine(tagged, dated).ids) == combine(set(tagged.ids), set(dated.ids))
            assert dated.sorted("year", reverse=True)[0].year == 1990
            found = dated.filter("composer:70", where=lambda song: song.tags == ["tag0"])
            assert {int(name[5:]) % 7 for name in found.ids} <= {0}
            assert len(two[0] | two[1]) == 22 and two[0] | two[1] == two[1] | two[0]
        return True

    holder = threading.Thread(target=hold)
    holder.start()
    try:
        with ThreadPoolExecutor(6) as pool:
            assert list(pool.map(ask, range(12))) == [True] * 12
    finally:
        stop.set()
        holder.join()


def test_the_order_of_a_view_is_asked_by_many_threads_at_once(many):
    for seed in range(20):
        view = many.sample(20_000, seed)
        start = threading.Barrier(8)

        def first_ids(view=view, start=start):
            start.wait()
            return view[0].id, view[-1].id, view.ids[10_000], len(list(view[:5]))

        with ThreadPoolExecutor(8) as pool:
            answers = [pool.submit(first_ids) for _ in range(8)]
            assert len({answer.result() for answer in answers}) == 1


@pytest.mark.parametrize("call", [
    lambda ds, folder: ds.sorted(["composer", "year", "tag"]), lambda ds, folder: ds.stats(),
    lambda ds, folder: ds.to_lockfile(folder / "all.lock")], ids=["sorted", "stats", "to_lockfile"])
def test_other_threads_run_during_long_calls(many, tmp_path, call):
    done, began, ticks = threading.Event(), threading.Event(), [0]

    def count():
        began.set()
        while not done.is_set():
            time.sleep(0.001)
            ticks[0] += 1

    counter = threading.Thread(target=count)
    counter.start()
    began.wait()
    before, start = ticks[0], time.perf_counter()
    try:
        while time.perf_counter() - start < 0.2:
            call(many, tmp_path)
    finally:
        counted, seconds = ticks[0] - before, time.perf_counter() - start
        done.set()
        counter.join()
    assert counted >= 9, f"{counted} turns in {seconds:.3f} s: the call holds the GIL"


def test_a_program_may_end_while_threads_ask(many):
    (folder, definitions, _), = many[:1].__reduce__()[1][0]
    program = (
        "import setlist, threading, time\n"
        f"ds = setlist.Dataset({definitions!r}, install_dir={folder!r})\n"
        "def ask():\n"
        "    while True: ds.filter('tag:tag1').sorted('composer').sample(9)\n"
        "for _ in range(4): threading.Thread(target=ask, daemon=True).start()\n"
        "time.sleep(0.3)\n"
        "print('ended')\n")
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120,
                          check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "ended\n", "")
