"""The commands that take a query: list, stats, cite, license, lock; good and odd words of it."""

import gzip
import json
import shutil
import subprocess

import pytest

# `python -m setlist` starts slowly; test_command.py compares its answers with the binary's.
pytestmark = pytest.mark.parametrize("program", ["binary"], indirect=True)

COMMANDS = ["list", "stats", "cite", "license", "lock"]
NOTHING = "minuet largo"  # both words are known, no song has both

TYPOS = [("minuett", "did you mean 'Minuet'"), ("composr:bach", "did you mean 'composer'"),
         ("instrument:pinao", "did you mean 'piano'"), ("-group:tset", "did you mean 'test'"),
         ("has:scor", "did you mean 'score'"), ("dataset:Startr", "did you mean 'Starter'"),
         ("title~*sonat*", "fits the pattern"), ("year:17xx", "17xx"), ("year:1800..1700", "smaller"),
         ("(piano", "column"), ("piano)", "column"), ("a OR", "a term is expected"), ("-", "alone"),
         ('"open', "not closed"), ("ensemble:maybe", "maybe"), ("Ünbekannt", "unbekannt")]


def ids(done):
    assert (done.code, done.err) == (0, b"")
    return [line.split()[0] for line in done.out.decode().splitlines()]


@pytest.mark.parametrize("command_name", COMMANDS)
@pytest.mark.parametrize("query, told", TYPOS)
def test_typos_are_one_sentence_whatever_the_command(run, command_name, query, told):
    done = run(command_name, query)
    assert (done.code, done.out) == (2, b"")
    text = done.err.decode()
    assert text.startswith("setlist: ") and text.count("\n") == 1 and told in text


@pytest.mark.parametrize("command_name", COMMANDS)
def test_help_has_examples_and_exits_0(run, command_name):
    done = run(command_name, "--help", here=())
    assert (done.code, done.err) == (0, b"")
    assert f"Examples:\n  setlist {command_name}" in done.out.decode()


@pytest.mark.parametrize("words, printed", [
    (["list"], ""), (["list", "--json"], []), (["list", "--count"], "0\n"), (["list", "--paths"], ""),
    (["list", "--columns", "id,year"], ""), (["list", "--sort", "year", "--json"], []),
    (["license"], ""), (["license", "--json"], []), (["cite"], "")])
def test_no_songs_are_no_error(run, words, printed):
    done = run(words[0], NOTHING, *words[1:])
    assert (done.code, done.err) == (0, b"")
    assert (done.out.decode() if isinstance(printed, str) else json.loads(done.out)) == printed


def test_statistics_of_no_songs(run):
    stats = json.loads(run("stats", NOTHING, "--json").out)
    assert stats["songs"] == stats["seconds"] == stats["notes"] == 0
    assert stats["composers"] == stats["annotations"] == {}
    done = run("stats", NOTHING)
    assert done.code == 0 and b"nan" not in done.out and done.out.startswith(b"songs        0\n")


@pytest.mark.parametrize("query, count", [
    ("-group:test", 11), ("-(minuet OR largo)", 12), ('-"Ode to Joy"', 14), ("-title~*minuet*", 13),
    ("-instrument:piano -instrument:drums", 5), ("-n_instruments:1", 6),
    ("NOT group:test", 11), ("minuet OR -group:train", 8), ("", 15), ("   ", 15)])
def test_queries_in_one_word(run, query, count):
    done = run("list", query, "--count")
    assert (done.code, done.out, done.err) == (0, b"%d\n" % count, b"")


def test_two_dashes_begin_an_option(run):
    done = run("list", "--group:test")
    assert (done.code, done.out) == (2, b"") and b"--group:test" in done.err


@pytest.mark.parametrize("words, same", [
    (["minuet", "-composer:mozart"], "minuet -composer:mozart"),
    (["minuet", "OR", "largo"], "minuet OR largo"),
    (["(", "minuet", "OR", "largo", ")", "instrument:piano"], "(minuet OR largo) instrument:piano"),
    (["NOT", "group:test", "instrument:piano"], "NOT group:test instrument:piano"),
    (["--sort", "id", "minuet", "--columns", "id", "-composer:mozart"], "minuet -composer:mozart")])
def test_queries_in_several_words(run, words, same):
    assert ids(run("list", *words)) == ids(run("list", same)) != []


@pytest.mark.parametrize("query, found", [
    ("title:Für", ["beethoven-fur-elise"]), ("FUR", ["beethoven-fur-elise"]),
    ("title=Für*", []), ('title="Für Elise"', ["beethoven-fur-elise"]),
    ("composer:DVOŘÁK", ["dvorak-largo"]), ("title~f?r*", ["beethoven-fur-elise"]),
    ("title:gymnopedie", ["satie-gymnopedie-1"])])
def test_accents_and_case(run, query, found):
    done = run("list", query)
    if found:
        assert ids(done) == [f"Starter/{name}" for name in found]
    else:
        assert done.code == 2 and b"title" in done.err


@pytest.mark.parametrize("locale", ["C", "POSIX", "tr_TR.UTF-8", "nonsense"])
def test_locales_change_nothing(run, environment, locale):
    for words in (["list", "title:élise"], ["list", "title:ELISE", "--json"], ["stats"]):
        other = run(*words, env={**environment, "LC_ALL": locale})
        assert (other.code, other.out, other.err) == (0, run(*words).out, b"")


@pytest.mark.parametrize("words", [["list", "year:1..", "--json"], ["stats", "year:1..", "--json"],
                                   ["license", "year:1..", "--json"], ["lock", "year:1.."],
                                   ["list", "year:1..", "--json", "--columns", "id,year"],
                                   ["list", "year:1..", "--count"]], ids=" ".join)
def test_remarks_leave_stdout_clean(run, words):
    done = run(*words)
    assert done.code == 0 and json.loads(done.out)
    assert done.err == b"7 songs are left out: their year is not known\n"


def test_faulty_definitions_leave_stdout_clean(run, definitions, tmp_path):
    (tmp_path / "bad.json").write_text('{"format": 1, "name": "Bad", "songs": [{}]}')
    (tmp_path / "good.json").write_bytes((definitions / "Starter.json").read_bytes())
    done = run("list", "--json", here=("--definitions", tmp_path, "--install-dir", tmp_path / "music"))
    assert done.code == 0 and len(json.loads(done.out)) == 15 and b"bad.json" in done.err


def test_columns_are_those_asked_in_their_order(run):
    lines = run("list", "composer:beethoven", "--columns", "year,id").out.decode().splitlines()
    assert [line.split() for line in lines] == [["1810", "Starter/beethoven-fur-elise"],
                                                ["1824", "Starter/beethoven-ode-to-joy"]]
    songs = json.loads(run("list", "minuet", "--json", "--columns", "title,tags,id").out)
    assert [list(song) for song in songs] == [["title", "tags", "id"]] * 2
    everything = json.loads(run("list", "minuet", "--json").out)
    for column in everything[0]:
        done = run("list", "minuet", "--json", "--columns", column)
        assert json.loads(done.out) == [{column: song[column]} for song in everything]


@pytest.mark.parametrize("words, told", [
    (["--columns", "id,titel"], "did you mean 'title'"), (["--columns", ""], "the columns are"),
    (["--columns", "ID"], "did you mean 'id'"), (["--columns", "meta"], "the columns are"),
    (["--sort", "yeer"], "did you mean 'year'"), (["--sort", ""], "the fields are"),
    (["--sort", "has"], "the fields are"),
    (["--count", "--paths"], "--paths"), (["--explain", "--count"], "--count"),
    (["--explain", "--paths"], "--paths"), (["--cuont"], "--cuont"), (["--json=x"], "--json")])
def test_wrong_options_of_list(run, words, told):
    done = run("list", "minuet", *words)
    assert (done.code, done.out) == (2, b"") and told in done.err.decode()


def test_sorting(run):
    sorted_ids = ids(run("list", "--sort", "year,title"))
    songs = json.loads(run("list", "--json", "--sort", "year,title").out)
    assert [song["id"] for song in songs] == sorted_ids
    years = [song["year"] for song in songs]
    assert years[:8] == sorted(years[:8]) and years[8:] == [None] * 7
    titles = [song["title"] for song in songs[8:]]
    assert titles == sorted(titles, key=lambda title: title.lower().replace("è", "e"))
    by_tag = run("list", "--sort", "duration", "--columns", "duration", "--json")
    lengths = [song["duration"] for song in json.loads(by_tag.out)]
    assert lengths == sorted(lengths) and len(set(lengths)) > 5


def test_paths_are_those_on_disk(run, clean):
    done = run("list", "beethoven", "--paths")
    files = set(done.out.decode().splitlines())
    assert (done.code, done.err) == (0, b"")
    assert len(files) == 3 + 6  # of three sources, two share their annotations
    assert all((clean / file).is_file() for file in files)


def test_paths_of_what_is_not_on_disk(run, definitions, tmp_path):
    done = run("list", "minuet", "--paths", here=("--definitions", definitions, "--install-dir", tmp_path))
    assert (done.code, done.out) == (13, b"")
    assert b"setlist install Starter" in done.err and b"2 of 2 songs" in done.err


def test_reasons(run):
    words = ["list", "instrument:piano", "-composer:bach", "--explain"]
    rows = json.loads(run(*words, "--json").out)
    assert [(row["part"], row["depth"], row["together"]) for row in rows][:2] == [
        ("instrument:piano", 0, 8), ("-composer:bach", 0, 7)]
    assert rows[0]["alone"] == int(run("list", "instrument:piano", "--count").out)
    lines = run(*words).out.decode().splitlines()
    assert [line.split()[0] for line in lines] == [row["part"].strip() for row in rows]
    assert json.loads(run("list", "--explain", "--json").out) == []
    assert run("list", "minuett", "--explain").code == 2


def test_statistics_agree_with_the_list(run):
    for query in ("-group:test", "instrument:piano", "has:score"):
        stats = json.loads(run("stats", query, "--json").out)
        songs = json.loads(run("list", query, "--json").out)
        assert stats["songs"] == len(songs)
        assert stats["seconds"] == pytest.approx(sum(song["duration"] for song in songs))
        assert stats["tags"] == {tag: sum(tag in song["tags"] for song in songs)
                                 for song in songs for tag in song["tags"]}
    shown, everything = run("stats").out.decode(), run("stats", "--all").out.decode()
    assert " more" in shown and " more" not in everything


@pytest.mark.parametrize("command_name", ["list", "list --json", "stats --json", "lock", "cite"])
def test_a_reader_of_one_line_is_no_error(program, definitions, environment, clean, command_name):
    words = [*program, *command_name.split(), "--definitions", definitions, "--install-dir", clean]
    process = subprocess.Popen(["bash", "-c", '"$@" | head -1; exit "${PIPESTATUS[0]}"', "bash", *words],
                               env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, err = process.communicate(timeout=60)
    assert out.count(b"\n") == 1 and err == b"" and process.returncode in (0, 11)


@pytest.fixture
def other(definitions, clean, tmp_path):
    """Another machine: the words that name its folders, which may be changed."""
    (tmp_path / "definitions").mkdir()
    shutil.copy(definitions / "Starter.json", tmp_path / "definitions")
    shutil.copytree(clean, tmp_path / "music")
    return "--definitions", tmp_path / "definitions", "--install-dir", tmp_path / "music"


@pytest.fixture
def lockfile(run, tmp_path):
    path = tmp_path / "some.lock"
    done = run("lock", "-group:test", "minuet OR elise", "-o", path)
    assert (done.code, done.out, done.err) == (0, b"", b"")
    return path


def test_a_lockfile_is_what_is_printed_and_what_python_writes(run, lockfile, clean, definitions, tmp_path):
    assert run("lock", "-group:test", "minuet OR elise").out == lockfile.read_bytes()
    locked = json.loads(lockfile.read_text())
    assert [song["id"] for song in locked["songs"]] == ids(run("list", "minuet OR elise"))
    setlist = pytest.importorskip("setlist", reason="the Python package is not installed")
    songs = setlist.Dataset(definitions, install_dir=clean).filter("minuet OR elise")
    songs.to_lockfile(tmp_path / "python.lock")
    assert (tmp_path / "python.lock").read_bytes() == lockfile.read_bytes()


def test_a_lockfile_that_holds(run, lockfile, other):
    for here in (None, other):
        done = run("lock", "--check", lockfile, **({"here": here} if here else {}))
        assert (done.code, done.err) == (0, b"") and b"3 songs" in done.out
    bare = (*other[:3], lockfile.parent / "nothing")
    done = run("lock", "--check", lockfile, here=bare)
    assert done.code == 0 and b"annotations of 3 songs could not be compared" in done.err
    assert b"3 songs" in done.out


def test_a_lockfile_that_does_not_hold(run, lockfile, other):
    file = other[3] / "Starter/mozart-minuet/annotation-1.json.gz"
    file.write_bytes(gzip.compress(gzip.decompress(file.read_bytes()), 1))
    assert run("lock", "--check", lockfile, here=other).code == 0
    file.write_bytes(gzip.compress(gzip.decompress(file.read_bytes()).replace(b"0", b"1", 1)))
    done = run("lock", "--check", lockfile, here=other)
    lines = done.err.decode().splitlines()
    assert (done.code, done.out, len(lines)) == (7, b"", 2)
    assert lines[0].startswith("Starter/mozart-minuet has other annotations")
    assert lines[1].startswith("setlist: ") and "3 of 3 songs are here" in lines[1]
    definition = other[1] / "Starter.json"
    definition.write_text(definition.read_text().replace('"petzold-minuet"', '"renamed"'))
    lines = run("lock", "--check", lockfile, here=other).err.decode().splitlines()
    assert len(lines) == 4 and "2 of 3 songs are here" in lines[-1]
    definition.unlink()
    done = run("lock", "--check", lockfile, here=other)
    assert done.code != 0 and done.out == b"" and b"setlist: " in done.err


@pytest.mark.parametrize("words, code, told", [
    (["--check", "nothing.lock"], 11, "No such file"), (["--check", "."], 11, "not a regular file"),
    (["--check"], 2, "--check"), (["minuet", "-o"], 2, "--output"),
    (["minuet", "-o", "/nowhere/x.lock"], 11, "No such file"),
    (["minuett", "-o", "new.lock"], 2, "did you mean")])
def test_wrong_words_of_lock(run, tmp_path, words, code, told):
    done = run("lock", here=(), *words) if words[-1][0] == "-" else run("lock", *words, cwd=tmp_path)
    assert (done.code, done.out) == (code, b"") and told in done.err.decode()
    assert list(tmp_path.glob("*.lock")) == []


def test_lockfiles_are_never_written_over(run, lockfile, tmp_path):
    before = lockfile.read_bytes()
    done = run("lock", "largo", "-o", lockfile)
    assert done.code == 2 and b"there already" in done.err and lockfile.read_bytes() == before
    done = run("lock", "--check", lockfile, "minuet")
    assert done.code == 2 and b"found a query too" in done.err
    lockfile.write_text("{}")
    done = run("lock", "--check", lockfile)
    assert done.code == 3 and b"it is no lockfile" in done.err
    done = run("lock", NOTHING, "-o", tmp_path / "empty.lock")
    assert done.code == 0 and run("lock", "--check", tmp_path / "empty.lock").code == 0


def test_citations_and_licences(run):
    done = run("cite", "piano OR instrument:piano")
    assert done.code == 2 and b"'piano'" in done.err
    done = run("cite", "instrument:piano")
    assert done.code == 0 and done.out.count(b"@misc{setlist_starter") == 1 and done.out.endswith(b"}\n")
    assert json.loads(run("license", "instrument:piano", "--json").out) == [
        {"license": "MIT", "songs": 8, "datasets": ["Starter"], "url": None}]
    assert run("license", "instrument:piano").out.split() == [b"MIT", b"8", b"Starter"]


@pytest.mark.parametrize("command_name", COMMANDS)
def test_denying_has_is_no_call_for_help(run, command_name):
    done = run(command_name, "-has:features")
    assert done.code == 0 and b"Usage:" not in done.out


@pytest.mark.parametrize("words", [
    ["-group:test", "OR", "composer:bach"], ["(", "group:test", "OR", "-instrument:piano", ")"],
    ["(", "instrument:piano", "-group:test", ")", "OR", "largo"], ["minuet", "OR", "-has:audio"]], ids=" ".join)
def test_words_keep_their_order(run, words):
    assert ids(run("list", *words)) == ids(run("list", " ".join(words)))


def test_two_dashes_alone_end_the_options(run, definitions, clean):
    done = run("list", "--columns", "id", "--definitions", definitions, "--install-dir", clean, "--",
               "-group:test", here=())
    assert ids(done) == ids(run("list", "-group:test"))


def test_paths_are_each_once_and_json_where_it_is_asked(run):
    files = run("list", "beethoven", "--paths").out.decode().splitlines()
    assert len(files) == len(set(files))
    done = run("list", "beethoven", "--paths", "--json")
    assert done.code == 2 or json.loads(done.out)


def test_cite_and_a_check_speak_to_programs(run, tmp_path):
    cited = json.loads(run("cite", "composer:bach", "--json").out)
    assert cited["datasets"] == ["Starter"] and cited["bibtex"].encode() == run("cite").out
    file = tmp_path / "test.lock"
    assert run("lock", "group:test", "-o", file).code == 0
    same = run("lock", "--check", file, "--json")
    assert (same.code, same.err) == (0, b"")
    assert json.loads(same.out) == {"same": True, "songs": 4, "locked": 4, "not_compared": 0, "differences": []}
    file.write_text(file.read_text().replace("sha256:", "sha256:0", 2))
    other = run("lock", "--check", file, "--json")
    assert other.code == 7 and other.err == b""
    assert len(json.loads(other.out)["differences"]) == 2 and not json.loads(other.out)["same"]
