"""What no file of the repository may say, and what every public header must."""

import os
import re
import subprocess
from pathlib import Path

import arrows
import pytest

ROOT = Path(__file__).resolve().parents[2]
SKIPPED_FOLDERS = {".git", ".venv", "build", "dist", "__pycache__", ".pytest_cache", ".hypothesis"}

# Written in halves so that this file does not hold them.
HOMES = "|".join("/" + top + r"/[A-Za-z_]\w*" for top in ("ho" "me", "Us" "ers"))
HOSTS = "|".join(re.escape(host) for host in (
    "py" "pi.org", "python" "hosted.org", "deb" ".debian.org", "npm" "js.org", "crates" ".io",
    "proxy." "golang.org", "download." "pytorch.org"))
TASK = r"\b(?:TO" "DO|FIX" r"ME|XX" r"X)\b(?!\W{0,2}\(?#\d)"


def own_places():
    """Where this checkout and this home folder lie: other machines have neither."""
    places = {ROOT, Path(os.path.expanduser("~"))}
    return "|".join(re.escape(str(place)) for place in places if len(place.parts) > 2)


def forbidden():
    rules = {"a home folder": rf"(?<![\w.}}])(?:{HOMES})\b", "a registry's host": HOSTS,
             "a task without its '#number'": TASK, "blanks at the end of a line": r"[ \t\r]$"}
    if own_places():
        rules["a path of this machine"] = rf"(?<![\w.}}])(?:{own_places()})\b"
    return {what: re.compile(pattern) for what, pattern in rules.items()}


def repository_files(root):
    """Tracked and new files as git lists them; without git, all but what is built."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=root,
            check=True, capture_output=True, text=True).stdout.split("\0")
        files = [root / name for name in listed if name]
    except (OSError, subprocess.CalledProcessError):
        files = list(root.rglob("*"))
    for file in sorted(files):
        if file.is_file() and not SKIPPED_FOLDERS & set(file.relative_to(root).parts):
            yield file


def faulty_lines(text, rules=None):
    for number, line in enumerate(text.split("\n"), 1):
        for what, pattern in (rules or forbidden()).items():
            if pattern.search(line):
                yield number, what


def test_no_file_says_what_it_may_not():
    rules = forbidden()
    faults = []
    for file in repository_files(ROOT):
        data = file.read_bytes()
        if b"\0" not in data[:8192]:
            faults += [f"{file.relative_to(ROOT)}:{number}: {what}" for number, what
                       in faulty_lines(data.decode("utf-8", "replace"), rules)]
    assert faults == []


@pytest.mark.parametrize("line", [
    "see /ho" "me/someone/x", "cd /Us" "ers/ann/src", "get it from https://py" "pi.org/simple",
    "// TO" "DO: later", "// TO" "DO(me) later", "# FIX" "ME", "text ", "text\t", "text\r",
    f"in {ROOT}/engine"])
def test_forbidden_lines_are_caught(line):
    assert len(list(faulty_lines(line))) >= 1, line


@pytest.mark.parametrize("line", [
    "// TO" "DO(#12): later", "// TO" "DO #12", "the install_dir/ho" "me/x", "~/.config/setlist",
    "setlist plan", "", "  indented"])
def test_other_lines_pass(line):
    assert list(faulty_lines(line)) == []


TYPE = re.compile(r"^(?:enum class|class|struct)\s+(?:\[\[\w+\]\]\s*)?(?:[A-Z_]+\s+)?\w+[^;()]*\{")
FUNCTION = re.compile(r"^(?:\[\[nodiscard\]\]|inline|constexpr|void|bool|[A-Za-z_:<>]+)\s[\w:<>,*& ]*\(")


def undocumented(text):
    """Classes without a comment above them; and when nothing at all has one, the first declaration.
    A plain struct or a function may speak for itself."""
    lines = text.split("\n")
    declared = [n for n, line in enumerate(lines)
                if TYPE.match(line) or FUNCTION.match(line) or line.startswith("#define ")]

    def has_comment(n):
        above = n - 1
        while above >= 0 and lines[above].startswith(("template", "[[")):
            above -= 1
        return lines[above].startswith(("//", " */", "/*")) or "///<" in lines[n]

    bare = [n for n in declared if lines[n].startswith("class") and not has_comment(n)]
    if not bare and not any(map(has_comment, declared)):
        bare = declared[:1]
    return [lines[n] for n in bare]


def test_public_headers_are_documented():
    faults = {name: bare for name in sorted(arrows.public_headers(ROOT))
              if (bare := undocumented((ROOT / "engine" / name).read_text()))}
    assert faults == {}


@pytest.mark.parametrize(("text", "count"), [
    ("/// A.\nstruct A {\n};\n", 0), ("\nstruct A {\n};\n", 1), ("class Error : public X {\n", 1),
    ("struct A;\n/// B.\nclass B final {\n", 0), ("/// A.\ntemplate <class T>\nclass A {\n", 0),
    ("\n[[nodiscard]] int f(int x);\n", 1), ("/// F.\nint f();\n\nint g();\n", 0),
    ("/// One.\nstruct A {\n};\n\nclass B {\n};\n", 1), ("\n#define X 1\n", 1),
    ("/// X.\n#define X 1\nint f();\n", 0), ("using base::Error;\n", 0)])
def test_heuristic_for_documented_headers(text, count):
    assert len(undocumented("#pragma once\n" + text)) == count
