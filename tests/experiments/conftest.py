"""The made-up scenario and the killer, for all tests of running and storing."""

import gc
import importlib.util
import sys
from pathlib import Path

import pytest


def _module(name):
    spec = importlib.util.spec_from_file_location(
        f"bondsim_tests_{name}", Path(__file__).with_name(f"{name}.py")
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def fake():
    return _module("fake")


@pytest.fixture(scope="session")
def kills():
    return _module("kills")


@pytest.fixture(scope="module")
def here():
    """A Dask cluster whose two workers are threads of this process: quick to start."""
    from distributed import LocalCluster

    ports = {"dashboard_address": "127.0.0.1:0", "worker_dashboard_address": "127.0.0.1:0"}
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=False, **ports) as cluster:
        yield cluster
    gc.collect()  # Dask leaves sockets to the garbage collector


@pytest.fixture(scope="module")
def two():
    """A Dask cluster whose two workers are processes of their own, and may die."""
    import dask
    from distributed import LocalCluster

    from bondsim.experiments.cluster.access import SINGLE

    ports = {"dashboard_address": "127.0.0.1:0", "worker_dashboard_address": "127.0.0.1:0"}
    own = {"n_workers": 2, "threads_per_worker": 1, "host": "127.0.0.1", "env": SINGLE, "silence_logs": 50}
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        LocalCluster(**own, **ports) as cluster,
    ):
        yield cluster
    gc.collect()
