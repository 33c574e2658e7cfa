"""What each term of docs/queries.md means for one song, read plainly."""

import functools
import operator
import re
import unicodedata
from pathlib import Path

WORDS = ("composer", "title", "artist", "performer", "work", "album", "text")
NAMES = ("dataset", "id", "instrument", "group", "tag", "license")
NUMBERS = ("year", "duration", "n_notes", "n_instruments")
PARTS = {"audio": "recording", "sources": "sources", "text": "text", "features": "features"}
TYPES = ("precise_alignment", "broad_alignment", "misaligned", "score", "velocities", "sustain",
         "sostenuto", "soft", "f0", "multi_f0", "beats", "downbeats", "chords", "keys", "sections",
         "tempo", "lyrics", "tags", "events")
COMPARISONS = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt,
               "=": operator.eq}


class Unknown(Exception):
    """A name that no song of the collection has, or a pattern that nothing fits."""


class Malformed(Exception):
    """A text or an argument that is no query."""


@functools.lru_cache(maxsize=None)
def fold(text):
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(c for c in plain if not unicodedata.category(c).startswith("M"))


@functools.lru_cache(maxsize=None)
def words(text):
    return "".join(c if c.isalnum() else " " for c in fold(text)).split()


def composed(text):
    return unicodedata.normalize("NFC", text)


def as_list(value):
    return [value] if isinstance(value, str) else list(value)


# What instruments and composers are also called.

@functools.lru_cache(maxsize=None)
def vocabulary(table):
    """{name: [the name and its other names]} of one table of docs/vocabulary.md."""
    page = (Path(__file__).resolve().parents[2] / "docs/vocabulary.md").read_text(encoding="utf-8")
    section = page.split(f"\n## {table}\n")[1].split("\n## ")[0]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]]
            for line in section.splitlines() if line.startswith("| ")]
    return {row[0]: [row[0], *filter(None, row[-1].split(", "))] for row in rows[1:]}


def spelling(name):
    """Equal for 'French horn', 'french-horn' and 'Horn, French'."""
    before, _, after = name.partition(",")
    return "".join(words(after) + words(before))


@functools.lru_cache(maxsize=None)
def spellings(table):
    return {spelling(name): usual for usual, names in vocabulary(table).items() for name in names}


def instrument(name):
    return fold(spellings("Instruments").get(spelling(name), name))


def is_short_for(asked, listed):
    """'J. S. Bach', 'JS Bach' and 'Johann Bach' are short for 'Johann Sebastian Bach'."""
    *given, surname = asked
    if not given or len(given) >= len(listed) or surname != listed[-1]:
        return False
    if len(given) == 1 and len(given[0]) > 1:
        initials = "".join(word[0] for word in listed[:-1])
        if initials.startswith(given[0]):
            return True
    return all(a == b or a == b[0] for a, b in zip(given, listed))


@functools.lru_cache(maxsize=None)
def composer(name):
    """The usual name of a composer; None when the vocabulary knows nobody of this name."""
    known = spellings("Composers").get(spelling(name))
    before, _, after = name.partition(",")
    asked = words(after) + words(before)
    if known or not asked:
        return known
    fits = {usual for usual, names in vocabulary("Composers").items()
            if any(is_short_for(asked, words(listed)) for listed in names)}
    return fits.pop() if len(fits) == 1 else None


def all_names(field, text):
    return [text, *vocabulary("Composers").get(composer(text), [])] if field == "composer" else [text]


# What the definition says of a song. A row is (id, song, definition).

def values(row, field):
    name, song, definition = row
    if field in ("dataset", "id"):
        return [definition["name"] if field == "dataset" else name]
    if field in ("instrument", "group", "tag"):
        return as_list(song.get(field + "s", []))
    text = song.get(field)
    if field == "license":
        text = text or definition.get("license")
        text = text["id"] if isinstance(text, dict) else text
    return [] if text is None or (text == "unknown" and field != "text") else [text]


def number_of(row, field):
    """None when it is not known; how many notes there are is known after an installation only."""
    if field == "n_instruments":
        return len(values(row, "instrument")) or None
    return row[1].get(field)


def levels_of(row):
    """What each group of the song says: dicts of type and level."""
    for group in values(row, "group"):
        levels = row[2].get("ground_truth", {}).get(group, {})
        yield {"misaligned" if kind == "non_aligned" else kind: n for kind, n in levels.items()}


def is_ensemble(row):
    distinct = set(map(instrument, values(row, "instrument")))
    by_instruments = len(distinct) > 1 if distinct else row[2].get("ensemble", False)
    return row[1].get("ensemble", by_instruments)


# Terms: ("term", field, value, test), whose test says of a row True, False, or None for unknown.

def words_test(field, value):
    wanted = set(words(value))
    if not wanted:
        raise Malformed(value)
    fields = [field] if field else ["composer", "title", "artist"]

    def test(row):
        names = [n for f in fields for text in values(row, f) for n in all_names(f, text)]
        if not field:
            return wanted <= {word for name in names for word in words(name)}
        person = composer(value) if field == "composer" else None
        return (any(wanted <= set(words(name)) for name in names)
                or person is not None and person in map(composer, values(row, field)))

    return test


def name_test(field, value):
    if field == "instrument":
        return lambda row: instrument(value) in map(instrument, values(row, field))
    version = r"(-[0-9]+(\.[0-9]+)+)?" if field == "license" else ""
    wanted = re.compile(re.escape(fold(value)) + version)
    return lambda row: any(wanted.fullmatch(fold(text)) for text in values(row, field))


def pattern_test(field, pattern):
    parts = re.findall(r"\\[*?\\]|[*?]|(?:[^*?\\]|\\(?![*?\\]))+", pattern)
    wild = {"*": ".*", "?": "."}
    literal = {r"\*": "*", r"\?": "?", r"\\": "\\"}
    wanted = re.compile("".join(wild.get(part) or re.escape(fold(literal.get(part, part)))
                                for part in parts), re.DOTALL)
    return lambda row: any(wanted.fullmatch(fold(text)) for text in values(row, field))


def number(text):
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        raise Malformed(text)
    return float(text)


def number_test(field, op, text):
    if op == ":" and ".." in text:
        ends = [number(end) if end else None for end in text.split("..", 1)]
        low, high = (-float("inf") if ends[0] is None else ends[0],
                     float("inf") if ends[1] is None else ends[1])
        if ends == [None, None] or low > high:
            raise Malformed(text)
    elif op == ":" or op in COMPARISONS:
        low = high = number(text)
    else:
        raise Malformed(op)

    def test(row):
        found = number_of(row, field)
        if found is None:
            return None
        return COMPARISONS[op](found, low) if op in COMPARISONS else low <= found <= high

    return test


def level_test(wanted):
    """One group satisfies all: {type: a function of its level}."""
    return lambda row: any(all(fits(levels.get("misaligned" if kind == "non_aligned" else kind, 0))
                               for kind, fits in wanted.items()) for levels in levels_of(row))


def has_term(text):
    kind, op, level = re.fullmatch(r"(.*?)(?:(>=|<=|>|<|=)(.*))?", text, re.DOTALL).groups()
    if kind in PARTS:
        if op:
            raise Malformed(text)
        return ("term", "has", text, lambda row: bool(row[1].get(PARTS[kind])))
    if op and level not in ("0", "1", "2"):
        raise Malformed(text)
    fits = (lambda found: COMPARISONS[op](found, int(level))) if op else bool
    if not any(map(fits, (0, 1, 2))):
        raise Malformed(text)
    return ground_truth({kind: fits})


def ground_truth(wanted):
    for kind in wanted:
        if kind not in (*TYPES, "non_aligned"):
            raise Unknown(kind)
    return ("term", "has", wanted, level_test(wanted))


def exact_instruments(names):
    """Each name is asked for itself too, so that one nobody has is told."""
    wanted = sorted(map(instrument, names))
    exact = ("term", "instruments", names,
             lambda row: sorted(map(instrument, values(row, "instrument"))) == wanted)
    return ("and", *(term("instrument", ":", name) for name in names), exact)


def term(field, op, value):
    if field in NUMBERS:
        return ("term", field, value, number_test(field, op, value))
    if not value or field not in (*WORDS, *NAMES, "has", "ensemble", "installed", "instruments"):
        raise Malformed(f"{field}{op}{value}")
    if op == "=" and field in WORDS + NAMES:
        return ("term", field, value,
                lambda row: composed(value) in map(composed, values(row, field)))
    if op == "~" and field in WORDS + NAMES:
        return ("term", field, value, pattern_test(field, value))
    if op != ":":
        raise Malformed(f"{field}{op}")
    if field in WORDS + NAMES:
        return ("term", field, value, (words_test if field in WORDS else name_test)(field, value))
    if field == "has":
        return has_term(value)
    if field == "instruments":
        return exact_instruments(value.split(","))
    if value not in ("true", "false"):
        raise Malformed(value)
    holds = is_ensemble if field == "ensemble" else lambda row: False  # nothing is installed here
    return ("term", field, value, lambda row: holds(row) == (value == "true"))
