"""One run again, and beside its what-if twin."""

from collections.abc import Collection, Mapping
from typing import Any

from bondsim.engines.run import Run, run_setup
from bondsim.engines.story import tell_beside
from bondsim.scenario import Scenario


def twin(run: Run, changes: Mapping[str, Any]) -> Run:
    """The same run, with the same luck, under changed settings.

    Raises
    ------
    bondsim.scenario.SettingsError
        When the changes do not fit the scenario.
    """
    scenario: Scenario = run.scenario
    setup = scenario.setup({**run.setup.settings, **changes}, run.setup.swept)
    return run_setup(setup, run.seed, run.replicate, run.engine, run.block.series is not None)


def beside(
    run: Run,
    other: Run,
    titles: tuple[str, str] = ("as it was", "what if"),
    width: int = 72,
    of: Collection[str] = (),
) -> str:
    """Two runs told beside each other, with a mark where they part; of some agents only, where they are named."""
    return tell_beside(run.events_of(of), other.events_of(of), titles, width, run.scenario.is_career)
