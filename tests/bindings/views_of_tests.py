"""A collection whose songs are plain rows, for tests of what is made from a dataset."""

import random

from collections_of_tests import write_collection

import setlist

FIELDS = ("composer", "performer", "work", "year", "duration", "tags", "instruments", "groups")
PERSONS = ["Ada", "bob", "Cyd", "Dee", "Eve / Ada", "Fay & Gus; bob"]
TAGS = ["calm", "Loud", "quick"]
INSTRUMENTS = ["piano", "violin", "cello"]
GROUPS = ["train", "test"]


def random_row(rng, number):
    row = {"id": f"song-{number}", "title": f"Title {rng.randint(0, 20)}",
           "tags": rng.sample(TAGS, rng.randint(0, 2)), "groups": rng.sample(GROUPS, rng.randint(0, 1)),
           "instruments": [rng.choice(INSTRUMENTS) for _ in range(rng.randint(0, 3))]}
    choices = {"composer": [*PERSONS, None], "performer": [*"PQRSTUVWXYZ", "P & Q", *[None] * 9],
               "work": [*(f"Op. {k}" for k in range(30)), *[None] * 9], "year": [-20, 1700, 1850, None],
               "duration": [0.1, 60, 59.5, 3600, None]}
    for key, values in choices.items():
        value = rng.choice(values)
        if value is not None:
            row[key] = value
    return row


def random_rows(rng, most=40):
    return [random_row(rng, number) for number in range(rng.randint(1, most))]


def definition_of(name, rows, **more):
    return {"format": 1, "name": name, "instruments": INSTRUMENTS, "groups": GROUPS, "songs": rows,
            **more}


def opened(folder, *definitions, **options):
    """The definitions as a dataset of which nothing is on disk."""
    (folder / "music").mkdir(parents=True, exist_ok=True)
    write_collection(folder / "definitions", definitions)
    dataset = setlist.Dataset(folder / "definitions", install_dir=folder / "music", **options)
    assert dataset.warnings == []
    return dataset


def opened_rows(seed, folder, most=40):
    """(random generator, dataset, {id: row})"""
    rng = random.Random(seed)
    rows = random_rows(rng, most)
    return rng, opened(folder, definition_of("D", rows)), {f"D/{row['id']}": row for row in rows}
