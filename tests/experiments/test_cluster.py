"""Blocks on a Dask cluster: the same bytes, whoever is lost; what would not compute the same is refused."""

import gc
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from unittest.mock import patch

import cloudpickle
import dask
import numpy as np
import pytest
from distributed import Client, LocalCluster, Security

from bondsim.experiments import cluster as clusters
from bondsim.experiments import manifest, store, worker
from bondsim.experiments.blocks import Block, Computation
from bondsim.experiments.cluster import connected, is_open, require_same
from bondsim.experiments.errors import ClusterError, Interrupted
from bondsim.experiments.results import open_results
from bondsim.experiments.runner import execute

ROOT = Path(__file__).parents[2]

# Dask leaves sockets to the garbage collector
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
QUIET = {"dashboard_address": "127.0.0.1:0", "worker_dashboard_address": "127.0.0.1:0"}  # no fixed ports


@pytest.fixture(autouse=True)
def small_files(monkeypatch):
    monkeypatch.setattr(store, "SHARD", 32)


@pytest.fixture(scope="module")
def here():
    """Two workers that are threads of this process: quick to start."""
    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=False,
        dashboard_address="127.0.0.1:0",
        worker_dashboard_address="127.0.0.1:0",
    ) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def two():
    """Two workers that are processes of their own, and that may die."""
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            host="127.0.0.1",
            **QUIET,
            silence_logs=50,
            env=clusters.SINGLE,
        ) as cluster,
    ):
        yield cluster
    gc.collect()


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


def test_processes_of_their_own_compute_the_rail_yard(tmp_path, beside):
    import bondsim as bs

    experiment = bs.Experiment("rail_yard", vary={"dog.bond": [0.2, 0.8]}, replicates=60, plots=[])
    for name, how in (("one", {}), ("dask", {"dask": beside})):
        results = experiment.run(tmp_path / name, block_runs=25, **how)
        assert results.finished
    names = sorted(path.name for path in (tmp_path / "one").rglob("*.parquet"))
    for path in (tmp_path / "one").rglob("*.parquet"):
        assert path.read_bytes() == (tmp_path / "dask" / path.relative_to(tmp_path / "one")).read_bytes()
    assert names.count("summary.parquet") == 1


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
    monkeypatch.setattr(clusters, "DROPPED", 0)
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


# Who is refused ----------------------------------------------------------------------------------------


def found(**packages):
    """What Dask says of a worker that has other packages; None for one that is missing."""
    facts = worker.facts()
    python = f"{facts['Python']}.7.final.0"
    return {"packages": {"python": python} | {n: facts[n] for n in ("bondsim", "numpy", "numba")} | packages}


class Reported:
    """A client whose workers are as told."""

    def __init__(self, workers, facts=None):
        self.workers, self.facts = workers, facts

    def get_versions(self, packages):
        assert packages == ["bondsim", "numpy", "numba"]
        return {"workers": self.workers}

    def run(self, function, on_error):
        assert on_error == "return"
        return {address: worker.facts() | (self.facts or {}) for address in self.workers}


def test_workers_with_other_versions_are_refused_by_name(monkeypatch):
    require_same(Reported({"tcp://10.0.0.1:40001": found()}))
    workers = {
        "tcp://10.0.0.1:40001": found(),
        "tcp://10.0.0.2:40001": found(numba="0.59.0"),
        "tcp://10.0.0.3:40001": found(bondsim=None, python="3.11.2.final.0"),
    }
    with pytest.raises(ClusterError) as refused:
        require_same(Reported(workers))
    here = worker.facts()
    assert str(refused.value).splitlines() == [
        "these workers would not compute what is computed here:",
        f"  tcp://10.0.0.2:40001: numba 0.59.0 (here {here['numba']})",
        f"  tcp://10.0.0.3:40001: bondsim missing (here {here['bondsim']}), Python 3.11 (here {here['Python']})",
        "install the same versions on all, and start the workers again",
    ]
    with pytest.raises(ClusterError, match=r"10\.0\.0\.1:40001: rules 0123 \(here "):
        require_same(Reported({"tcp://10.0.0.1:40001": found()}, {"rules": "0123"}))


def test_a_worker_with_other_rules_is_refused(tmp_path, here):
    """A real one: the same version of bondsim, with a line more in a rule."""
    shutil.copytree(ROOT / "src" / "bondsim", tmp_path / "bondsim")
    with (tmp_path / "bondsim" / "rules" / "maths.py").open("a") as file:
        file.write("# another law\n")
    with LocalCluster(n_workers=0, host="127.0.0.1", **QUIET) as cluster:
        command = [sys.executable, "-m", "distributed.cli.dask_worker", cluster.scheduler_address]
        command += ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--name", "other"]
        env = os.environ | {"PYTHONPATH": str(tmp_path)}
        with subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL) as process:
            try:
                cluster.wait_for_workers(1)
                told = r"127\.0\.0\.1:\d+: rules [0-9a-f]{12} \(here "
                with pytest.raises(ClusterError, match=told), connected(cluster):
                    pass
            finally:
                process.kill()


def test_a_worker_that_comes_later_with_other_versions_is_refused_too(tmp_path, fake, here, monkeypatch):
    with connected(here) as executor:
        executor._wanted = worker.facts() | {"numba": "0.59.0"}
        with pytest.raises(ClusterError, match=r"numba \S+ \(here 0\.59\.0\)"):
            execute(fake.plan(), tmp_path / "out", engine=fake.Engine(), executor=executor)
    assert open_results(tmp_path / "out").state == manifest.INTERRUPTED


# Addresses ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "beyond"),
    [
        ("tcp://127.0.0.1:8786", False),
        ("127.0.0.1:8786", False),
        ("tcp://localhost:8786", False),
        ("tcp://[::1]:8786", False),
        ("inproc://10.0.0.5/1/1", False),
        ("tls://10.0.0.5:8786", False),
        ("wss://cluster.example:443", False),
        ("tcp://10.0.0.5:8786", True),
        ("10.0.0.5:8786", True),
        ("tcp://node7:8786", True),
        ("tcp://[2001:db8::1]:8786", True),
        ("ws://node7:8786", True),
    ],
)
def test_plain_connections_beyond_this_machine_are_recognised(address, beyond):
    assert is_open(address) is beyond


def test_a_plain_connection_beyond_this_machine_is_warned_of(here, monkeypatch):
    said = []
    monkeypatch.setattr(clusters, "is_open", lambda address: True)
    with connected(here, warn=said.append):
        pass
    assert "whoever reaches its port can run code as you" in said[0]
    assert "use tls://" in said[0]


@pytest.mark.parametrize(
    ("dask", "told"),
    [
        (
            "tcp://127.0.0.1:1",
            "no Dask scheduler answers at tcp://127.0.0.1:1: .*started with: dask scheduler",
        ),
        ("pigeon://loft", "no Dask scheduler answers at pigeon://loft: unknown address scheme 'pigeon'"),
        ("tls://127.0.0.1:1", r"cannot speak to tls://127.0.0.1:1: .*distributed\.comm\.tls\.ca-file"),
        (7, "want the address of a Dask scheduler, 'local', a Client or a cluster; got int"),
    ],
)
def test_a_cluster_that_cannot_be_reached(monkeypatch, dask, told):
    monkeypatch.setattr(clusters, "CONNECT_S", 0.3)
    with pytest.raises(ClusterError, match=told), connected(dask):
        pass


@pytest.fixture
def certificates(tmp_path):
    """A certificate that signs itself, as Dask's configuration names it."""
    if not (openssl := shutil.which("openssl")):
        pytest.skip("openssl makes the certificates")
    cert, key = str(tmp_path / "cert.pem"), str(tmp_path / "key.pem")
    command = [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-subj", "/CN=bondsim", "-days", "1", "-out", cert, "-keyout", key]
    subprocess.run(command, check=True, capture_output=True)
    sides = {f"distributed.comm.tls.{side}.cert": cert for side in ("scheduler", "worker", "client")}
    sides |= {f"distributed.comm.tls.{side}.key": key for side in ("scheduler", "worker", "client")}
    return {"distributed.comm.tls.ca-file": cert} | sides


def test_tls_is_taken_from_the_configuration_of_dask(tmp_path, fake, reference, certificates):
    said = []
    with (
        dask.config.set(certificates),
        LocalCluster(
            n_workers=1,
            threads_per_worker=1,
            processes=False,
            protocol="tls://",
            security=Security(),
            **QUIET,
        ) as cluster,
    ):
        assert cluster.scheduler_address.startswith("tls://")
        with connected(cluster.scheduler_address, warn=said.append) as executor:
            execute(fake.plan(), tmp_path / "out", engine=fake.Engine(), executor=executor)
    assert fake.tree(tmp_path / "out") == reference
    assert said == []


@pytest.mark.parametrize("queue", ["slurm", "pbs"])
def test_the_recipe_for_a_batch_queue_submits_what_the_page_says(queue, capsys):
    """A dry run: the script is made, nothing is sent."""
    page = (ROOT / "docs" / "clusters.md").read_text(encoding="utf-8")
    recipe, script = (page.split(f"```{kind} {queue}\n")[1].split("\n```")[0] for kind in ("py", "text"))
    names = {}
    try:
        exec(recipe, names)
        assert is_open(names["cluster"].scheduler_address)  # so its user is warned
    finally:
        names["cluster"].close()
    pattern = re.escape(script).replace("…", r"\S+")
    assert re.fullmatch(pattern, capsys.readouterr().out.strip())


# On a worker -------------------------------------------------------------------------------------------


def test_what_goes_to_a_worker_is_small_and_read_once(fake):
    plan = fake.plan()
    content = worker.packed(Computation(plan, fake.Engine().run_block))
    assert len(content) < 100_000
    block = Block(40, np.zeros(5, np.int64), np.arange(5))
    first, again = (
        worker.compute_block(content, "this", worker.facts(), block.start, block.point, block.replicate)
        for _ in range(2)
    )
    assert first.streams == again.streams
    assert (first.start, first.stop) == (40, 45)
    assert worker._computation(content, "this") is worker._computation(b"not read again", "this")


def test_halves_have_the_same_runs():
    block = Block(10, np.arange(5), np.arange(5) + 50)
    one, two = block.halves()
    assert (one.start, one.stop, two.start, two.stop) == (10, 12, 12, 15)
    assert Counter([*one.replicate, *two.replicate]) == Counter(block.replicate)
