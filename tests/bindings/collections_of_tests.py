"""Random small collections, and a plain reading of what filters and queries mean."""

import json
import unicodedata

COMPOSERS = ["Antonín Dvořák", "J. S. Bach", "Clara SCHUMANN", "Robert Schumann", "unknown",
             None]
TITLES = ["Für Elise", "Minuet", "Minuet No. 2", "Große Fuge", "ﬁnale", None]
ARTISTS = ["Trio A-B", "The Bachs", None]
INSTRUMENTS = ["piano", "Violin", "cello", "viola d'amore"]
GROUPS = ["train", "test", "Fold 1"]
TAGS = ["mood---calm", "genre---jazz", "naïve"]
TYPES = ["precise_alignment", "score", "sustain"]
NAMES = ["Beta", "alpha", "Größe"]


def random_song(rng, number):
    song = {"id": f"song-{number}"}
    for key, choices in (("composer", COMPOSERS), ("title", TITLES), ("artist", ARTISTS)):
        value = rng.choice(choices)
        if value is not None:
            song[key] = value
    song["instruments"] = [rng.choice(INSTRUMENTS) for _ in range(rng.randint(0, 3))]
    song["groups"] = rng.sample(GROUPS, rng.randint(0, 2))
    song["tags"] = rng.sample(TAGS, rng.randint(0, 2))
    if rng.random() < 0.3:
        song["ensemble"] = rng.random() < 0.5
    if rng.random() < 0.5:
        song["recording"] = f"{number}.wav"
    if rng.random() < 0.5:
        song["text"] = "a caption"
    return song


def random_definition(rng, name, songs=6):
    definition = {"format": 1, "name": name, "instruments": INSTRUMENTS, "groups": GROUPS,
                  "songs": [random_song(rng, n) for n in range(rng.randint(0, songs))]}
    definition["ground_truth"] = {
        group: {kind: rng.randint(0, 2) for kind in rng.sample(TYPES, rng.randint(0, 3))}
        for group in rng.sample(GROUPS, rng.randint(0, 3))}
    if rng.random() < 0.5:
        definition["ensemble"] = rng.random() < 0.5
    return definition


def write_collection(folder, definitions):
    folder.mkdir(parents=True, exist_ok=True)
    for number, definition in enumerate(definitions):
        (folder / f"{number}.json").write_text(json.dumps(definition))
    return folder


class Unknown(Exception):
    """A name that no song of the collection has."""


def fold(text):
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(c for c in plain if not unicodedata.category(c).startswith("M"))


def words(text):
    return "".join(c if c.isalnum() else " " for c in fold(text)).split()


class Plain:
    """The collection as a list of (id, song, definition), in canonical order."""

    def __init__(self, definitions):
        self.definitions = sorted(definitions, key=lambda d: d["name"].encode())
        self.rows = [(f"{d['name']}/{s['id']}", s, d) for d in self.definitions for s in d["songs"]]

    @property
    def ids(self):
        return [name for name, _, _ in self.rows]

    def where(self, test):
        return {name for name, song, definition in self.rows if test(song, definition)}

    def with_value(self, key, value):
        found = self.where(lambda song, _: fold(value) in map(fold, song.get(key, [])))
        if not found:
            raise Unknown(value)
        return found

    def with_words(self, key, value):
        known = {word for _, song, _ in self.rows for word in self.name_words(song, key)}
        if not words(value) or not set(words(value)) <= known:
            raise Unknown(value)
        return self.where(lambda song, _: set(words(value)) <= set(self.name_words(song, key)))

    @staticmethod
    def name_words(song, key):
        text = song.get(key, "")
        return [] if text == "unknown" and key != "album" else words(text)

    def any_text(self, value):
        keys = ("composer", "title", "artist")
        return self.where(lambda song, _: all(
            any(word in self.name_words(song, key) for key in keys) for word in words(value)))

    def datasets(self, names):
        known = {fold(d["name"]) for d in self.definitions}
        if not {fold(name) for name in names} <= known:
            raise Unknown(names)
        return self.where(lambda _, d: fold(d["name"]) in map(fold, names))

    def exact_instruments(self, names):
        for name in names:
            self.with_value("instruments", name)
        return self.where(lambda song, _: sorted(map(fold, song["instruments"]))
                          == sorted(map(fold, names)))

    def ensemble(self, wanted):
        def is_ensemble(song, definition):
            distinct = set(map(fold, song["instruments"]))
            return song.get("ensemble",
                            len(distinct) > 1 if distinct else definition.get("ensemble", False))

        return self.where(lambda song, definition: is_ensemble(song, definition) == wanted)

    def levels(self, wanted):
        def satisfied(song, definition):
            return any(all(self.level_is(definition, group, kind, level)
                           for kind, level in wanted.items()) for group in song["groups"])

        return self.where(satisfied)

    @staticmethod
    def level_is(definition, group, kind, level):
        found = definition["ground_truth"].get(group, {}).get(kind, 0)
        return found >= 1 if level is None else found == level

    def has(self, what):
        keys = {"audio": "recording", "sources": "sources", "text": "text"}
        if what in keys:
            return self.where(lambda song, _: bool(song.get(keys[what])))
        return self.levels({what: None})
