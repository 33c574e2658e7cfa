"""Choosing songs, beside ASMD, Hugging Face datasets and DuckDB.

Every side has the same songs open in a process of its own and is asked in turns; a figure is the median
of its turns. In a turn an operation is repeated for a tenth of a second, at least once; timed is what
makes an answer of which the length is known, not what walks over its songs. A ratio is the peer's time
divided by setlist's, so above 1 setlist is faster; it is printed only where both chose the same songs.

ASMD's set operations copy the whole collection, and so does its filter where the collection is to stay
as it was, as in setlist; "in place" is its filter that changes the collection it is called on. datasets
computes a mask of all songs in pyarrow, or, "by row", calls a function of a song. DuckDB's sets are
tables of song numbers. A peer that does not offer an operation is not listed there. --songs N compares
at that size alone.
"""

import contextlib
import hashlib
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PEERS = Path(__file__).resolve().parents[1] / "build" / "peers"
PART = 100_000  # songs in a definition
FIELDS = ["composer", "title", "instruments", "groups", "duration"]
TURNS = 5
ENOUGH = 10  # seconds after which a side has no further turn at an operation

FILTER = "composer, instruments and group"
MEMBERS = "composer, one of the instruments, not the group"
RANGE = "duration from 60 to 300 s"
WORD = "a word of the title"
UNION, INTERSECTION, COMPLEMENT = "union", "intersection", "complement"
OPERATIONS = [FILTER, MEMBERS, RANGE, WORD, UNION, INTERSECTION, COMPLEMENT]

# Each side has a version; operations, {(operation, name): function}; numbers, which tells the songs of an
# answer by the numbers at the end of their paths. Its library is imported by its own process alone.


class Setlist:
    def __init__(self, folder, songs):
        import setlist

        self.version = setlist.__version__
        everything = setlist.Dataset(definitions=folder / "definitions", install_dir=folder / "music")
        a, b = everything.filter(composer="Franz Schubert"), everything.filter(groups="train")
        choices = {
            FILTER: lambda: everything.filter(composer="Franz Schubert", instruments=["piano"],
                                              groups="train"),
            MEMBERS: lambda: everything.filter('composer:"Franz Schubert" instrument:violin -group:test'),
            RANGE: lambda: everything.filter("duration:60..300"),
            WORD: lambda: everything.filter(title="sonata"),
            UNION: lambda: a | b, INTERSECTION: lambda: a & b, COMPLEMENT: lambda: ~a}
        self.operations = {(operation, "setlist"): choice for operation, choice in choices.items()}

    def numbers(self, answer):
        return [int(name[-7:]) for name in answer.ids]


class Asmd:
    def __init__(self, folder, songs):
        from importlib.metadata import version

        from asmd import asmd, dataset_utils as sets

        self.version = version("asmd")
        everything = asmd.Dataset([str(folder / "definitions")], str(folder / "datasets.json"))
        a = sets.filter(everything, composer="Franz Schubert", copy=True)
        b = sets.filter(everything, groups=["train"], copy=True)
        wanted = {"composer": "Franz Schubert", "instruments": ["piano"], "groups": ["train"]}
        # To filter it again in place is the same work each time: ASMD looks at every song.
        again = sets.filter(everything, copy=True, **wanted)
        self.operations = {
            (FILTER, "ASMD"): lambda: sets.filter(everything, copy=True, **wanted),
            (UNION, "ASMD"): lambda: sets.union(a, b),
            (INTERSECTION, "ASMD"): lambda: sets.intersect(a, b),
            (COMPLEMENT, "ASMD"): lambda: sets.complement(a),
            (FILTER, "ASMD, in place"): lambda: sets.filter(again, **wanted)}

    def numbers(self, answer):
        return [int(mix[0][-11:-4]) for mix, _, _ in answer.paths]


class Datasets:
    def __init__(self, folder, songs):
        import datasets
        import numpy
        import pyarrow.compute as pc
        from pyarrow.json import read_json

        def having(lists, value):
            lists = lists.combine_chunks()
            mask = numpy.zeros(len(lists), bool)
            mask[pc.list_parent_indices(lists).filter(pc.equal(pc.list_flatten(lists), value))] = True
            return mask

        def schubert(table):
            return pc.equal(table["composer"], "Franz Schubert").to_numpy()

        masks = {
            FILTER: lambda table: (schubert(table) & having(table["instruments"], "piano")
                                   & (pc.list_value_length(table["instruments"]).to_numpy() == 1)
                                   & having(table["groups"], "train")),
            MEMBERS: lambda table: (schubert(table) & having(table["instruments"], "violin")
                                    & ~having(table["groups"], "test")),
            RANGE: lambda table: pc.and_(pc.greater_equal(table["duration"], 60),
                                         pc.less_equal(table["duration"], 300)).to_numpy(),
            WORD: lambda table: pc.match_substring(table["title"], "sonata", ignore_case=True).to_numpy()}
        self.version = datasets.__version__
        datasets.disable_caching()
        datasets.disable_progress_bars()
        rows = datasets.Dataset(read_json(folder / "songs.jsonl").combine_chunks())
        columns = rows.with_format("arrow")
        self.operations = {
            (operation, "datasets"):
                lambda mask=mask: columns.filter(lambda table: mask(table).tolist(),
                                                 batched=True, batch_size=None)
            for operation, mask in masks.items()}
        if songs <= PART:
            self.operations[FILTER, "datasets, by row"] = lambda: rows.filter(
                lambda song: song["composer"] == "Franz Schubert" and song["instruments"] == ["piano"]
                and "train" in song["groups"])

    def numbers(self, answer):
        return answer.with_format("arrow")["number"][:].to_pylist()


class DuckDB:
    def __init__(self, folder, songs):
        import duckdb

        self.version = duckdb.__version__
        base = duckdb.connect()
        base.execute("CREATE TABLE songs AS SELECT * FROM read_json(?)", [str(folder / "songs.jsonl")])
        base.execute("CREATE TABLE a AS SELECT number FROM songs WHERE composer = 'Franz Schubert'")
        base.execute("CREATE TABLE b AS SELECT number FROM songs WHERE list_contains(groups, 'train')")
        schubert = "songs WHERE composer = 'Franz Schubert' AND"
        sources = {
            FILTER: f"{schubert} instruments = ['piano'] AND list_contains(groups, 'train')",
            MEMBERS: f"{schubert} list_contains(instruments, 'violin') AND NOT list_contains(groups, 'test')",
            RANGE: "songs WHERE duration BETWEEN 60 AND 300",
            WORD: "songs WHERE title ILIKE '%sonata%'",
            UNION: "a UNION SELECT number FROM b",
            INTERSECTION: "b SEMI JOIN a USING (number)",
            COMPLEMENT: "songs ANTI JOIN a USING (number)"}
        self.operations = {
            (operation, "DuckDB"):
                lambda source=source: base.execute(f"SELECT number FROM {source}").fetchnumpy()["number"]
            for operation, source in sources.items()}

    def numbers(self, answer):
        return answer.tolist()


SIDES = {"setlist": Setlist, "ASMD": Asmd, "datasets": Datasets, "DuckDB": DuckDB}


def turn(side, key, checked):
    times, spent = [], 0
    while spent < 0.1:
        begin = time.perf_counter()
        answer = side.operations[key]()
        count = len(answer)
        times.append(time.perf_counter() - begin)
        spent += times[-1]
    told = {"seconds": statistics.median(times), "count": count}
    if checked:
        numbers = json.dumps(sorted(side.numbers(answer)))
        told["songs"] = hashlib.sha256(numbers.encode()).hexdigest()
    return told


def serve(name, folder, songs):
    """A side's process: a line for every line that asks for a turn."""
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # what a library prints must not come between the answers
    side = SIDES[name](Path(folder), int(songs))
    print(json.dumps({"version": side.version, "operations": list(side.operations)}), file=answers)
    for line in sys.stdin:
        operation, who, checked = json.loads(line)
        try:
            told = turn(side, (operation, who), checked)
        except Exception as error:
            told = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(told), file=answers)


class Side:
    """A side's process, seen from the comparison."""

    def __init__(self, name, python, folder, songs):
        self.process = subprocess.Popen(
            [python, __file__, "--side", name, str(folder), str(songs)], text=True, bufsize=1,
            env={**os.environ, "SETLIST_CACHE": str(folder / "cache"), "PYTHONWARNINGS": "ignore"},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        told = self.answer()
        self.operations = told.get("operations", [])
        print(name, told.get("version") or f"skipped: {told['error']}")

    def answer(self):
        line = self.process.stdout.readline()
        return json.loads(line) if line else {"error": f"its process ended, {self.process.wait()}"}

    def ask(self, *question):
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.write(json.dumps(question) + "\n")
        return self.answer()


def peer(name, packages):
    """The interpreter that has the packages, or None."""
    python = PEERS / name / "bin" / "python"
    if not python.exists() and not os.environ.get("SETLIST_OFFLINE"):
        print(f"installing {name} into build/peers ...")
        subprocess.run([sys.executable, "-m", "venv", str(PEERS / name)], check=True)
        if subprocess.run([python, "-m", "pip", "--quiet", "install", *packages],
                          stderr=subprocess.DEVNULL).returncode:
            shutil.rmtree(PEERS / name)
    return str(python) if python.exists() else None


def write_songs(folder, songs):
    """Definitions for setlist and ASMD, and a line a song for the tables of the others."""
    from bench_catalogue import write_definition

    (folder / "datasets.json").write_text(json.dumps({"install_dir": str(folder / "music")}))
    with open(folder / "songs.jsonl", "w", encoding="utf-8") as lines:
        for start in range(0, songs, PART):
            name = f"Part{start // PART}"
            write_definition(folder / "definitions", name, range(start, min(start + PART, songs)))
            definition = json.loads((folder / "definitions" / f"{name}.json").read_text())
            for number, song in enumerate(definition["songs"], start):
                row = {field: song[field] for field in FIELDS}
                print(json.dumps({"number": number, **row}), file=lines)


def measure(operation, sides):
    """{name: what its turns told, with the seconds of each as "times"}."""
    found = {}
    for _ in range(TURNS):
        for side, who in [(side, who) for side in sides for key, who in side.operations
                          if key == operation]:
            known = found.setdefault(who, {"times": []})
            if "error" not in known and sum(known["times"]) < ENOUGH:
                known.update(side.ask(operation, who, not known["times"]))
                known["times"].append(known.get("seconds"))
    return found


def show(operation, found):
    ours = found["setlist"]
    print(operation + (f": {ours['count']:,} songs" if "count" in ours else ""))
    for who, told in found.items():
        if "error" in told:
            print(f"  {who:18} not measured: {told['error']}")
            continue
        seconds = statistics.median(told["times"])
        line = f"  {who:18} {seconds * 1e3:12,.3f} ms, turns: {len(told['times'])}"
        if "error" not in ours and told["songs"] != ours["songs"]:
            line += f", other songs ({told['count']:,}): no ratio"
        elif "error" not in ours and told is not ours:
            line += f"{seconds / statistics.median(ours['times']):13,.1f} x"
        print(line)


def compare(songs, pythons, folder):
    print(f"\n{songs:,} songs")
    folder.mkdir()
    write_songs(folder, songs)
    sides = [Side(name, python, folder, songs) for name, python in pythons.items()]
    for operation in OPERATIONS:
        show(operation, measure(operation, sides))
    for side in sides:
        side.process.communicate()


def main():
    from bench_catalogue import peer as asmd

    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores")
    pythons = {"setlist": sys.executable, "ASMD": asmd(), "datasets": peer("datasets", ["datasets"]),
               "DuckDB": peer("duckdb", ["duckdb", "numpy"])}
    for name in [name for name in pythons if not pythons[name]]:
        print(f"{name}: skipped, it cannot be installed here")
        del pythons[name]
    with tempfile.TemporaryDirectory() as scratch:
        for songs in [int(sys.argv[2])] if sys.argv[1:2] == ["--songs"] else [100_000, 1_000_000]:
            compare(songs, pythons, Path(scratch) / str(songs))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--side"]:
        serve(*sys.argv[2:])
    else:
        main()
