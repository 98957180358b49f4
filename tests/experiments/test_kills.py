"""Over a hundred kills at random moments, here and on a cluster: going on gives the bytes of an undisturbed run."""

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("fake.py")
DEMO = Path(__file__).parents[2] / "experiments" / "rail_yard.yaml"
RUNS, BLOCK = 120, 3  # of the script
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


def lost(log: Path) -> int:
    """Runs that the script computed in vain."""
    return log.stat().st_size - RUNS


def killed_clients(tmp_path, fake, kills, times, luck, holds, *address):
    """Kill the script until it has been killed `times` times, and look at what is left."""
    whole = kills.python(SCRIPT, tmp_path / "whole", "--log", tmp_path / "log", *address)
    longest, killed = kills.seconds(whole), 0
    assert lost(tmp_path / "log") == 0
    while killed < times:
        out, log = tmp_path / f"after-{killed}", tmp_path / f"log-{killed}"
        command = kills.python(SCRIPT, out, "--log", log, *address)
        n = kills.killed_until_done(command, min(5, times - killed), longest, luck)
        killed += n
        assert fake.tree(out) == fake.tree(tmp_path / "whole")
        assert lost(log) <= n * holds * BLOCK, f"{lost(log)} runs lost in {n} kills"


def test_kills_at_random_moments_leave_no_trace(tmp_path, fake, kills):
    """A sample of the proofs below."""
    killed_clients(tmp_path, fake, kills, 3, random.Random(1), THREADS_HOLD)


@pytest.mark.prove
@pytest.mark.timeout(3600)
def test_thirty_kills_of_a_process(tmp_path, fake, kills):
    killed_clients(tmp_path, fake, kills, 30, random.Random(2), THREADS_HOLD)


@pytest.mark.prove
@pytest.mark.timeout(3600)
def test_twenty_kills_of_a_client_of_a_cluster(tmp_path, fake, kills, address):
    killed_clients(tmp_path, fake, kills, 20, random.Random(3), CLUSTER_HOLDS, "--dask", address)


@pytest.mark.prove
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("where", ["here", "cluster"])
def test_twenty_kills_of_the_demo(tmp_path, fake, kills, where, request):
    there = ("--dask", request.getfixturevalue("address")) if where == "cluster" else ()

    def command(out):
        return kills.bondsim("run", DEMO, "--out", out, *there)

    luck, killed = random.Random(4), 0
    subprocess.run(command(tmp_path / "first"), check=True, stdout=subprocess.DEVNULL)  # compiles
    longest = kills.seconds(command(tmp_path / "whole"))
    while killed < 20:
        out = tmp_path / f"after-{killed}"
        killed += kills.killed_until_done(command(out), min(5, 20 - killed), longest, luck)
        assert tables(fake, out) == tables(fake, tmp_path / "whole") == tables(fake, tmp_path / "first")


def killed_workers(tmp_path, fake, kills, cluster, times, luck):
    """Run the script on a cluster while its workers are killed, until `times` of them have been.

    A worker is killed a random time after blocks have been begun since the last kill: one that has not come up
    yet has nothing to lose.
    """
    subprocess.run(kills.python(SCRIPT, tmp_path / "whole"), check=True)
    killed = 0
    while killed < times:
        out, log, before = tmp_path / f"after-{killed}", tmp_path / f"log-{killed}", killed
        log.touch()
        command = kills.python(SCRIPT, out, "--log", log, "--dask", cluster.scheduler_address)
        with subprocess.Popen(command) as client:
            begun = 0
            while client.poll() is None:
                if log.stat().st_size > begun and killed < times:
                    time.sleep(luck.uniform(0, 0.5))
                    up = [
                        n.pid
                        for n in cluster.workers.values()
                        if n.worker_address in cluster.scheduler.workers
                    ]
                    if up:
                        os.kill(luck.choice(up), signal.SIGKILL)
                        killed, begun = killed + 1, log.stat().st_size
                if len(cluster.workers) < 2:  # killed before its guard knew it
                    cluster.scale(2)
                time.sleep(0.02)
        assert client.returncode == 0
        assert killed > before
        assert fake.tree(out) == fake.tree(tmp_path / "whole")
        assert lost(log) <= (killed - before) * CLUSTER_HOLDS * BLOCK


@pytest.mark.prove
@pytest.mark.timeout(3600)
def test_twenty_kills_of_a_worker(tmp_path, fake, kills, two):
    killed_workers(tmp_path, fake, kills, two, 20, random.Random(5))
