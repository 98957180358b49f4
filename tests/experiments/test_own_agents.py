"""A user's own agent classes in an experiment: whatever they do, it costs their runs and nothing else."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

import bondsim as bs
from bondsim.experiments.errors import ResultsError
from bondsim.experiments.folder import manifest
from bondsim.experiments.planning.own_agents import Limits, source_digest
from bondsim.experiments.upkeep.status import status

SCRIPT = Path(__file__).with_name("own.py")
TAKEN = "dog.bond"


class Stubborn(bs.Dog):
    """Decides as dogs do, as if nobody had said anything."""

    def choose(self):
        self.order = -1
        super().choose()


class Plain(bs.Dog):
    """A dog as it is shipped."""


class Bad(bs.Dog):
    """Fails in every way there is, by replicate."""

    runs = 0

    def choose(self):
        replicate = self.model.world.clock.replicate
        Bad.runs += 1  # what a run leaves in its class, no other run finds there
        if self.model.world.clock.step < 20:
            return super().choose()
        if replicate == 1:
            raise ValueError(f"no dog today, {Bad.runs > 100}")
        if replicate == 2:
            while True:
                pass
        if replicate == 3:
            os.kill(os.getpid(), signal.SIGSEGV)
        if replicate == 4:
            self.hoard = bytearray(10**10)
        if replicate == 5:
            os._exit(5)
        if replicate == 6:
            sys.exit("enough")
        return super().choose()


def plain(replicates):
    """The experiment with the model's own dog."""
    record = {"outcomes": ["rescued"], "events": True}
    return bs.Experiment("rail_yard", vary={TAKEN: [0.1, 0.9]}, replicates=replicates, record=record)


def experiment(cls, replicates=7, **more):
    options = {
        "record": {"outcomes": ["rescued"], "events": True},
        "limits": {"time_s": 1.5, "retries": 0},
    } | more
    return bs.Experiment(
        "rail_yard", vary={TAKEN: [0.1, 0.9]}, replicates=replicates, agents={"dog": cls}, **options
    )


def tables(folder):
    kept = {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*.parquet")}
    assert kept
    return kept


def test_a_class_that_changes_nothing_gives_what_the_compiled_engine_gives(tmp_path):
    record = {"outcomes": ["rescued", "time_to_clear_s"], "events": True, "series": {"every_s": 2}}
    own = experiment(Plain, 2, record=record, limits=None).run(tmp_path / "own", threads=2)
    shipped = bs.Experiment("rail_yard", vary={TAKEN: [0.1, 0.9]}, replicates=2, record=record)
    assert tables(own.folder) == tables(shipped.run(tmp_path / "shipped").folder)
    assert own.manifest["config"] != shipped.plan.config_hash
    assert "agents" not in manifest.load(tmp_path / "shipped")


@pytest.fixture(scope="module")
def bad(tmp_path_factory):
    return experiment(Bad).run(tmp_path_factory.mktemp("own") / "out", threads=2)


def test_every_way_to_fail_is_a_row_and_the_sweep_goes_on(bad):
    assert bad.finished and len(bad.runs) == 14 and bad.manifest["failed"] == 12
    done = bad.runs[bad.runs["status"] == "done"]
    assert list(done["replicate"]) == [0, 0] and done["rescued"].notna().all()
    rows = bad.failures.set_index(["point", "replicate"])
    assert set(rows["stage"]) == {"run"} and set(rows["seed"]) == {0}
    assert rows.loc[(0, 1), "settings"] == '{"dog.bond":0.1}'
    for replicate, why in {
        1: "ValueError: no dog today, False",
        2: "TimeoutError: the run took more than 1.5 s and was ended",
        3: "ChildProcessError: the run died of SIGSEGV",
        4: "MemoryError: more than this run may take",
        5: "ChildProcessError: the run ended its process itself, with code 5",
        6: "SystemExit: enough",
    }.items():
        assert set(rows.xs(replicate, level="replicate")["reason"]) == {why}


def test_a_hanging_and_a_crashing_run_tell_where_they_were(bad):
    rows = bad.failures.set_index(["point", "replicate"])
    for replicate in (2, 3):
        told = rows.loc[(0, replicate), "traceback"]
        assert f'File "{__file__}", line ' in told and "in choose" in told
        assert "keeper.py" not in told


def test_a_failed_run_can_be_repeated_by_what_its_row_says(bad):
    rows = bad.failures.set_index(["point", "replicate"])
    with pytest.raises(ValueError, match="no dog today"):
        exec(rows.loc[(1, 1), "repeat"], {"bs": bs, "Bad": Bad})


def test_status_and_show_tell_the_first_reason(bad):
    found = status(bad.folder)
    assert found.failed == 12 and found.reason == "ValueError: no dog today, False"
    assert found.repeat == "bs.model('rail_yard', seed=0, replicate=1, set={'dog.bond': 0.1}, agents={'dog': Bad}).run_to_end()"  # fmt: skip  # noqa: E501


def test_results_say_whose_classes_made_them(bad):
    from bondsim.experiments.upkeep.verify import verify

    assert bad.own_agents == {"dog": {"class": "Bad", "source": source_digest(Bad)}}
    assert "agent classes of your own: dog: Bad" in repr(bad)
    assert bad.manifest["limits"] == {"time_s": 1.5, "memory_mb": 1024.0, "retries": 0}
    assert "was made with agent classes of your own (dog: Bad)" in verify(bad.folder).model
    with pytest.raises(ResultsError, match="agent classes of your own"):
        bad.extend({"replicates": 9}, bad.folder.with_name("more"))


def test_results_of_own_classes_are_verified_and_extended_by_whoever_has_them(tmp_path):
    old = experiment(Stubborn, 3).run(tmp_path / "old", threads=1)
    found = old.verify(3, agents={"dog": Stubborn})
    assert found.ok and found.engines == ("mesa",) and len(found.runs) == 3
    assert "with other agent classes (dog: Stubborn): those given are dog: Plain" in (
        old.verify(3, agents={"dog": Plain}).model
    )
    larger = experiment(Stubborn, 5)
    fresh = larger.run(tmp_path / "fresh", threads=2).folder
    new = old.extend(larger, tmp_path / "new", threads=1)
    names = [path.relative_to(fresh) for path in sorted(fresh.rglob("*")) if path.is_file()]
    assert [path.relative_to(new.folder) for path in sorted(new.folder.rglob("*")) if path.is_file()] == names
    assert all((new.folder / name).read_bytes() == (fresh / name).read_bytes() for name in names)
    for cls, told in {Plain: "with other agent classes", None: "give them"}.items():
        with pytest.raises(ResultsError, match=told):
            old.extend(experiment(cls, 5) if cls else plain(5), tmp_path / "no")
    with pytest.raises(ResultsError, match="was made without: those given are dog: Stubborn"):
        plain(3).run(tmp_path / "plain").extend(larger, tmp_path / "no")
    with pytest.raises(ValueError, match="leave dask out"):
        old.extend(larger, tmp_path / "no", dask="local")
    assert not (tmp_path / "no").exists()


def test_another_class_or_none_is_another_experiment(bad):
    plans = [experiment(cls).plan for cls in (Bad, Stubborn)]
    plans += [bs.Experiment("rail_yard", vary={TAKEN: [0.1, 0.9]}, replicates=7).plan]
    assert len({plan.config_hash for plan in plans}) == 3
    with pytest.raises(ResultsError, match=r'agents\.dog\.class: "Bad" -> "Stubborn"'):
        experiment(Stubborn).run(bad.folder)


def test_the_number_of_processes_changes_nothing(tmp_path):
    made = [experiment(Stubborn, 2).run(tmp_path / str(n), threads=n, block_runs=n) for n in (1, 3)]
    assert tables(made[0].folder) == tables(made[1].folder)
    pd.testing.assert_frame_equal(made[0].runs, made[1].runs)


def test_a_run_that_is_done_when_tried_again_says_so(tmp_path):
    flag = tmp_path / "flag"

    class Once(bs.Dog):
        def choose(self):
            if self.model.world.clock.replicate == 1 and not flag.exists():
                flag.touch()
                raise OSError("the disk was busy")
            super().choose()

    results = experiment(Once, 2, limits={"retries": 1}).run(tmp_path / "out", threads=1)
    assert list(results.runs["status"]) == ["done", "retried", "done", "done"]
    assert results.runs["rescued"].notna().all()
    assert (results.manifest["failed"], results.manifest["retried"]) == (0, 1)
    (row,) = results.failures.to_dict("records")
    assert (row["run"], row["status"], row["reason"]) == (1, "retried", "OSError: the disk was busy")
    assert status(results.folder).failed == 0


def test_kills_and_a_stop_leave_no_process_and_nothing_is_lost(tmp_path):
    """SIGKILL of the whole command while a run hangs, then Ctrl-C, then to the end."""
    out = tmp_path / "out"
    command = [sys.executable, str(SCRIPT), str(out)]

    def begun():
        """The command, at work on a run that hangs."""
        process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        for _ in range(200):
            time.sleep(0.1)
            found = status(out) if (out / "manifest.json").exists() else None
            if found and found.done >= 2 and found.holder and found.holder.pid == process.pid:
                time.sleep(0.5)
                return process
        raise AssertionError(process.communicate())

    first = begun()
    first.kill()
    first.communicate()
    for _ in range(50):
        if status(out).state == "stopped" and not left_over(out):
            break
        time.sleep(0.1)
    assert status(out).state == "stopped" and left_over(out) == []
    second = begun()
    second.send_signal(signal.SIGINT)
    before = time.monotonic()
    _, err = second.communicate(timeout=30)
    assert time.monotonic() - before < 10, "a run that hangs must not hold up a stop"
    assert "Interrupted" in err and status(out).state == "interrupted"
    subprocess.run([*command, "1"], check=True)
    assert status(out).state == "done" and status(out).done == 6 and status(out).failed == 1
    assert left_over(out) == []


def left_over(out):
    """Processes whose command line names the folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if str(out) in path.read_text():
                found.append(path.parent.name)
        except OSError:
            continue
    return found


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"agents": {"cat": Stubborn}}, ValueError, "no agent or role is called cat"),
        ({"agents": {"dog": dict}}, TypeError, r"must be a subclass of bondsim\.Member"),
        (
            {"agents": {"dog": Stubborn}, "limits": {"time": 3}},
            ValueError,
            "there are time_s, memory_mb, retries",
        ),
        ({"agents": {"dog": Stubborn}, "limits": {"time_s": 0}}, ValueError, "time_s is 0; more than 0"),
        ({"agents": {"dog": Stubborn}, "limits": {"retries": -1}}, ValueError, "a whole number from 0"),
        ({"limits": {"time_s": 3}}, ValueError, "give agents too"),
    ],
)
def test_what_does_not_fit_is_refused_before_anything_is_run(options, error, message):
    with pytest.raises(error, match=message):
        bs.Experiment("rail_yard", **options)


def test_own_agents_run_on_this_machine(tmp_path):
    with pytest.raises(ValueError, match="leave dask out"):
        experiment(Stubborn).run(tmp_path / "out", dask="local")


def test_a_class_is_known_by_its_source_or_by_its_code():
    assert source_digest(Stubborn) != source_digest(Plain)
    typed = {}
    for name, order in (("one", -1), ("same", -1), ("other", 0)):
        names = {"bs": bs}
        exec(f"class D(bs.Dog):\n    def choose(self):\n        self.order = {order}\n", names)
        typed[name] = source_digest(names["D"])
    assert typed["one"] == typed["same"] != typed["other"]
    assert Limits.of(None) == Limits(60.0, 1024.0, 1)
