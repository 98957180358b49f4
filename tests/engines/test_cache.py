"""Compiled code on disk: an edit in any rule is never answered by what was compiled before it."""

import os
import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest

from bondsim.engines.batch import compile, compiled, rules_digest
from bondsim.engines.batch.compiled import KERNELS, cache_folder, is_cached
from bondsim.scenario import load

PACKAGE = Path(str(resources.files("bondsim")))


@pytest.fixture
def copy(tmp_path):
    """A copy of the package, to edit."""
    shutil.copytree(PACKAGE, tmp_path / "src" / "bondsim", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "src" / "bondsim"


def python(package, code, *arguments, cache=None):
    """Lines that a program prints which runs on a copy of the package, by itself with a cache of its own beside it."""
    if cache is None:
        cache = package.parent.parent / "cache"
        cache.mkdir(mode=0o700, exist_ok=True)
    env = os.environ | {"PYTHONPATH": str(package.parent), "BONDSIM_CACHE_DIR": str(cache)}
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


EDIT_ALL = """
import sys
from pathlib import Path
import bondsim
from bondsim.engines.batch import rules_digest
root = Path(bondsim.__file__).parent
print(root, rules_digest(), sep="\\n")
for name in sys.argv[1:]:
    path = root / name
    path.write_text(path.read_text() + "# edited")
    rules_digest.cache_clear()
    print(rules_digest())
"""


def test_an_edit_in_any_source_of_the_kernel_gives_another_digest(copy):
    """Rules, laws, parameters, state, luck: whatever goes into the compiled code."""
    parts = ("rules", "laws", "parameter", "state", "vocabulary", "engines/batch")
    files = [p.relative_to(copy).as_posix() for part in parts for p in sorted((copy / part).rglob("*.py"))]
    files += ["streams.py", "records.py"]
    root, *digests = python(copy, EDIT_ALL, *files)
    assert Path(root) == copy
    assert digests[0] == rules_digest()  # a copy of the same sources is the same model
    assert len(set(digests)) == len(files) + 1


def test_the_folder_of_compiled_code_is_named_by_the_digest(monkeypatch, tmp_path):
    monkeypatch.setenv("BONDSIM_CACHE_DIR", str(tmp_path))
    folder = cache_folder()
    assert folder.parent == tmp_path
    assert rules_digest()[:20] in folder.name and sys.implementation.cache_tag in folder.name
    assert folder.stat().st_mode & 0o077 == 0
    assert not any(is_cached(kernel) for kernel in KERNELS)


def test_it_lies_in_the_users_cache_folder_where_none_is_named(monkeypatch, tmp_path):
    monkeypatch.delenv("BONDSIM_CACHE_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder().parent == tmp_path / "bondsim"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert cache_folder().parent == tmp_path / "home" / ".cache" / "bondsim"


def test_a_folder_that_others_may_write_to_or_that_cannot_be_made_is_not_used(monkeypatch, tmp_path):
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    monkeypatch.setenv("BONDSIM_CACHE_DIR", str(shared))
    assert cache_folder() is None
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("BONDSIM_CACHE_DIR", str(tmp_path / "file"))
    assert cache_folder() is None


def test_compiling_again_is_silent():
    scenarios = [load("rail_yard"), load("woods_ambush")]
    compile(scenarios)
    said = []
    compile(scenarios, said.append)
    assert said == []


def test_where_nothing_can_be_kept_it_is_said_and_compiled_in_memory(monkeypatch, tmp_path):
    """What is compiled stands in here for the laws: a function that makes no run."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("BONDSIM_CACHE_DIR", str(tmp_path / "file"))
    monkeypatch.setattr(compiled, "_in_use", {})
    made = []

    def kernel(name, is_lifted):
        def run_all(*arguments):
            made.append((name, is_lifted, cache_folder()))
            return 0, 0

        run_all.py_func = run_all
        return run_all

    monkeypatch.setattr(compiled, "_kernel", kernel)
    said = []
    compile([load("rail_yard"), load("rail_yard")], said.append)
    assert said == [
        "compiling the model in memory: no private cache folder to keep it in (set BONDSIM_CACHE_DIR)"
    ]
    assert made == [("core", True, None)]
    compile([load("rail_yard")], said.append)
    assert len(said) == 1  # it is ready in this process


COMPILE = """
import bondsim
from bondsim.engines.batch import compile
from bondsim.scenario import load
print(bondsim.__file__)
compile([load("rail_yard")], print)
"""


def test_installations_of_the_same_model_share_what_one_of_them_compiled(copy):
    """A second clone says nothing of compiling, and does not compile."""
    compile([load("rail_yard")])
    folder = cache_folder()
    machine_code = sorted(folder.rglob("*.nbc"))
    said = python(copy, COMPILE, cache=folder.parent)
    assert said == [str(copy / "__init__.py")]
    assert sorted(folder.rglob("*.nbc")) == machine_code != []


RUN = """
from bondsim import simulate
from bondsim.engines.batch import rules_digest
print(rules_digest())
for engine in ("batch", "mesa"):
    print(simulate("rail_yard", seed=3, engine=engine).outcomes)
"""


@pytest.mark.prove
@pytest.mark.timeout(900)
def test_an_edited_rule_is_never_answered_by_stale_code(copy):
    """A rule and a constant are edited; the cache still holds what was compiled. Both engines see it."""
    digest, batch, mesa = python(copy, RUN)
    assert batch == mesa
    act = copy / "rules" / "act.py"
    text = act.read_text()
    for before, after in (
        ("GRAVITY = 9.81", "GRAVITY = 9.0"),
        ("return force_n * (cos(", "return 0.95 * force_n * (cos("),
    ):
        assert text.count(before) == 1
        text = text.replace(before, after)
    act.write_text(text)
    digest_after, batch_after, mesa_after = python(copy, RUN)
    assert digest_after != digest
    assert batch_after == mesa_after != batch
