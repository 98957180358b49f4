"""Which clusters are reached and which workers are taken: others are refused in words."""

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import cloudpickle
import dask
import pytest
from distributed import LocalCluster, Security

from bondsim.experiments.cluster import access as clusters
from bondsim.experiments.cluster import greeting, worker
from bondsim.experiments.cluster.access import connected, is_open, require_same
from bondsim.experiments.errors import ClusterError
from bondsim.experiments.folder import manifest, store
from bondsim.experiments.results import open_results
from bondsim.experiments.runner import execute

ROOT = Path(__file__).parents[2]

# Dask leaves sockets to the garbage collector
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
AGREED = ["numpy", "numba", "llvmlite"]
QUIET = {"dashboard_address": "127.0.0.1:0", "worker_dashboard_address": "127.0.0.1:0"}  # no fixed ports


@pytest.fixture(autouse=True)
def small_files(monkeypatch):
    monkeypatch.setattr(store, "SHARD", 32)


@pytest.fixture
def reference(tmp_path, fake):
    execute(fake.plan(), tmp_path / "reference", engine=fake.Engine())
    return fake.tree(tmp_path / "reference")


# Who is refused ----------------------------------------------------------------------------------------


def found(**packages):
    """What Dask says of a worker that has other packages; None for one that is missing."""
    facts = worker.facts()
    python = f"{facts['Python']}.7.final.0"
    return {"packages": {"python": python} | {n: facts[n] for n in ("bondsim", *AGREED)} | packages}


class Reported:
    """A client whose workers are as told."""

    def __init__(self, workers, facts=None):
        self.workers, self.facts = workers, facts

    def get_versions(self, packages):
        assert packages == ["bondsim", *AGREED]
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
        "tcp://10.0.0.4:40001": found(llvmlite="0.41.0"),
    }
    with pytest.raises(ClusterError) as refused:
        require_same(Reported(workers))
    here = worker.facts()
    assert str(refused.value).splitlines() == [
        "these workers would not compute what is computed here:",
        f"  tcp://10.0.0.2:40001: numba 0.59.0 (here {here['numba']})",
        f"  tcp://10.0.0.3:40001: bondsim missing (here {here['bondsim']}), Python 3.11 (here {here['Python']})",
        f"  tcp://10.0.0.4:40001: llvmlite 0.41.0 (here {here['llvmlite']})",
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


@contextmanager
def answering(word):
    """The address of a port at which something answers a first word, be it empty, and then waits."""
    open_ones = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer():
            while True:
                try:
                    open_ones.append(server.accept()[0])
                except OSError:
                    return
                if word is None:
                    open_ones[-1].close()
                elif word:
                    open_ones[-1].sendall(word)

        thread = threading.Thread(target=answer)
        thread.start()
        yield f"tcp://127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)
    thread.join()
    for each in open_ones:
        each.close()


@pytest.mark.parametrize(
    ("word", "told"),
    [
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "its answer cannot be read"),
        (b"SSH-2.0-OpenSSH_9.6\r\n", "its answer cannot be read"),
        (b"\x08" + bytes(15), "its answer cannot be read|it gives no answer that Dask would in 0.5 s"),
        (b"", "it gives no answer that Dask would in 0.5 s"),
        (None, "its answer cannot be read"),
    ],
    ids=["http", "ssh", "short", "silent", "closes"],
)
def test_what_answers_and_is_no_scheduler_is_refused_in_words(monkeypatch, word, told):
    monkeypatch.setattr(greeting, "ANSWER_S", 0.5)
    threads, begun = threading.active_count(), time.monotonic()
    with answering(word) as address:
        beside = threading.active_count()
        with pytest.raises(ClusterError) as refused, connected(address):
            pass
        assert threading.active_count() == beside  # no half-open client
    assert re.fullmatch(
        f"at {address} something answers that is no Dask scheduler: ({told}).*", str(refused.value)
    )
    assert time.monotonic() - begun < 5
    assert threading.active_count() == threads


def test_a_worker_is_no_scheduler(here):
    with LocalCluster(n_workers=1, processes=False, protocol="tcp://", host="127.0.0.1", **QUIET) as cluster:
        address = cluster.workers[0].worker_address
        told = "no Dask scheduler: it says that it is a Worker"
        with pytest.raises(ClusterError, match=told), connected(address):
            pass


SOON = """
import bondsim.experiments.cluster.access as access
access.CONNECT_S = 2.0
from bondsim.cli import main
main()
"""


def test_a_web_server_is_told_from_a_scheduler_on_the_command_line(tmp_path):
    """In time, with one line, code 2, and not a word of Dask's at exit."""

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    (tmp_path / "small.yaml").write_text("scenario: rail_yard\nreplicates: 4\nplots: []\n")
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            address = f"tcp://127.0.0.1:{server.server_port}"
            options = ["run", str(tmp_path / "small.yaml"), "--out", str(tmp_path / "out"), "--dask", address]
            command = [sys.executable, "-c", SOON, *options]
            done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        finally:
            server.shutdown()
            thread.join()
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith(f"at {address} something answers that is no Dask scheduler: ")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_plain_connection_is_warned_of_before_it_is_made(monkeypatch):
    said = []
    monkeypatch.setattr(clusters, "CONNECT_S", 0.3)
    monkeypatch.setattr(clusters, "is_open", lambda address: True)
    with pytest.raises(ClusterError), connected("tcp://127.0.0.1:1", warn=said.append):
        pass
    assert len(said) == 1 and said[0].startswith(
        "the scheduler at tcp://127.0.0.1:1 is reached over plain TCP"
    )


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


@pytest.mark.prove
def test_jobs_of_a_batch_queue_compute_the_same_bytes(tmp_path, fake, reference, monkeypatch):
    """The recipe of the page, on a queue of two commands that start a job at once and end it."""
    queue = tmp_path / "bin"
    queue.mkdir()
    for name, does in {
        "sbatch": 'cp "$1" "$0.job"\nsetsid sh "$0.job" </dev/null >/dev/null 2>&1 &\necho "Submitted job $!"',
        "scancel": 'kill -- "-$1"',
    }.items():
        (queue / name).write_text(f"#!/bin/sh\n{does}\n")
        (queue / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{queue}:{os.environ['PATH']}")
    page = (ROOT / "docs" / "clusters.md").read_text(encoding="utf-8")
    recipe = page.split("```py slurm\n")[1].split("\n```")[0].replace("=16", "=2")
    names = {}
    exec(recipe, names)
    with names["cluster"] as cluster:
        cluster.scale(jobs=1)
        cloudpickle.register_pickle_by_value(fake)
        with connected(cluster) as executor:
            execute(fake.plan(), tmp_path / "out", engine=fake.Engine(), executor=executor)
            assert executor.count == 2
        cloudpickle.unregister_pickle_by_value(fake)
    assert fake.tree(tmp_path / "out") == reference
