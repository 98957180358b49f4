"""A small experiment, run once, and the commands as a user types them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bondsim.cli.app import app

EXPERIMENT = """\
question: Does a stronger bond save a handler who is down on the rails?
scenario: rail_yard
seed: 7
vary:
  dog.bond: [0.1, 0.9]
  baseline: [none, obedient_dog]
fix:
  train.warning_s: 40 s
replicates: 30
record:
  outcomes: [rescued, handler_alive, time_to_clear_s]
plots:
  - {kind: response, x: dog.bond, y: rescued, by: baseline}
"""


@dataclass(frozen=True)
class Answer:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def bondsim(*arguments: object) -> Answer:
    """Run a command in this process; an exception that is no exit is a failure of the test."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], prog_name="bondsim")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Answer(result.exit_code, result.stdout, result.stderr)


@pytest.fixture(autouse=True)
def wide_pipes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may have a terminal of any width."""
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The experiment in a folder of its own."""
    path = tmp_path / "rails.yaml"
    path.write_text(EXPERIMENT)
    return path


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its result folder; tests only read it."""
    folder = tmp_path_factory.mktemp("finished")
    (folder / "rails.yaml").write_text(EXPERIMENT)
    answer = bondsim("run", folder / "rails.yaml", "--out", folder / "results", "--progress", "none")
    assert answer.code == 0, answer.err
    return folder / "results"
