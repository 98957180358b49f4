"""Blocks on a Dask cluster: the same bytes, whoever is lost; what would not compute the same is refused."""

import os
import signal
import threading
import time
from collections import Counter
from unittest.mock import patch

import cloudpickle
import dask
import numpy as np
import pytest
from distributed import Client, LocalCluster

from bondsim.experiments.cluster import access as clusters
from bondsim.experiments.cluster import executor as dask_executor
from bondsim.experiments.cluster import worker
from bondsim.experiments.cluster.access import connected
from bondsim.experiments.computing.blocks import Block, Computation
from bondsim.experiments.errors import ClusterError, Interrupted
from bondsim.experiments.folder import manifest, store
from bondsim.experiments.results import open_results
from bondsim.experiments.runner import execute
from bondsim.experiments.upkeep.extend import extend

# Dask leaves sockets to the garbage collector
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
QUIET = {"dashboard_address": "127.0.0.1:0", "worker_dashboard_address": "127.0.0.1:0"}  # no fixed ports


@pytest.fixture(autouse=True)
def small_files(monkeypatch):
    monkeypatch.setattr(store, "SHARD", 32)


@pytest.fixture
def beside(two, fake):
    """The same, to which the made-up engine travels, since they do not have it."""
    cloudpickle.register_pickle_by_value(fake)
    yield two
    cloudpickle.unregister_pickle_by_value(fake)


@pytest.fixture
def reference(tmp_path, fake):
    execute(fake.plan(), tmp_path / "reference", engine=fake.Engine())
    return fake.tree(tmp_path / "reference")


def run(plan, out, engine, cluster, **how):
    with connected(cluster) as executor:
        executor.tell = how.pop("tell", executor.tell)
        execute(plan, out, engine=engine, executor=executor, **how)


# The same bytes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("block_runs", [1, 7, None])
def test_a_cluster_changes_no_byte(tmp_path, fake, here, reference, block_runs):
    follower = fake.Followed()
    run(fake.plan(), tmp_path / "out", fake.Engine(), here, block_runs=block_runs, report=follower)
    assert fake.tree(tmp_path / "out") == reference
    assert (follower.starts, follower.advanced) == ([(120, 0)], 120)


def test_rounds_of_replicates_are_those_of_one_machine(tmp_path, fake, here):
    plan = fake.plan(until=("rescued", 0.08), most=160)
    execute(plan, tmp_path / "threads", engine=fake.Engine())
    run(plan, tmp_path / "dask", fake.Engine(), here)
    assert fake.tree(tmp_path / "dask") == fake.tree(tmp_path / "threads")
    assert len(open_results(tmp_path / "dask").runs) > 120


def test_failures_are_the_same_too(tmp_path, fake, here):
    engine = fake.Engine(raises=lambda settings, replicate: replicate % 7 == 3)
    execute(fake.plan(), tmp_path / "threads", engine=engine)
    run(fake.plan(), tmp_path / "dask", engine, here)
    assert fake.tree(tmp_path / "dask") == fake.tree(tmp_path / "threads")


def test_threads_blocks_and_a_cluster_give_the_same_bytes_of_the_rail_yard(tmp_path, fake, two):
    import bondsim as bs

    ways = {
        "one": {"threads": 1, "block_runs": 64},
        "two": {"threads": 2, "block_runs": 7},
        "dask": {"dask": two, "block_runs": 25},
    }
    for name, how in ways.items():
        experiment = bs.Experiment(
            "rail_yard",
            vary={"dog.bond": [0.2, 0.8]},
            replicates={"min": 40, "max": 60, "until": {"outcome": "rescued", "half_width": 0.1}},
            record={"series": {"every_s": 5, "of": ["dog.arousal"]}, "events": True},
            plots=[],
        )
        assert experiment.run(tmp_path / name, **how).finished
    assert fake.tree(tmp_path / "one") == fake.tree(tmp_path / "two") == fake.tree(tmp_path / "dask")


def test_the_command_line_takes_an_address_and_asks_for_it_only_where_runs_are_missing(tmp_path):
    from typer.testing import CliRunner

    from bondsim.cli.app import app

    file = tmp_path / "small.yaml"
    file.write_text("scenario: rail_yard\nreplicates: 40\nplots: []\n")

    def called(address, *options):
        return CliRunner().invoke(
            app, ["run", str(file), "--out", str(tmp_path / "out"), "--dask", address, *options]
        )

    nobody = "tcp://127.0.0.1:1"
    with patch.object(clusters, "CONNECT_S", 0.3):
        refused = called(nobody)
    assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)
    assert refused.stderr.startswith(f"no Dask scheduler answers at {nobody}")
    assert not (tmp_path / "out").exists()
    with (
        LocalCluster(n_workers=1, processes=False, protocol="tcp://", host="127.0.0.1", **QUIET) as cluster,
        patch.object(clusters, "is_open", return_value=True),
    ):
        done = called(cluster.scheduler_address, "--progress", "none")
    assert done.exit_code == 0, done.stderr
    assert done.stderr.startswith("warning: the scheduler at tcp://127.0.0.1:")
    assert "n = 40 runs" in done.stdout
    assert called(nobody).exit_code == 0


def test_a_larger_experiment_is_the_same_from_a_cluster(tmp_path, fake, here):
    execute(fake.plan(), tmp_path / "old", engine=fake.Engine())
    old, engine = open_results(tmp_path / "old"), fake.Engine()
    extend(old, fake.larger(), tmp_path / "local", engine=fake.Engine())
    made = extend(old, fake.larger(), tmp_path / "dask", engine=engine, dask=here)
    assert (made.taken_over, made.shared) == (True, 120)
    assert fake.tree(tmp_path / "dask") == fake.tree(tmp_path / "local")
    assert (
        sum(engine.calls) == 16
    )  # those that are run again here; the rest, on the cluster, is what is missing
    again = extend(old, fake.larger(), tmp_path / "dask", engine=fake.Engine(), dask=here)
    assert again.shared == 120


def test_results_and_both_commands_take_a_cluster(tmp_path, fake, monkeypatch):
    """`Results.extend`, `bondsim extend` and `bondsim sensitivity FILE` give what they give on one machine."""
    from typer.testing import CliRunner

    import bondsim as bs
    from bondsim.cli.app import app

    def called(*arguments):
        done = CliRunner().invoke(app, [*map(str, arguments)])
        assert done.exit_code == 0, done.stderr
        return done

    def experiment(**more):
        record = {"outcomes": ["rescued"]}
        return bs.Experiment("rail_yard", vary={"dog.bond": [0.1, 0.9]}, record=record, plots=[], **more)

    asked = []
    there = clusters.connected
    monkeypatch.setattr(clusters, "connected", lambda *of: asked.append(of[0]) or there(*of))
    old = experiment(replicates=10).run(tmp_path / "old")
    old.extend({"replicates": 25}, tmp_path / "local")
    screening = (
        "scenario: rail_yard\nuncertain: [dog.bond, dog.mass_kg]\ndraws: {kind: morris, trajectories: 4}\n"
    )
    screening += "replicates: 4\nrecord: {outcomes: [rescued]}\nplots: []\n"
    with LocalCluster(n_workers=1, processes=False, protocol="tcp://", host="127.0.0.1", **QUIET) as cluster:
        address = cluster.scheduler_address
        old.extend({"replicates": 25}, tmp_path / "python", dask=address)
        more = ["--set", "replicates=25", "--out", tmp_path / "shell", "--progress", "none"]
        called("extend", old.folder, *more, "--dask", address)
        said = {}
        for place, how in {"here": [], "there": ["--dask", address]}.items():
            (tmp_path / place).mkdir()
            monkeypatch.chdir(tmp_path / place)
            (tmp_path / place / "screening.yaml").write_text(screening)
            said[place] = called("sensitivity", "screening.yaml", "--json", *how).stdout
    assert asked == [address] * 3
    assert fake.tree(tmp_path / "python") == fake.tree(tmp_path / "local") == fake.tree(tmp_path / "shell")
    assert said["here"] == said["there"]
    assert fake.tree(tmp_path / "here") == fake.tree(tmp_path / "there")


# Who is lost -------------------------------------------------------------------------------------------


def test_a_worker_that_is_lost_costs_its_blocks_only(tmp_path, fake, beside, reference):
    said, advanced = [], []

    class Killer(fake.Followed):
        def advance(self, n):
            advanced.append(n)
            if len(advanced) == 3:
                with Client(beside, set_as_default=False) as client:
                    pids = client.run(os.getpid)
                os.kill(next(iter(pids.values())), signal.SIGKILL)

    engine = fake.Engine(seconds_per_run=0.01)
    run(fake.plan(), tmp_path / "out", engine, beside, block_runs=5, report=Killer(), tell=said.append)
    assert fake.tree(tmp_path / "out") == reference
    assert sum(advanced) == 120


def test_a_run_that_kills_its_workers_is_a_failure_and_costs_no_other(tmp_path, fake, beside, reference):
    said = []

    def deadly(settings, replicate):
        if settings["dog.bond"] == 0.9 and settings["warning_s"] == 20.0 and replicate == 11:
            os.kill(os.getpid(), signal.SIGKILL)
        return False

    run(fake.plan(), tmp_path / "out", fake.Engine(raises=deadly), beside, block_runs=2, tell=said.append)
    results = open_results(tmp_path / "out")
    assert list(results.runs[results.runs["status"] != "done"]["run"]) == [91]
    (row,) = results.failures.to_dict("records")
    assert (row["run"], row["point"], row["replicate"], row["status"], row["stage"], row["seed"]) == (
        (91, 4, 11, "failed", "run", 7)
    )
    assert "every Dask worker that computed this run died of it" in row["traceback"]
    assert "workers did not survive runs 90 to 91; trying them in halves" in said
    assert "no worker survived run 91, which has failed" in said
    touched = {"manifest.json", "summary.parquet", "failures/00002.parquet"}
    touched |= {f"{table}/00002.parquet" for table in ("runs", "series", "events")}  # those of runs 64 to 95
    left = fake.tree(tmp_path / "out")
    assert {name for name in left if left[name] != reference.get(name)} == touched


def test_a_stop_gives_up_what_is_under_way_and_the_folder_goes_on(tmp_path, fake, here, reference):
    counted = iter(range(1000))

    def stop_at_the_eighth():
        if next(counted) == 7:
            os.kill(os.getpid(), signal.SIGINT)

    engine = fake.Engine(on_block=stop_at_the_eighth, seconds_per_run=0.002)
    with Client(here, set_as_default=False) as client:
        with pytest.raises(Interrupted, match="the same command goes on from there") as stopped:
            run(fake.plan(), tmp_path / "out", engine, client, block_runs=5)
        assert 0 < stopped.value.done < 120
        assert open_results(tmp_path / "out").state == "interrupted"
        deadline = time.monotonic() + 20
        while any(client.processing().values()) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not any(client.processing().values())  # nothing is left on the cluster
        again = fake.Followed()
        run(fake.plan(), tmp_path / "out", fake.Engine(), client, block_runs=7, report=again)
        assert client.status == "running"  # what is given is left open
    assert again.starts == [(120, stopped.value.done)]
    assert fake.tree(tmp_path / "out") == reference


def test_what_dask_forgets_is_submitted_anew(tmp_path, fake, here, reference):
    class Forgetful(fake.Followed):
        def advance(self, n):
            super().advance(n)
            if not self.messages:
                self.message("forgotten")
                client.cancel([*client.futures], force=True)

    with Client(here, set_as_default=False) as client:
        engine = fake.Engine(seconds_per_run=0.01)
        run(fake.plan(), tmp_path / "out", engine, client, block_runs=5, report=Forgetful())
    assert fake.tree(tmp_path / "out") == reference


def test_a_scheduler_that_goes_is_told_and_the_folder_goes_on(tmp_path, fake, reference, monkeypatch):
    monkeypatch.setattr(dask_executor, "DROPPED", 0)
    cluster = LocalCluster(
        n_workers=1,
        threads_per_worker=1,
        processes=False,
        dashboard_address="127.0.0.1:0",
        worker_dashboard_address="127.0.0.1:0",
    )

    class Fatal(fake.Followed):
        def advance(self, n):
            super().advance(n)
            if self.advanced == 20:
                threading.Thread(target=cluster.close).start()

    with (
        dask.config.set({"distributed.comm.timeouts.connect": "300ms"}),
        pytest.raises(ClusterError, match=r"cannot be reached any more: .*; the same command goes on"),
        Client(cluster, set_as_default=False) as client,
    ):
        engine = fake.Engine(seconds_per_run=0.01)
        run(fake.plan(), tmp_path / "out", engine, client, block_runs=5, report=Fatal())
    assert open_results(tmp_path / "out").state == manifest.INTERRUPTED
    assert len(open_results(tmp_path / "out").runs) >= 20
    execute(fake.plan(), tmp_path / "out", engine=fake.Engine())
    assert fake.tree(tmp_path / "out") == reference
    cluster.close()


# On a worker -------------------------------------------------------------------------------------------


def test_what_goes_to_a_worker_is_small_and_read_once(fake):
    plan = fake.plan()
    content = worker.packed(Computation(plan, fake.Engine().run_block))
    assert len(content) < 100_000
    worker.keep("this", content)
    block = Block(40, np.zeros(5, np.int64), np.arange(5))
    first, again = (
        worker.compute_block("this", worker.facts(), block.start, block.point, block.replicate)
        for _ in range(2)
    )
    assert first.streams == again.streams
    assert (first.start, first.stop) == (40, 45)
    assert worker._computation("this") is worker._computation("this")
    worker.forget("this")
    assert "this" not in worker._kept | worker._made


def test_workers_forget_an_experiment_that_is_over(tmp_path, fake, here):
    run(fake.plan(), tmp_path / "out", fake.Engine(), here)
    assert not worker._kept and not worker._made


def test_halves_have_the_same_runs():
    block = Block(10, np.arange(5), np.arange(5) + 50)
    one, two = block.halves()
    assert (one.start, one.stop, two.start, two.stop) == (10, 12, 12, 15)
    assert Counter([*one.replicate, *two.replicate]) == Counter(block.replicate)
