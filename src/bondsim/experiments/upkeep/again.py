"""The experiment behind a result folder again, with something changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bondsim.documents import DocumentError
from bondsim.experiments.config.layers import assemble
from bondsim.experiments.errors import ResultsError
from bondsim.experiments.folder import store
from bondsim.experiments.folder.origin import other_model, scenario_of
from bondsim.experiments.planning.resolve import resolve

if TYPE_CHECKING:
    from bondsim.experiments.planning.plan import Plan
    from bondsim.experiments.results import Results
    from bondsim.scenario import Scenario


def plan_again(results: Results, overrides: Mapping[str, object], scenario: Scenario | None = None) -> Plan:
    """The plan of the experiment behind a result folder, with something changed.

    Parameters
    ----------
    results
        The results.
    overrides
        What is changed, as by ``--set``.
    scenario
        The scenario, where it is the user's own.

    Raises
    ------
    bondsim.documents.DocumentError
        Every mistake of the changes.
    ResultsError
        If the folder no longer says what was computed, its scenario is not to be found, or it was made with agent
        classes of the user's own.
    """
    if results.own_agents:
        raise ResultsError(other_model(results, ""))
    scenario = scenario or scenario_of(results)
    given = results.folder / store.CONFIG

    def plan(changes: Mapping[str, object]) -> Plan:
        return resolve(assemble(given, changes), name=results.name, folder=None, scenario=scenario)

    try:
        same = plan({}).config_hash == results.manifest["config"]
    except (DocumentError, OSError) as error:
        raise ResultsError(
            f"{given} cannot be read again; give the file of the experiment: {error}"
        ) from None
    if not same:
        raise ResultsError(
            f"{given} is not what {results.folder} was computed by; give the file of the experiment"
        )
    return plan(overrides)
