"""What a stranger gets: a lock without addresses, a wheel that works alone, a make that finds a Python."""

import ast
import os
import re
import subprocess
import sys
import textwrap
import tomllib
import zipfile
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bondsim import simulate
from bondsim.engines.batch import compile
from bondsim.scenario import load, names

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
LOCK = (ROOT / "requirements.lock").read_text()
IMPORT_NAMES = {
    "pillow": "PIL",
    "ruamel-yaml": "ruamel",
    "dask-jobqueue": "dask_jobqueue",
    "imageio-ffmpeg": "imageio_ffmpeg",
    "salib": "SALib",
    "solara-assets": "solara_assets",
}
FOR_WORK_ON_IT = {"dev", "docs", "notebooks"}  # extras of which the package itself imports nothing


# The lock ------------------------------------------------------------------------------------------


def locked() -> dict[str, str]:
    """Version of every package in the lock."""
    pins = re.findall(r"^([A-Za-z0-9._-]+)==([^ \\;]+)", LOCK, flags=re.MULTILINE)
    return {canonicalize_name(name): version for name, version in pins}


def test_the_lock_names_no_address():
    assert "://" not in LOCK
    assert not [line for line in LOCK.splitlines() if line.startswith("-")]


def test_every_package_of_the_lock_has_a_hash():
    entries = LOCK.replace("\\\n", " ").splitlines()
    pins = [entry for entry in entries if "==" in entry]
    assert len(pins) > 50
    assert not [pin for pin in pins if "--hash=sha256:" not in pin]


def test_the_lock_holds_what_the_project_asks_for():
    wanted = [*PROJECT["dependencies"], *chain(*PROJECT["optional-dependencies"].values())]
    versions = locked()
    for requirement in map(Requirement, wanted):
        assert requirement.specifier.contains(versions[canonicalize_name(requirement.name)]), requirement


# Imports -------------------------------------------------------------------------------------------


def imported() -> set[str]:
    """Top-level names that the package imports, wherever in a module."""
    names = set()
    for path in (ROOT / "src" / "bondsim").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                names.add(node.module.partition(".")[0])
    return names - set(sys.stdlib_module_names) - {"bondsim", "__future__"}


def import_names(requirements: list[str]) -> set[str]:
    """How what is asked for is called where it is imported."""
    names = {canonicalize_name(Requirement(line).name) for line in requirements}
    return {IMPORT_NAMES.get(name, name) for name in names}


def test_the_package_asks_for_what_it_imports_and_for_nothing_else():
    extras = {n: lines for n, lines in PROJECT["optional-dependencies"].items() if n not in FOR_WORK_ON_IT}
    core, optional = import_names(PROJECT["dependencies"]), import_names([*chain(*extras.values())])
    assert core <= imported() <= core | optional


@pytest.mark.parametrize(
    ("begin", "loaded"),
    [
        ("import bondsim", set()),
        ("from bondsim.cli import main; sys.argv[1:] = ['--help']; main()", {"typer"}),
    ],
    ids=["import bondsim", "bondsim --help"],
)
def test_nothing_that_the_package_asks_for_is_loaded_before_it_is_used(begin, loaded):
    """Of no extra either: a figure is what loads Matplotlib, a page is what loads Solara."""
    asked = [*PROJECT["dependencies"], *chain(*PROJECT["optional-dependencies"].values())]
    script = f"import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); {begin}"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    there = {name.partition(".")[0] for name in done.stderr.split()}
    assert "bondsim" in there
    assert there & import_names(asked) == loaded


# The wheel -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The package as it is installed from a package index."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return made


def test_the_wheel_holds_every_file_of_the_package(wheel):
    package = ROOT / "src" / "bondsim"
    files = {
        f"bondsim/{path.relative_to(package).as_posix()}"
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {Path(name).suffix for name in files} >= {".py", ".yaml", ".txt", ".typed"}
    with zipfile.ZipFile(wheel) as archive:
        assert {name for name in archive.namelist() if name.startswith("bondsim/")} == files


@pytest.fixture(scope="module")
def outside(wheel, tmp_path_factory):
    """Run a program in a folder where nothing of bondsim is but the wheel, unpacked; return what it prints."""
    folder = tmp_path_factory.mktemp("outside")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")

    def run(script: str) -> str:
        script = "import bondsim\nprint(bondsim.__file__)\n" + textwrap.dedent(script)
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(folder / "site")},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        where, _, said = done.stdout.partition("\n")
        assert Path(where).is_relative_to(folder), where
        return said

    return run


def test_the_wheel_works_outside_the_clone_in_both_engines(outside):
    """It is the same model, so what was compiled for this very source is what it runs."""
    compile([load("rail_yard")])
    said = outside("""
        from bondsim.engines.batch import compile
        from bondsim.scenario import load
        compile([load("rail_yard")], print)
        for engine in ("mesa", "batch"):
            print(bondsim.simulate("rail_yard", seed=1, engine=engine, set={"train.warning_s": 20}).outcomes)
    """)
    mesa, batch = said.splitlines()  # and nothing is said of compiling
    here = simulate("rail_yard", seed=1, set={"train.warning_s": 20}).outcomes
    assert mesa == batch == str(here)


def test_the_command_of_the_wheel_lists_every_scenario(outside):
    said = outside("""
        import sys
        from importlib.metadata import distribution
        (command,) = distribution("bondsim").entry_points
        sys.argv = [command.name, "scenarios"]
        command.load()()
    """)
    assert [name for name in names() if name not in said] == []


# make ----------------------------------------------------------------------------------------------

PYTHON = """\
#!/bin/sh
# A stand-in for an interpreter: says what it is asked, and makes an environment that does the same.
echo "{name} $*" >> "{log}"
case "$1" in
  -c) exit {status} ;;
  --version) echo "Python of {name}" ;;
esac
if [ "$2" = venv ]; then
  mkdir -p .venv/bin
  sed 's/{name} \\$/environment $/' "$0" > .venv/bin/python
  cp .venv/bin/python .venv/bin/bondsim
  chmod +x .venv/bin/*
fi
"""


class Clone:
    """A folder with the Makefile, and a PATH on which only stand-ins for Python are."""

    def __init__(self, folder: Path) -> None:
        self.home = folder
        self.folder = folder / "a clone"
        self.bin = folder / "bin"
        self.log = folder / "log"
        self.folder.mkdir()
        self.bin.mkdir()
        self.log.touch()
        (self.folder / "Makefile").write_text((ROOT / "Makefile").read_text())
        for name in ("pyproject.toml", "requirements.lock"):
            (self.folder / name).touch()
        for tool in ("make", "sh", "mkdir", "sed", "cp", "chmod", "cat", "rm", "awk", "test"):
            found = next(path for path in map(Path, os.defpath.split(":")) if path.joinpath(tool).exists())
            (self.bin / tool).symlink_to(found / tool)

    def add(self, name: str, *, works: bool) -> None:
        path = self.bin / name
        path.write_text(PYTHON.format(name=name, log=self.log, status=0 if works else 127))
        path.chmod(0o755)

    def make(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        self.log.write_text("")
        return subprocess.run(
            ["make", *arguments],
            cwd=self.folder,
            env={"PATH": str(self.bin), "HOME": str(self.home)},
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def calls(self) -> list[str]:
        return self.log.read_text().splitlines()


@pytest.fixture
def clone(tmp_path) -> Clone:
    return Clone(tmp_path)


def test_make_passes_over_a_python_that_does_not_run(clone):
    clone.add("python3.14", works=False)  # a version manager's placeholder
    clone.add("python3.12", works=True)
    clone.add("python3", works=True)
    assert clone.make("setup").returncode == 0
    assert "python3.12 -m venv --clear .venv" in clone.calls
    assert not [call for call in clone.calls if call.startswith("python3 ")]
    installs = [call for call in clone.calls if "-m pip" in call]
    assert "--require-hashes --requirement requirements.lock" in installs[0]
    assert "--no-deps --no-build-isolation --editable ." in installs[1]


def test_make_finds_a_python_that_only_the_version_manager_knows(clone):
    clone.add("python3", works=False)
    hidden = clone.home / ".pyenv" / "versions" / "3.13.0" / "bin"
    hidden.mkdir(parents=True)
    clone.add("newer", works=True)
    (clone.bin / "newer").rename(hidden / "python3")
    clone.make("setup")
    assert "newer -m venv --clear .venv" in clone.calls


def test_make_says_what_to_do_when_no_python_is_new_enough(clone):
    clone.add("python3", works=False)
    answer = clone.make("setup")
    assert answer.returncode == 2
    assert "bondsim needs Python 3.12 or later" in answer.stderr
    assert "make PYTHON=/path/to/python3" in answer.stderr
    assert not (clone.folder / ".venv").exists()


def test_a_second_make_does_nothing_again(clone):
    clone.add("python3", works=True)
    clone.make("setup")
    clone.make("setup")
    assert not [call for call in clone.calls if " -m " in call]


def test_an_environment_is_made_anew_when_it_is_half_made_or_moved(clone):
    clone.add("python3", works=True)
    clone.make("setup")
    (clone.folder / ".venv" / ".ready").unlink()
    clone.make("setup")
    assert "python3 -m venv --clear .venv" in clone.calls

    clone.folder = clone.folder.rename(clone.folder.with_name("moved"))
    clone.make("setup")
    assert "python3 -m venv --clear .venv" in clone.calls


def test_an_environment_is_made_anew_when_the_lock_changes(clone):
    clone.add("python3", works=True)
    clone.make("setup")
    later = (clone.folder / ".venv" / ".ready").stat().st_mtime + 5
    os.utime(clone.folder / "requirements.lock", (later, later))
    clone.make("setup")
    assert "python3 -m venv --clear .venv" in clone.calls


def test_make_lists_its_commands(clone):
    listed = clone.make().stdout
    for command in ("demo", "test", "setup", "check", "prove"):
        assert f"make {command} " in listed
