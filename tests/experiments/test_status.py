"""Looking at an experiment from outside: how far it is, who works on it, why runs failed."""

import json
import math
import os
import subprocess
import sys
import time

import pytest

from bondsim.experiments.computing.blocks import Finished
from bondsim.experiments.errors import Interrupted, ResultsError
from bondsim.experiments.files import held
from bondsim.experiments.folder import manifest
from bondsim.experiments.folder.journal import Journal
from bondsim.experiments.runner import execute
from bondsim.experiments.upkeep.status import status


def test_a_finished_experiment(tmp_path, fake):
    execute(fake.plan(), tmp_path / "out", engine=fake.Engine())
    found = status(tmp_path / "out")
    assert (found.state, found.name, found.done, found.total, found.failed) == ("done", "quay", 120, 120, 0)
    assert found.holder is None and found.left_s == 0 and found.reason == found.repeat == ""


def interrupted(fake, folder, plan, engine=None):
    def three_blocks(compute, blocks):
        for _ in range(3):
            yield [compute(next(blocks))]

    with pytest.raises(Interrupted):
        execute(plan, folder, engine=engine or fake.Engine(), block_runs=10, executor=three_blocks)


def test_an_interrupted_one_and_one_that_was_killed(tmp_path, fake):
    interrupted(fake, tmp_path / "out", fake.plan())
    found = status(tmp_path / "out")
    assert (found.state, found.done, found.total, found.most) == ("interrupted", 30, 120, 120)
    about = manifest.load(tmp_path / "out")
    manifest.save(tmp_path / "out", about | {"state": "running"})
    assert status(tmp_path / "out").state == "stopped"


def test_an_adaptive_one_tells_what_this_round_needs_and_what_there_may_be(tmp_path, fake):
    plan = fake.plan(replicates=20, until=("rescued", 0.1), most=500)
    interrupted(fake, tmp_path / "out", plan)
    found = status(tmp_path / "out")
    assert (found.done, found.total, found.most) == (30, 120, 3000)


@pytest.mark.parametrize("finish", [True, False])
def test_the_first_failure_is_told_with_its_reason_and_its_command(tmp_path, fake, finish):
    engine = fake.Engine(raises=lambda settings, replicate: replicate in (4, 9))
    if finish:
        execute(fake.plan(), tmp_path / "out", engine=engine)
    else:
        interrupted(fake, tmp_path / "out", fake.plan(), engine)
    found = status(tmp_path / "out")
    assert found.failed == (12 if finish else 4)
    assert found.reason == "ZeroDivisionError: the dog divides by zero at 0.1"
    assert found.repeat == f"bondsim replay {tmp_path / 'out'} --point 0 --replicate 4"


def test_a_run_at_its_cap_says_so(tmp_path, fake):
    engine = fake.Engine(caps=lambda settings, replicate: replicate == 5)
    execute(fake.plan(), tmp_path / "out", engine=engine)
    assert status(tmp_path / "out").reason.startswith("not over when the scenario's longest time was")


def test_who_works_on_it_is_named_and_a_lock_left_behind_is_nobody(tmp_path, fake):
    out = tmp_path / "out"
    interrupted(fake, out, fake.plan())
    manifest.save(out, manifest.load(out) | {"state": "running"})
    script = (
        "import sys, pathlib\n"
        "from bondsim.experiments.files import held\n"
        "with held(pathlib.Path(sys.argv[1])):\n"
        "    print('held', flush=True); sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", script, str(out)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout.readline() == b"held\n"
        found = status(out)
        assert found.state == "running"
        assert (found.holder.pid, found.holder.host) == (holder.pid, os.uname().nodename)
        assert 0 <= time.time() - found.holder.since < 60
        holder.kill()
    assert (out / ".lock").exists()
    assert status(out).holder is None and status(out).state == "stopped"


def test_looking_does_not_keep_anybody_out(tmp_path):
    with held(tmp_path):
        pass
    (tmp_path / ".lock").touch()
    handle = (tmp_path / ".lock").open()
    import fcntl
    import threading

    fcntl.flock(handle, fcntl.LOCK_SH)
    threading.Timer(0.01, handle.close).start()
    with held(tmp_path):
        pass


def test_pace_and_time_left_come_from_the_last_stretch_of_work(tmp_path, fake, monkeypatch):
    out = tmp_path / "out"
    interrupted(fake, out, fake.plan(replicates=1000))
    clock = iter([1000.0, 1010.0, 1020.0])
    monkeypatch.setattr("bondsim.experiments.folder.journal.time.time", lambda: next(clock))
    journal = Journal(out / "parts")
    journal.total = 6000
    for start in (100, 200, 300):
        journal.append([Finished(start, start + 100, {})])
    journal.close()
    monkeypatch.undo()
    for part in sorted((out / "parts").iterdir())[:1]:
        part.unlink()  # what an earlier process did, long ago by another clock
    found = status(out)
    assert found.rate == pytest.approx(10.0)  # 200 runs in 20 s; when the first block was begun nobody knows
    assert found.left_s == pytest.approx((6000 - 300) / 10.0)


def test_a_million_runs_take_no_time(tmp_path, fake):
    """Only first lines of records are read, so it is the number of blocks that counts, not what is in them."""
    out = tmp_path / "out"
    interrupted(fake, out, fake.plan(replicates=200_000))
    journal = Journal(out / "parts")
    journal.append(Finished(start, start + 1000, {"runs": b"x" * 1000}) for start in range(1000, 10**6, 1000))
    journal.close()
    before = os.times()
    found = status(out)
    after = os.times()
    assert found.done == 10**6 - 1000 + 30
    assert after.user + after.system - before.user - before.system < 1.0


def test_torn_parts_count_as_far_as_they_are_whole(tmp_path, fake):
    out = tmp_path / "out"
    interrupted(fake, out, fake.plan())
    (part,) = (out / "parts").iterdir()
    part.write_bytes(part.read_bytes()[:-10])
    assert status(out).done == 20
    part.write_bytes(b"rubbish")
    found = status(out)
    assert found.done == 0 and math.isnan(found.rate) and math.isnan(found.left_s)


def test_what_is_no_result_folder(tmp_path):
    with pytest.raises(ResultsError, match="there is no folder"):
        status(tmp_path / "nowhere")


def test_lock_of_an_older_form(tmp_path, fake):
    out = tmp_path / "out"
    interrupted(fake, out, fake.plan())
    import fcntl

    (out / ".lock").write_text(json.dumps({"pid": 7, "host": "ward"}))
    with (out / ".lock").open() as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        found = status(out)
    assert str(found.holder) == "process 7 on ward" and found.holder.since == 0
