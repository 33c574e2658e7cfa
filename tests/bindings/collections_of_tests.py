"""Random small collections."""

import json
import random

from plain_queries import Plain

import setlist

COMPOSERS = ["Antonín Dvořák", "J. S. Bach", "Bach, Johann Sebastian", "Carl Philipp Emanuel Bach",
             "Clara SCHUMANN", "Robert Schumann", "Шопен", "Frederick Chopin", "Åse Nobody",
             "unknown", None]
TITLES = ["Für Elise", "Fu\u0308r Elise", "Minuet", "Minuet No. 2", "Große Fuge", "ﬁnale",
          'Is it "So"?', "Stars * (live)", r"back\slash", "OR", "NOT ever", "Ναΐς", "İzmir", None]
ARTISTS = ["Trio A-B", "The Bachs", None]
PERFORMERS = ["Ana María", "trio a-b", "unknown", None]
WORKS = ["Op. 20 No. 1", "BWV-999", None]
ALBUMS = ["Best of Bach", "at 1:00 <late>", None]
TEXTS = ["a slow caption", "Fast, LOUD & naïve", None]
INSTRUMENTS = ["piano", "Violin", "cello", "viola d'amore", "Violoncello", "Geige", "Horn, French",
               "Klavier", "Nonésuch"]
GROUPS = ["train", "test", "Fold 1"]
TAGS = ["mood---calm", "genre---jazz", "naïve", "a*b", "-minus"]
TYPES = ["precise_alignment", "score", "sustain", "misaligned"]
LICENSES = ["CC-BY-4.0", "CC-BY-3.0", "CC-BY-NC-4.0", "CC0-1.0", "MIT", None]
NAMES = ["Beta", "alpha", "Größe", "New Trios"]
YEARS = [1808, 1900, 2001, -500, None]
DURATIONS = [0, 59.5, 60, 372.4, 600.25, None]
IDS = ["song-{}", "Op {}/no-1", "Übung-{}", "(take {})"]


def some(rng, choices, most=2):
    return rng.sample(choices, rng.randint(0, most))


def with_values(rng, song, choices):
    """Adds a value for each key whose choice is not None."""
    for key, values in choices.items():
        value = rng.choice(values)
        if value is not None:
            song[key] = value
    return song


def random_song(rng, number):
    song = with_values(rng, {"id": f"song-{number}"}, {
        "composer": COMPOSERS, "title": TITLES, "artist": ARTISTS, "ensemble": [True, False, *[None] * 4],
        "recording": [f"{number}.wav", None], "text": TEXTS})
    song["instruments"] = [rng.choice(INSTRUMENTS) for _ in range(rng.randint(0, 3))]
    song["groups"] = some(rng, GROUPS)
    song["tags"] = some(rng, TAGS)
    return song


def random_definition(rng, name, songs=6):
    """Songs whose lists all stand there and whose numbers are not known."""
    definition = {"format": 1, "name": name, "instruments": INSTRUMENTS, "groups": GROUPS,
                  "songs": [random_song(rng, n) for n in range(rng.randint(1, songs))]}
    definition["ground_truth"] = {group: {kind: rng.randint(0, 2) for kind in some(rng, TYPES, 3)}
                                  for group in some(rng, GROUPS, 3)}
    return with_values(rng, definition, {"ensemble": [True, False, None, None]})


def enriched_song(rng, song):
    """With every field that a query can ask for, in any of the forms it may be written in."""
    song["id"] = rng.choice(IDS).format(song["id"].split("-")[1])
    with_values(rng, song, {
        "performer": PERFORMERS, "work": WORKS, "album": ALBUMS, "year": YEARS, "duration": DURATIONS,
        "license": [*LICENSES, None, None, {"id": "CC-BY-NC-4.0"}], "sources": [["a.wav", "b.wav"], None],
        "features": [{"mel": {"path": "mel.npy", "hop": 0.01}}, None, None]})
    if rng.random() < 0.1:
        song[rng.choice(["title", "artist", "work", "album"])] = "unknown"
    for key in ("instruments", "groups", "tags"):
        if len(song[key]) == 1 and rng.random() < 0.3:
            song[key] = song[key][0]
        elif rng.random() < 0.1:
            del song[key]
    return song


def rich_definition(rng, name, songs=12):
    definition = random_definition(rng, name, songs)
    definition["songs"] = [enriched_song(rng, song) for song in definition["songs"]]
    license_id = rng.choice(LICENSES)
    if license_id:
        definition["license"] = {"id": license_id}
    if rng.random() < 0.2:
        del definition["ground_truth"]
    return definition


def write_collection(folder, definitions):
    folder.mkdir(parents=True, exist_ok=True)
    for number, definition in enumerate(definitions):
        text = json.dumps(definition, ensure_ascii=number % 2 == 0)
        (folder / f"{number}.json").write_text(text, encoding="utf-8")
    return folder


def open_both(folder, definitions):
    """The songs as setlist opens them, none installed, and their plain reading."""
    write_collection(folder / "definitions", definitions)
    (folder / "music").mkdir()
    dataset = setlist.Dataset(definitions=folder / "definitions", install_dir=folder / "music")
    assert dataset.warnings == []
    return dataset, Plain.of_folder(folder / "definitions")


def open_random(seed, folder, least=1):
    """A random generator, and a random collection in both readings."""
    rng = random.Random(seed)
    names = rng.sample(NAMES, rng.randint(least, len(NAMES)))
    return (rng, *open_both(folder, [rich_definition(rng, name) for name in names]))
