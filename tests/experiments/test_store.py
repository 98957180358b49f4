"""The result folder: whose it is, who holds it, what a kill leaves behind."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import bondsim
from bondsim.experiments.errors import Interrupted, ResultsError
from bondsim.experiments.files import held
from bondsim.experiments.folder import checksums, store
from bondsim.experiments.results import open_results
from bondsim.experiments.runner import execute
from bondsim.experiments.upkeep.status import status
from bondsim.experiments.upkeep.verify import verify


@pytest.fixture
def small_files(monkeypatch):
    monkeypatch.setattr(store, "SHARD", 50)


@pytest.fixture
def finished(tmp_path, fake):
    execute(fake.plan(), tmp_path / "out", engine=fake.Engine())
    return tmp_path / "out"


def refused(fake, plan, folder, engine=None):
    """The message with which a folder is refused; nothing in it may have changed."""
    before = fake.tree(folder)
    with pytest.raises(ResultsError) as error:
        execute(plan, folder, engine=engine or fake.Engine())
    assert fake.tree(folder) == before
    return str(error.value)


def test_what_a_run_leaves_behind(finished, fake):
    assert set(fake.tree(finished)) == {
        "manifest.json", "config.yaml", "config.resolved.json", "points.parquet", "summary.parquet",
        "runs/00000.parquet", "series/00000.parquet", "events/00000.parquet",
    }  # fmt: skip
    manifest = json.loads((finished / "manifest.json").read_text())
    assert (manifest["state"], manifest["runs"], manifest["failed"]) == ("done", 120, 0)
    assert manifest["bondsim"] == bondsim.__version__
    assert manifest["rules"] == fake.Engine().rules
    assert {"python", "numpy", "numba", "pyarrow"} <= manifest["ran_on"].keys()
    assert (finished / "config.yaml").read_text() == fake.plan().source_text
    assert json.loads((finished / "config.resolved.json").read_text()) == fake.plan().resolved


def test_a_finished_experiment_is_left_alone(finished, fake):
    before = {path: path.stat().st_mtime_ns for path in finished.rglob("*")}
    engine = fake.Engine()
    execute(fake.plan(), finished, engine=engine)
    assert engine.calls == []
    assert {path: path.stat().st_mtime_ns for path in finished.rglob("*")} == before


def test_files_hold_fixed_numbers_of_runs(tmp_path, fake, small_files):
    execute(fake.plan(), tmp_path / "out", engine=fake.Engine(), block_runs=9)
    import pyarrow.parquet as pq

    rows = [pq.read_metadata(path).num_rows for path in sorted((tmp_path / "out" / "runs").iterdir())]
    assert rows == [50, 50, 20]


def test_files_tell_neither_when_nor_where(finished):
    import pyarrow.parquet as pq

    for path in finished.rglob("*.parquet"):
        about = pq.read_metadata(path)
        assert about.created_by.startswith("parquet-cpp-arrow version")
        assert set(about.metadata or {}) <= {b"ARROW:schema"}
        for column in range(about.num_columns):
            chunk = about.row_group(0).column(column)
            assert chunk.compression == "ZSTD"
            assert not (chunk.physical_type == "DOUBLE" and chunk.has_dictionary_page)


# Power cuts ------------------------------------------------------------------------------------------


class PowerCut(BaseException):
    """The machine is gone: nothing after this happens."""


def test_a_cut_at_every_single_file_operation(tmp_path, fake, small_files, monkeypatch):
    """Whatever was the last thing that reached the disk, going on gives the same bytes."""
    execute(fake.plan(replicates=10), tmp_path / "whole", engine=fake.Engine(), threads=1)
    whole = fake.tree(tmp_path / "whole")
    left = 0

    def counted(operation):
        def or_cut(*arguments, **named):
            nonlocal left
            left -= 1
            if left < 0:
                raise PowerCut
            return operation(*arguments, **named)

        return or_cut

    operations = [(os, "fsync"), (os, "ftruncate")]
    operations += [(Path, name) for name in ("replace", "unlink", "mkdir", "rmdir")]
    for owner, name in operations:
        monkeypatch.setattr(owner, name, counted(getattr(owner, name)))
    for cut in range(1000):
        out, left = tmp_path / f"cut-{cut}", cut
        try:
            execute(fake.plan(replicates=10), out, engine=fake.Engine(), threads=1, block_runs=25)
        except PowerCut:
            left = 10**9
            execute(fake.plan(replicates=10), out, engine=fake.Engine(), threads=1, block_runs=25)
            assert fake.tree(out) == whole, f"cut before operation {cut}"
        else:
            break
    assert 30 < cut < 1000  # all of them were tried


def interrupted(fake, folder, blocks=6, plan=None, **how):
    """Run until some blocks are finished, then stop."""
    count = iter(range(10**6))

    def stop():
        if next(count) == blocks:
            raise KeyboardInterrupt

    def some(compute, todo):
        for block in todo:
            stop()
            yield [compute(block)]

    with pytest.raises(Interrupted):
        execute(plan or fake.plan(), folder, engine=fake.Engine(), block_runs=10, executor=some, **how)


@pytest.mark.parametrize("harm", ["torn", "altered", "header", "emptied", "removed", "rubbish"])
def test_parts_that_are_not_whole_are_computed_again(tmp_path, finished, fake, harm):
    out = tmp_path / "harmed"
    interrupted(fake, out)
    (part,) = (out / "parts").iterdir()
    content = part.read_bytes()
    middle = len(content) // 2
    if harm == "removed":
        part.unlink()
    else:
        part.write_bytes(
            {
                "torn": content[:-100],
                "altered": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
                "header": b"x" + content[1:],
                "emptied": b"",
                "rubbish": os.urandom(5000),
            }[harm]
        )
    kept = len(open_results(out).runs)
    assert kept in {"torn": {50}, "altered": {50}, "header": {50}}.get(harm, {0})
    engine = fake.Engine()
    execute(fake.plan(), out, engine=engine)
    assert sum(engine.calls) == 120 - kept
    assert fake.tree(out) == fake.tree(finished)


@pytest.mark.parametrize("position", range(0, 400, 7))
def test_no_altered_byte_goes_unnoticed(tmp_path, fake, position):
    """Whichever byte of a part is flipped, the experiment ends as it should."""
    plan = fake.plan({"dog.bond": [0.4]}, 30, series=False, events=False)
    out = tmp_path / "out"
    interrupted(fake, out, blocks=2, plan=plan)
    (part,) = (out / "parts").iterdir()
    content = bytearray(part.read_bytes())
    content[position * len(content) // 400] ^= 0x11
    part.write_bytes(content)
    execute(plan, out, engine=fake.Engine())
    execute(plan, tmp_path / "whole", engine=fake.Engine())
    assert fake.tree(out) == fake.tree(tmp_path / "whole")


def test_a_finished_folder_with_a_lost_file_is_made_anew(finished, fake):
    whole = fake.tree(finished)
    (finished / "runs" / "00000.parquet").unlink()
    with pytest.raises(ResultsError, match=r"00000\.parquet is missing; run the experiment again"):
        _ = open_results(finished).runs
    execute(fake.plan(), finished, engine=fake.Engine())
    assert fake.tree(finished) == whole


ALTERED = [f"{table}/00000.parquet" for table in ("runs", "series", "events")]


@pytest.mark.parametrize("name", [*ALTERED, "points.parquet", "summary.parquet"])
def test_a_finished_folder_with_an_altered_file_is_made_anew(finished, fake, name):
    whole = fake.tree(finished)
    content = bytearray(whole[name])
    content[len(content) // 2] ^= 1
    (finished / name).write_bytes(content)
    engine = fake.Engine()
    execute(fake.plan(), finished, engine=engine)
    assert sum(engine.calls) == 120
    assert fake.tree(finished) == whole


@pytest.mark.parametrize("name", ALTERED[1:])
def test_what_is_too_large_to_be_read_in_passing_is_made_anew_once_it_was_found(
    finished, fake, name, monkeypatch
):
    monkeypatch.setattr(checksums, "READ", 100)
    whole, engine = fake.tree(finished), fake.Engine()
    content = bytearray(whole[name])
    content[len(content) // 2] ^= 1
    (finished / name).write_bytes(content)
    execute(fake.plan(), finished, engine=engine)
    assert engine.calls == []  # of the same size
    assert verify(finished, 0).damaged == {name: "altered"}
    (finished / name).write_bytes(whole[name])  # from a copy, say
    execute(fake.plan(), finished, engine=engine)
    assert engine.calls == [] and verify(finished, 0).ok and fake.tree(finished) == whole
    (finished / name).write_bytes(content)
    assert not verify(finished, 0).ok
    execute(fake.plan(), finished, engine=engine)
    assert sum(engine.calls) == 120
    assert fake.tree(finished) == whole


def test_the_manifest_keeps_size_and_checksum_of_every_table(finished):
    import hashlib

    files = json.loads((finished / "manifest.json").read_text())["files"]
    assert set(files) == {p.relative_to(finished).as_posix() for p in finished.rglob("*.parquet")}
    content = (finished / "runs" / "00000.parquet").read_bytes()
    about = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    assert files["runs/00000.parquet"] == about


# Whose folder it is ------------------------------------------------------------------------------------


def test_another_experiment_is_refused_with_every_difference(finished, fake):
    other = fake.plan(
        {"dog.bond": [0.1, 0.5], "warning_s": [20.0, 40.0]}, replicates=30, fixed={"baseline": "no_dog"}
    )
    message = refused(fake, other, finished)
    assert message.startswith(f"{finished} holds another experiment (in the folder -> asked for):\n")
    assert '\n  fix.baseline: null -> "no_dog"' in message
    assert "\n  replicates.max: 20 -> 30" in message
    assert "\n  replicates.min: 20 -> 30" in message
    assert "points" in message
    assert "\nchoose another folder with --out, or delete this one; `bondsim extend` makes" in message


def test_other_words_for_the_same_experiment_are_welcome(finished, fake):
    engine = fake.Engine()
    execute(fake.plan(question="And who drowns?", source="# anew\n"), finished, engine=engine)
    assert engine.calls == []
    assert open_results(finished).question == "And who drowns?"
    assert (finished / "config.yaml").read_text() == "# anew\n"


def test_other_rules_are_refused(finished, fake, monkeypatch):
    message = refused(fake, fake.plan(), finished, fake.Engine(rules="s" * 64))
    assert "was made by another version of the model" in message
    assert "rules rrrrrrrrrrrr; this is bondsim" in message
    monkeypatch.setattr(bondsim, "__version__", "9.9.9")
    assert "this is bondsim 9.9.9" in refused(fake, fake.plan(), finished)


def test_another_version_of_the_scenario_is_refused(finished, fake):
    changed = fake.plan(scenario=fake.Scenario(digest="e" * 64))
    assert "made with another version of the scenario quay" in refused(fake, changed, finished)


def test_an_unfinished_folder_is_refused_too(tmp_path, fake):
    interrupted(fake, tmp_path / "out")
    assert "holds another experiment" in refused(fake, fake.plan(seed=8), tmp_path / "out")
    assert "seed: 7 -> 8" in refused(fake, fake.plan(seed=8), tmp_path / "out")


def test_another_form_of_folder_is_refused(finished, fake):
    manifest = json.loads((finished / "manifest.json").read_text())
    (finished / "manifest.json").write_text(json.dumps(manifest | {"schema": 99}))
    assert "has result format 99" in refused(fake, fake.plan(), finished)
    with pytest.raises(ResultsError, match="reads format 1"):
        open_results(finished)


@pytest.mark.parametrize("content", ["{", "[]", '{"name": "npm"}', '{"schema": 1}'])
def test_a_manifest_of_something_else_is_refused(tmp_path, fake, content):
    (tmp_path / "manifest.json").write_text(content)
    assert "manifest.json is" in refused(fake, fake.plan(), tmp_path)


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path, fake):
    (tmp_path / "thesis.tex").write_text("chapter 1")
    assert "is not a result folder of bondsim and is not empty" in refused(fake, fake.plan(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


def test_an_empty_folder_will_do(tmp_path, fake, finished):
    (tmp_path / "empty").mkdir()
    execute(fake.plan(), tmp_path / "empty", engine=fake.Engine())
    assert fake.tree(tmp_path / "empty") == fake.tree(finished)


def test_a_file_is_no_folder(tmp_path, fake):
    (tmp_path / "file").write_text("")
    with pytest.raises(ResultsError, match="is a file; choose a folder"):
        execute(fake.plan(), tmp_path / "file", engine=fake.Engine())
    with pytest.raises(ResultsError, match="for results: not a directory"):
        execute(fake.plan(), tmp_path / "file" / "below", engine=fake.Engine())


@pytest.fixture
def anybody():
    """Not the superuser, who may write everywhere: where the tests run as that, nobody for as long as a test."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    yield
    os.seteuid(before)


def test_an_unwritable_folder(anybody, fake):
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o500)
        with pytest.raises(ResultsError, match="permission denied"):
            execute(fake.plan(), folder / "out", engine=fake.Engine())
        assert not list(folder.iterdir())
        folder.chmod(0o700)


def test_a_folder_that_takes_no_files(fake):
    """Whoever the user is, the kernel's own tables are not for results."""
    with pytest.raises(ResultsError, match="cannot use /proc/bondsim for results"):
        execute(fake.plan(), "/proc/bondsim", engine=fake.Engine())


@pytest.mark.parametrize("room", [0, 1000, 5000, 20_000])
def test_a_full_disk_is_said_and_does_no_harm(tmp_path, fake, finished, room):
    """The system lets no file grow beyond `room`, as if the disk were full."""
    out, limits = tmp_path / "full", resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, limits[1]))
    try:
        with pytest.raises(ResultsError, match=rf"cannot use {out}.* for results: file too large"):
            execute(fake.plan(), out, engine=fake.Engine(), block_runs=10)
        if room > 1000:  # the manifest has room, and says it
            assert status(out).state == "interrupted"
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert not list(out.rglob("*.partial"))
    engine = fake.Engine()
    execute(fake.plan(), out, engine=engine)
    assert fake.tree(out) == fake.tree(finished)
    assert sum(engine.calls) < 120 or room < 20_000  # what had room is not computed again


# Who holds it ------------------------------------------------------------------------------------------


def test_a_second_process_is_told_who_holds_the_folder(tmp_path, fake, finished):
    script = (
        "import sys, pathlib\n"
        "from bondsim.experiments.files import held\n"
        "with held(pathlib.Path(sys.argv[1])):\n"
        "    print('held', flush=True); sys.stdin.read()\n"
    )
    out = tmp_path / "shared"
    interrupted(fake, out)
    command = [sys.executable, "-c", script, str(out)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout.readline() == b"held\n"
        message = refused(fake, fake.plan(), out)
        assert f"process {holder.pid} on {os.uname().nodename}" in message
        assert len(open_results(out).runs) == 60  # reading is free
        holder.kill()
    assert (out / ".lock").exists()  # left behind, and holding nothing
    execute(fake.plan(), out, engine=fake.Engine())
    assert fake.tree(out) == fake.tree(finished)


def test_a_lock_holds_until_its_block_ends(tmp_path):
    with held(tmp_path), pytest.raises(ResultsError, match=f"process {os.getpid()}"), held(tmp_path):
        pass
    with held(tmp_path):
        assert (tmp_path / ".lock").exists()
    assert not (tmp_path / ".lock").exists()
