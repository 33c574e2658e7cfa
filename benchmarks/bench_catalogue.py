"""Opening a collection, beside ASMD: every opening in a process of its own, in turns, medians.

Above 1 means that setlist is faster. "cold": no cache, everything is read and validated; "warm": the
cache that an earlier process left. Both open the same definitions; a million songs are one table of
rows for setlist's index rule and ten definitions for ASMD, which has no rules. ASMD is installed into
build/peers when PyPI can be reached.
"""

import csv
import json
import os
import platform
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import setlist

PEERS = Path(__file__).resolve().parents[1] / "build" / "peers" / "asmd"
ASMD = ["asmd==0.5.1"]  # its own pins ask for releases that no longer build
ASMD_NEEDS = ["essentia", "joblib", "tqdm", "scikit-learn", "numpy", "decorator", "pretty_midi"]

OURS = """
import json, sys, time
import setlist
folder, music = sys.argv[1:]
begin = time.perf_counter()
songs = len(setlist.Dataset(definitions=folder, install_dir=music))
taken = time.perf_counter() - begin
memory = {line.split(":")[0]: int(line.split()[1]) for line in open("/proc/self/smaps_rollup")
          if line.startswith(("Pss:", "Private"))}
print(json.dumps([songs, taken, memory["Private_Clean"] + memory["Private_Dirty"], memory["Pss"]]))
"""
THEIRS = """
import json, sys, time
from asmd import asmd
folder, music = sys.argv[1:]
begin = time.perf_counter()
songs = len(asmd.Dataset([folder], music))
taken = time.perf_counter() - begin
memory = {line.split(":")[0]: int(line.split()[1]) for line in open("/proc/self/smaps_rollup")
          if line.startswith(("Pss:", "Private"))}
print(json.dumps([songs, taken, memory["Private_Clean"] + memory["Private_Dirty"], memory["Pss"]]))
"""

INSTRUMENTS = ["piano", "violin", "viola", "cello", "flute", "clarinet"]
COMPOSERS = ["Johann Sebastian Bach", "Wolfgang Amadeus Mozart", "Ludwig van Beethoven",
             "Franz Schubert", "Antonín Dvořák", "Clara Schumann"]
WORDS = ("sonata fugue prelude waltz nocturne rondo minuet trio in of the major minor sharp flat "
         "allegro andante presto largo").split()
SPLITS = ["train", "validation", "test"]


def title(dice, number):
    return " ".join(dice.choices(WORDS, k=5)).capitalize() + f", no. {number}"


def song(dice, number):
    instruments = dice.sample(INSTRUMENTS, dice.choice([1, 1, 2, 3]))
    place = f"{number % 100:02}/track{number:07}"
    return {"composer": dice.choice(COMPOSERS), "title": title(dice, number),
            "instruments": instruments, "groups": [dice.choice(SPLITS)],
            "duration": round(dice.uniform(30, 600), 2),
            "recording": {"path": [f"audio/{place}.wav"]},
            "ground_truth": [f"annotations/{place}-{k}.json.gz" for k in range(len(instruments))]}


def write_definition(folder, name, numbers):
    dice = random.Random(name)
    levels = {"precise_alignment": 1, "score": 0, "misaligned": 2}
    definition = {"format": 1, "name": name, "ensemble": False, "groups": SPLITS,
                  "instruments": INSTRUMENTS, "ground_truth": {s: levels for s in SPLITS},
                  "songs": [song(dice, number) for number in numbers]}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(definition, indent=1))


def write_table(folder, songs):
    """One page of definition and a table of a row a song."""
    folder.mkdir(parents=True)
    dice = random.Random(1)
    with open(folder / "tracks.csv", "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["track", "title", "composer", "instrument", "split", "seconds", "path"])
        for number in range(songs):
            rows.writerow([f"{number:07}", title(dice, number), dice.choice(COMPOSERS),
                           dice.choice(INSTRUMENTS), dice.choice(SPLITS),
                           round(dice.uniform(30, 600), 2),
                           f"audio/{number % 1000:03}/track{number:07}.flac"])
    definition = {
        "format": 1, "name": "Table", "groups": SPLITS, "instruments": INSTRUMENTS,
        "ground_truth": {"train": {"precise_alignment": 1}},
        "install": {"resources": [{"id": "metadata", "urls": ["file:tracks.csv"]}]},
        "index": {"table": "metadata:tracks.csv", "count": songs,
                  "song": {"title": "{title}", "composer": "{composer}",
                           "instruments": ["{instrument}"], "groups": ["{split}"],
                           "duration": "{seconds}", "recording": "{path}"}}}
    (folder / "Table.json").write_text(json.dumps(definition, indent=1))


def run(python, program, *arguments, cache):
    """[songs, seconds of the opening, private KiB, proportional KiB] of a process of its own."""
    environment = {**os.environ, "SETLIST_CACHE": str(cache), "PYTHONWARNINGS": "ignore"}
    done = subprocess.run([python, "-c", program, *map(str, arguments)], env=environment,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def peer():
    """The interpreter that has ASMD, or None."""
    python = PEERS / "bin" / "python"
    if not python.exists():
        print("installing ASMD 0.5.1 into build/peers ...")
        subprocess.run([sys.executable, "-m", "venv", str(PEERS)], check=True)
        pip = [str(python), "-m", "pip", "--quiet", "install"]
        if any(subprocess.run([*pip, *what], stderr=subprocess.DEVNULL).returncode
               for what in (["--no-deps", *ASMD], ASMD_NEEDS)):
            shutil.rmtree(PEERS)
    return str(python) if python.exists() else None


def compare(what, ours_folder, theirs_folder, folder, asmd, rounds):
    cold, warm, theirs = [], [], []
    music, configuration = folder / "music", folder / "datasets.json"
    for turn in range(rounds):
        cache = folder / f"cache-{what}-{turn}".replace(" ", "-")
        opened = run(sys.executable, OURS, ours_folder, music, cache=cache)
        cold.append(opened[1])
        for _ in range(3):
            again = run(sys.executable, OURS, ours_folder, music, cache=cache)
            assert again[0] == opened[0]
            warm.append(again[1])
        if asmd:
            peer_opened = run(asmd, THEIRS, theirs_folder, configuration, cache=cache)
            assert peer_opened[0] == opened[0], (peer_opened, opened)
            theirs.append(peer_opened[1])
        if turn + 1 < rounds:
            shutil.rmtree(cache)
    for name, times in (("cold", cold), ("warm", warm)):
        ours = statistics.median(times)
        ratio = f"{statistics.median(theirs) / ours:8.1f} x ASMD" if theirs else ""
        print(f"{what + ', ' + name:34} {ours * 1e3:10.1f} ms {ratio}")
    if theirs:
        print(f"{what + ', ASMD':34} {statistics.median(theirs) * 1e3:10.1f} ms")
    return cache


def memory(what, folder, music, cache, count=8):
    """What each process holds for itself while all have the same collection open."""
    held = OURS.replace("memory = {", "print('open', flush=True); sys.stdin.readline()\nmemory = {")
    processes = [subprocess.Popen([sys.executable, "-c", held, str(folder), str(music)],
                                  env={**os.environ, "SETLIST_CACHE": str(cache)}, text=True,
                                  stdin=subprocess.PIPE, stdout=subprocess.PIPE)
                 for _ in range(count)]
    for process in processes:
        assert process.stdout.readline() == "open\n"
    results = []
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
        results.append(json.loads(process.stdout.readline()))
    for process in processes:
        process.communicate()
    image = max(file.stat().st_size for file in Path(cache).rglob("*.catalog"))
    private = statistics.median(result[2] for result in results) / 1024
    share = statistics.median(result[3] for result in results) / 1024
    print(f"{what}: the cache is {image / 1e6:.0f} MB; each of {count} processes holds {private:.0f} "
          f"MiB for itself (Python included), {share:.0f} MiB with its share of the cache")


def main():
    print(f"setlist {setlist.__version__}, Python {platform.python_version()}, "
          f"{platform.machine()}, {os.cpu_count()} cores")
    asmd = peer()
    if asmd:
        told = subprocess.run([asmd, "-c", "import importlib.metadata as m; print(m.version('asmd'))"],
                              stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
        print(f"ASMD {told}")
    else:
        print("ASMD: skipped, it cannot be installed here")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "datasets.json").write_text(json.dumps({"install_dir": str(folder / "music")}))
        for part in range(10):
            write_definition(folder / "million", f"Part{part}",
                             range(part * 100_000, (part + 1) * 100_000))
        write_definition(folder / "small", "Small", range(2_000))
        (folder / "large").mkdir()
        os.link(folder / "million" / "Part0.json", folder / "large" / "Part0.json")
        write_table(folder / "table", 1_000_000)
        time.sleep(2.5)  # files so young that their times cannot tell are read again
        compare("2,000 songs", folder / "small", folder / "small", folder, asmd, 9)
        compare("100,000 songs", folder / "large", folder / "large", folder, asmd, 5)
        cache = compare("1,000,000 songs", folder / "table", folder / "million", folder, asmd, 1)
        memory("1,000,000 songs", folder / "table", folder / "music", cache)


if __name__ == "__main__":
    main()
