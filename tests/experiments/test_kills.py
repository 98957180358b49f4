"""Kills at random moments of the work, here and on a cluster: going on gives the bytes of an undisturbed run."""

import os
import random
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from distributed import Client

from bondsim.experiments.results import open_results

SCRIPT = Path(__file__).with_name("fake.py")
DEMO = Path(__file__).parents[2] / "experiments" / "rail_yard.yaml"
RUNS, BLOCK = 120, 3  # of the script; of an adaptive plan those of the first round
DEMO_BLOCK = 250
THREADS_HOLD, CLUSTER_HOLDS = 3, 4  # blocks that may be under way: of two threads, of two workers

pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


@pytest.fixture
def address(two):
    """Where a cluster of two processes is reached."""
    return two.scheduler_address


def tables(fake, folder):
    return {name: content for name, content in fake.tree(folder).items() if not name.startswith("figures")}


def begun(log: Path) -> int:
    """Runs that have been begun."""
    return log.stat().st_size if log.exists() else 0


def lost(log: Path, out: Path) -> int:
    """Runs that were computed in vain."""
    return begun(log) - open_results(out).manifest["runs"]


def killed_clients(tmp_path, fake, kills, times, luck, holds, *how):
    """Kill the script at work until it has been killed `times` times, and look at what is left.

    Returns how many runs had been begun at each kill.
    """
    whole = kills.python(SCRIPT, tmp_path / "whole", "--log", tmp_path / "log", *how)
    longest, found, in_vain = kills.seconds(whole), [], 0
    runs = begun(tmp_path / "log")
    assert lost(tmp_path / "log", tmp_path / "whole") == 0
    longest = min(longest, 0.01 * runs)  # of two at a time, each run takes 0.01 s: twice what is to do
    while len(found) < times:
        out, log = tmp_path / f"after-{len(found)}", tmp_path / f"log-{len(found)}"
        command = kills.python(SCRIPT, out, "--log", log, *how)
        at = kills.killed_at_work(
            command, out, min(5, times - len(found)), 0.4 * longest, luck, partial(begun, log)
        )
        found += at
        assert fake.tree(out) == fake.tree(tmp_path / "whole")
        assert lost(log, out) <= len(at) * holds * BLOCK, f"{lost(log, out)} runs lost in {len(at)} kills"
        in_vain += lost(log, out)
    assert all(runs > 0 for runs in found)
    assert in_vain >= times / 2  # most kills took something that was under way
    return found


def test_kills_at_random_moments_leave_no_trace(tmp_path, fake, kills):
    """A sample of the proofs below."""
    killed_clients(tmp_path, fake, kills, 3, random.Random(1), THREADS_HOLD)


def test_a_kill_at_start_counts_for_nothing(tmp_path, kills):
    """A process that never stores a block is not killed at work, however long it takes."""
    command = [sys.executable, "-c", "import time; time.sleep(0.5)"]
    assert kills.killed_at_work(command, tmp_path, 3, 0.0, random.Random(1), lambda: 1) == []


@pytest.mark.prove
@pytest.mark.timeout(3600)
def test_thirty_kills_of_a_process(tmp_path, fake, kills):
    killed_clients(tmp_path, fake, kills, 30, random.Random(2), THREADS_HOLD)


@pytest.mark.prove
@pytest.mark.timeout(3600)
def test_twenty_kills_of_an_adaptive_plan(tmp_path, fake, kills):
    """In the first round and in later ones."""
    found = killed_clients(tmp_path, fake, kills, 20, random.Random(6), THREADS_HOLD, "--until")
    assert min(found) < RUNS < max(found)


@pytest.mark.prove
@pytest.mark.timeout(3600)
def test_twenty_kills_of_a_client_of_a_cluster(tmp_path, fake, kills, address):
    killed_clients(tmp_path, fake, kills, 20, random.Random(3), CLUSTER_HOLDS, "--dask", address)


@pytest.mark.prove
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("where", ["here", "cluster"])
def test_twenty_kills_of_the_demo(tmp_path, fake, kills, where, request):
    """In the real experiment too a kill costs only what is under way."""
    how, holds = ["--threads", "2", "--block-runs", str(DEMO_BLOCK)], THREADS_HOLD
    if where == "cluster":
        how, holds = [*how[2:], "--dask", request.getfixturevalue("address")], CLUSTER_HOLDS

    def command(out, log):
        if where == "cluster":
            with Client(how[-1], set_as_default=False) as client:
                client.run(exec, kills.NOTING + f"noting({str(log)!r})", {})
        return kills.noted_bondsim(log, "run", DEMO, "--out", out, *how)

    luck, killed = random.Random(4), 0
    subprocess.run(
        command(tmp_path / "first", tmp_path / "log"), check=True, stdout=subprocess.DEVNULL
    )  # compiles
    longest = kills.seconds(command(tmp_path / "whole", tmp_path / "log-of-whole"))
    assert lost(tmp_path / "log-of-whole", tmp_path / "whole") == 0
    while killed < 20:
        out, log = tmp_path / f"after-{killed}", tmp_path / f"log-{killed}"
        at = kills.killed_at_work(
            command(out, log), out, min(5, 20 - killed), 0.4 * longest, luck, partial(begun, log)
        )
        killed += len(at)
        assert tables(fake, out) == tables(fake, tmp_path / "whole") == tables(fake, tmp_path / "first")
        assert lost(log, out) <= len(at) * holds * DEMO_BLOCK, f"{lost(log, out)} lost in {len(at)} kills"


def up(cluster):
    """Processes of the workers that are at work."""
    return [n.pid for n in cluster.workers.values() if n.worker_address in cluster.scheduler.workers]


def killed_workers(tmp_path, fake, kills, cluster, times, luck):
    """Run the script on a cluster while its workers are killed, until `times` of them have been.

    A worker is killed a random time after blocks have been begun since the last kill: one that has not come up
    yet has nothing to lose.
    """
    subprocess.run(kills.python(SCRIPT, tmp_path / "whole"), check=True)
    killed = 0
    while killed < times:
        out, log, before = tmp_path / f"after-{killed}", tmp_path / f"log-{killed}", killed
        command = kills.python(SCRIPT, out, "--log", log, "--dask", cluster.scheduler_address)
        with subprocess.Popen(command) as client:
            seen = 0
            while client.poll() is None:
                if begun(log) > seen and killed < times:
                    time.sleep(luck.uniform(0, 0.5))
                    if there := up(cluster):
                        os.kill(luck.choice(there), signal.SIGKILL)
                        killed, seen = killed + 1, begun(log)
                if len(cluster.workers) < 2:  # killed before its guard knew it
                    cluster.scale(2)
                time.sleep(0.02)
        assert client.returncode == 0
        assert killed > before
        assert fake.tree(out) == fake.tree(tmp_path / "whole")
        assert lost(log, out) <= (killed - before) * CLUSTER_HOLDS * BLOCK


@pytest.mark.prove
@pytest.mark.timeout(3600)
def test_twenty_kills_of_a_worker(tmp_path, fake, kills, two):
    killed_workers(tmp_path, fake, kills, two, 20, random.Random(5))


@pytest.mark.prove
@pytest.mark.timeout(3600)
def test_kills_of_workers_of_the_demo(tmp_path, fake, kills, two):
    """The real experiment, whose workers have compiled code to load when they come again."""
    how = ["--block-runs", str(DEMO_BLOCK), "--progress", "none"]
    subprocess.run(
        kills.bondsim("run", DEMO, "--out", tmp_path / "whole", *how), check=True, stdout=subprocess.DEVNULL
    )
    luck, killed = random.Random(7), 0
    while killed < 5:
        out, before = tmp_path / f"after-{killed}", killed
        command = kills.bondsim("run", DEMO, "--out", out, *how, "--dask", two.scheduler_address)
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as client:
            seen = 0
            while client.poll() is None:
                if kills.written(out) > seen and killed < 5:
                    time.sleep(luck.uniform(0, 0.5))
                    if client.poll() is None and (there := up(two)):
                        os.kill(luck.choice(there), signal.SIGKILL)
                        killed, seen = killed + 1, kills.written(out)
                if len(two.workers) < 2:
                    two.scale(2)
                time.sleep(0.02)
        assert client.returncode == 0
        assert killed > before
        assert open_results(out).manifest["failed"] == 0
        assert tables(fake, out) == tables(fake, tmp_path / "whole")
