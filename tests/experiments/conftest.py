"""The made-up scenario and the killer, for all tests of running and storing."""

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
