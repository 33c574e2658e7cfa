"""The installed tree is complete: a stranger's project builds and runs with it alone."""

import re
import shutil
from pathlib import Path

import pytest
from package_tools import ROOT, clean_environment, run

HERE = Path(__file__).resolve().parent
VERSION = re.search(r'SETLIST_VERSION "([^"]+)"',
                    (ROOT / "engine/setlist/version.hpp").read_text())[1]


def public_headers():
    text = re.sub(r"#[^\n]*", "", (ROOT / "engine/CMakeLists.txt").read_text())
    return {name for part in re.findall(r"FILE_SET\b(.*?)\)", text, re.DOTALL)
            for name in re.findall(r"setlist/[\w/]+\.hpp", part)}


@pytest.fixture(scope="module")
def environment(prefix, tmp_path_factory):
    # The library is configured for another prefix than the one of this test.
    return clean_environment(SETLIST_DATA=str(prefix / "share/setlist"),
                             HOME=str(tmp_path_factory.mktemp("home")))


def build_against(prefix, sources, folder):
    """Builds a copy of a project, away from this tree: no path leads back by chance."""
    shutil.copytree(sources, folder / "sources")
    launcher = ["-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"] if shutil.which("ccache") else []
    run("cmake", "-G", "Ninja", "-S", folder / "sources", "-B", folder / "build",
        "-DCMAKE_BUILD_TYPE=Release", f"-DCMAKE_PREFIX_PATH={prefix}", *launcher)
    run("cmake", "--build", folder / "build")
    return folder / "build"


@pytest.fixture(scope="module")
def consumer(prefix, tmp_path_factory):
    return build_against(prefix, HERE / "consumer", tmp_path_factory.mktemp("consumer"))


@pytest.fixture(scope="module")
def examples(prefix, tmp_path_factory):
    return build_against(prefix, ROOT / "examples/cpp", tmp_path_factory.mktemp("examples"))


@pytest.fixture(scope="module")
def installed(prefix, environment, tmp_path_factory):
    """A folder with Starter in it, put there by the installed command from the installed archive."""
    folder = tmp_path_factory.mktemp("music")
    run(prefix / "bin/setlist", "install", "Starter", "--install-dir", folder, env=environment)
    return folder


def test_tree_holds_what_it_should_and_no_more(prefix):
    assert {entry.name for entry in prefix.iterdir()} == {"bin", "include", "lib", "share"}
    headers = {file.relative_to(prefix / "include").as_posix()
               for file in (prefix / "include").rglob("*") if file.is_file()}
    assert headers == public_headers()
    data = prefix / "share/setlist"
    assert (data / "datasets.json").is_file()
    assert {file.name for file in (data / "definitions").glob("Starter*")} >= {"Starter.json"}
    assert list((data / "schemas").glob("*.json"))
    assert not list(prefix.rglob("stamp"))


def test_no_installed_text_names_the_source_tree(prefix):
    texts = [file for file in prefix.rglob("*") if file.suffix in {".cmake", ".hpp", ".json", ".pc"}]
    assert texts
    assert [str(file) for file in texts if str(ROOT) in file.read_text()] == []


def test_command_finds_its_data_from_where_it_lies(prefix, tmp_path):
    """Without SETLIST_DATA, and after the tree has been moved."""
    moved = tmp_path / "moved tree"
    shutil.copytree(prefix, moved)
    environment = clean_environment(HOME=str(tmp_path))
    assert VERSION in run(moved / "bin/setlist", "--version", env=environment, cwd=tmp_path)
    listed = run(moved / "bin/setlist", "datasets", "--install-dir", tmp_path / "music",
                 env=environment, cwd=tmp_path)
    assert "Starter" in listed


def test_consumer_runs(consumer, environment, tmp_path):
    printed = run(consumer / "consumer", tmp_path / "music", env=environment, cwd=tmp_path)
    assert printed.splitlines()[0] == f"setlist {VERSION}"
    assert int(printed.splitlines()[1].removesuffix(" songs")) >= 12


def test_consumer_states_its_error(consumer, tmp_path):
    """No data anywhere: one sentence that tells what to set."""
    environment = clean_environment(SETLIST_DATA=str(tmp_path / "nothing"), HOME=str(tmp_path))
    with pytest.raises(AssertionError, match="ended with 1") as failure:
        run(consumer / "consumer", env=environment, cwd=tmp_path)
    assert "nothing" in str(failure.value)


def test_older_and_other_versions_are_refused(prefix, tmp_path):
    """find_package asked for another minor version does not take this one."""
    major, minor, _ = VERSION.split(".")
    (tmp_path / "CMakeLists.txt").write_text(
        "cmake_minimum_required(VERSION 3.25)\nproject(asks LANGUAGES CXX)\n"
        f"find_package(setlist {major}.{int(minor) + 1} CONFIG REQUIRED)\n")
    with pytest.raises(AssertionError, match="not compatible|compatible with requested|version"):
        run("cmake", "-G", "Ninja", "-S", tmp_path, "-B", tmp_path / "b",
            f"-DCMAKE_PREFIX_PATH={prefix}")


def test_example_install(examples, mirror, environment, tmp_path):
    folder = tmp_path / "music"
    printed = run(examples / "example-install", "Starter", folder, mirror, env=environment, cwd=tmp_path)
    assert (folder / "Starter").is_dir() and "0 songs failed" in printed
    run(examples / "example-install", "Starter", folder, env=environment, cwd=tmp_path)  # nothing to do


def test_example_query(examples, installed, environment, tmp_path):
    lines = run(examples / "example-query", installed, env=environment, cwd=tmp_path).splitlines()
    assert "Starter/bach-prelude-c" in lines and re.fullmatch(r"\d+ songs, .*", lines[-1])


def test_example_window(examples, installed, environment, tmp_path):
    printed = run(examples / "example-window", installed, env=environment, cwd=tmp_path)
    assert "Canon in D by Johann Pachelbel" in printed
    assert "32000 frames at 16000 Hz" in printed and "3 sources" in printed


def test_example_says_what_is_not_installed(examples, environment, tmp_path):
    with pytest.raises(AssertionError, match="ended with [1-9]") as failure:
        run(examples / "example-window", tmp_path / "nothing", env=environment, cwd=tmp_path)
    assert "install" in str(failure.value).split("\n", 1)[1]
