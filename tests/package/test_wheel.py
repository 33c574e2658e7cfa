"""`pip install` of a clean copy gives a package that stands alone, the command included."""

import shutil
import subprocess
import sys

import pytest
from package_tools import ROOT, clean_environment, run


def listed_files():
    """What a clone would hold; without git, the tree less what is built."""
    names = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                           cwd=ROOT, capture_output=True, text=True, check=False)
    if names.returncode == 0:
        return [name for name in names.stdout.split("\0") if name and (ROOT / name).is_file()]
    skipped = {".git", ".venv", "build", "dist", "__pycache__"}
    files = [file.relative_to(ROOT) for file in ROOT.rglob("*") if file.is_file()]
    return [str(file) for file in files if not skipped & set(file.parts)]


@pytest.fixture(scope="module")
def new_python(tmp_path_factory):
    """A fresh environment with network; skips without one."""
    folder = tmp_path_factory.mktemp("python")
    run(sys.executable, "-m", "venv", folder / "venv")
    python = folder / "venv/bin/python"
    probe = subprocess.run([python, "-m", "pip", "download", "--quiet", "--no-deps", "--timeout", "5",
                            "--retries", "0", "--dest", folder / "probe", "iniconfig"],
                           stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if probe.returncode != 0:
        pytest.skip("PyPI cannot be reached: nothing to build a wheel with")
    return python


@pytest.fixture(scope="module")
def wheel(new_python, tmp_path_factory):
    copy = tmp_path_factory.mktemp("clone") / "setlist"
    for name in listed_files():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, copy / name)
    environment = clean_environment(CCACHE_BASEDIR=str(copy), CCACHE_NOHASHDIR="1")
    if shutil.which("ccache"):
        environment["CMAKE_CXX_COMPILER_LAUNCHER"] = "ccache"
    wheels = tmp_path_factory.mktemp("wheels")
    run(new_python, "-m", "pip", "wheel", "--no-deps", "--wheel-dir", wheels, copy, env=environment)
    [built] = wheels.glob("setlist-*.whl")
    run(new_python, "-m", "pip", "install", built, env=environment)
    shutil.rmtree(copy)  # whatever works from here on, works without the sources
    return built


@pytest.fixture
def environment(tmp_path):
    return clean_environment(HOME=str(tmp_path))


def test_command_of_the_package(wheel, new_python, environment, tmp_path):
    command = new_python.parent / "setlist"
    assert run(command, "--version", env=environment, cwd=tmp_path).strip() != ""
    listed = run(command, "datasets", "--install-dir", tmp_path / "music", env=environment,
                 cwd=tmp_path)
    assert "Starter" in listed


def test_import_needs_numpy_alone(wheel, new_python, environment, tmp_path):
    printed = run(new_python, "-c", "import sys, setlist; print(setlist.__version__, 'torch' in sys.modules)",
                  env=environment, cwd=tmp_path)
    assert printed.split()[0] in wheel.name and printed.split()[1] == "False"


def test_package_opens_its_own_definitions(wheel, new_python, environment, tmp_path):
    program = "import setlist; print(len(setlist.Dataset(install_dir='music').filter(dataset='Starter')))"
    assert int(run(new_python, "-c", program, env=environment, cwd=tmp_path)) >= 12


def test_wheel_installs_from_a_mirror(wheel, new_python, environment, tmp_path, mirror):
    command = new_python.parent / "setlist"
    run(command, "install", "Starter", "--mirror", mirror, "--install-dir", tmp_path / "music",
        env=environment, cwd=tmp_path)
    assert (tmp_path / "music/Starter").is_dir()
