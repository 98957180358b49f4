"""`bondsim status` looks at an experiment from another shell; failed runs are told with their reason."""

import importlib.util
import sys
from pathlib import Path

import pytest

from bondsim.experiments.errors import Interrupted
from bondsim.experiments.runner import execute

from .conftest import bondsim


@pytest.fixture(scope="module")
def fake():
    path = Path(__file__).parents[1] / "experiments" / "fake.py"
    spec = importlib.util.spec_from_file_location("bondsim_tests_fake_for_cli", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_a_finished_experiment(finished):
    answer = bondsim("status", finished)
    assert answer.code == 0
    assert answer.out.splitlines() == ["Name     rails", "State    done", "Runs     120"]
    said = bondsim("status", finished, "--json").json
    assert (said["state"], said["done"], said["total"], said["failed"]) == ("done", 120, 120, 0)
    assert said["holder"] is None and said["rate"] is None and said["left_s"] == 0


def test_failed_runs_are_told_with_reason_and_command_by_status_and_show(tmp_path, fake):
    engine = fake.Engine(raises=lambda settings, replicate: replicate == 3)
    execute(fake.plan(), tmp_path / "out", engine=engine)
    for command in ("status", "show"):
        answer = bondsim(command, tmp_path / "out")
        assert answer.code == 0
        first = "FAILED   6 of 120 runs; the first: ZeroDivisionError: the dog divides by zero at 0.1"
        assert first in answer.out.splitlines()
        assert f"replay {tmp_path / 'out'} --point 0 --replicate 3" in answer.out


def test_an_interrupted_experiment(tmp_path, fake):
    def two_blocks(compute, blocks):
        for _ in range(2):
            yield [compute(next(blocks))]

    with pytest.raises(Interrupted):
        execute(fake.plan(), tmp_path / "out", engine=fake.Engine(), block_runs=15, executor=two_blocks)
    lines = bondsim("status", tmp_path / "out").out.splitlines()
    assert (
        lines[1]
        == "State    interrupted by its user, a full disk or a lost cluster; the same command goes on"
    )
    assert lines[2] == "Runs     30 of 120 (25%)"


def test_what_is_no_result_folder(tmp_path):
    answer = bondsim("status", tmp_path)
    assert answer.code == 2 and "is not a result folder" in answer.err
