"""The kernel of the core alone and that of all families are one model; no run touches what it does not use."""

import numpy as np
import pytest
from equality import SETTINGS, Comparison, anywhere, not_too_often, sample

from bondsim import records
from bondsim.engines.batch import block, compile, run_block
from bondsim.engines.batch.compiled import kernel_for
from bondsim.engines.batch.image import Image
from bondsim.engines.batch.prune import code_without
from bondsim.engines.recording import Recording
from bondsim.scenario import load, names
from bondsim.vocabulary import FAMILIES

ALL_KEPT = Recording(every_s=1.0, events=True)


@pytest.mark.parametrize("settings", [*SETTINGS.values(), {"start": "pursuit"}])
def test_a_scenario_without_families_runs_alike_in_both_kernels(monkeypatch, settings):
    setup = load("rail_yard").setup(settings)
    n = 20
    small = run_block([setup], [0] * n, range(n), [5] * n, ALL_KEPT)
    monkeypatch.setattr(block, "kernel_for", lambda scenario: "all")
    whole = run_block([setup], [0] * n, range(n), [5] * n, ALL_KEPT)
    found = Comparison()
    found.arrays("outcomes", small.outcomes, whole.outcomes)
    found.arrays("status", small.status, whole.status)
    found.columns("series", small.series, whole.series)
    found.columns("events", small.events, whole.events)
    assert found.differing == [] and found.values > 100_000


def test_which_kernel_a_scenario_needs():
    assert kernel_for(load("rail_yard")) == "core"
    assert all(
        kernel_for(load(n)) == ("days" if load(n).is_career else "all") for n in names() if load(n).file.uses
    )


@pytest.mark.parametrize("name", names())
def test_no_run_writes_to_what_families_add_that_its_scenario_does_not_use(name):
    """So it need not be laid out anew for each run."""
    scenario = load(name)
    setups = [
        scenario.setup(settings)
        for settings in ({}, *(not_too_often(anywhere(scenario, seed)) for seed in range(2)))
    ]
    if scenario.is_career:
        setups = [sample(setup) for setup in setups]
    compile([scenario])
    bench = block.Bench(setups, len(setups), with_events=True)
    whole = Image(bench.parts, FAMILIES)
    used = {w for first, _, words in bench.start.spans for w in range(first, first + words)}
    unused = [w for first, _, words in whole.spans for w in range(first, first + words) if w not in used]
    before = bench.memory[unused].copy()
    point = np.arange(len(setups))
    bench.run(point, point, point + 1, np.zeros(1, np.int64))
    assert bench.memory[unused].tolist() == before.tolist()
    everything = ((0, records.AGENT.itemsize),)
    assert len(unused) > 100 and records.in_use(records.AGENT, frozenset(FAMILIES)) == everything


def asks_alone(w):
    return w.clock.has_gun


def asks_for_more(w):
    if w.clock.has_gun > 0:
        return 1
    return 0


@pytest.mark.parametrize("law", [asks_alone, asks_for_more])
def test_a_question_for_a_family_that_is_not_understood_is_refused(law):
    with pytest.raises(ValueError, match=r"by `== 1` or `== 0`"):
        code_without(law, FAMILIES)


def asks(w, i):
    x = 1 if w.clock.has_gun == 1 else 2
    if w.clock.has_kin == 1 and i > 0:
        return 10
    if i > 5 or w.clock.has_care == 0:
        x += 20
    elif w.clock.has_dart == 1:
        x += 40
    if w.clock.has_body == 1 or i == 3:
        x += 80
    return x


def test_what_is_left_says_what_the_whole_says_where_the_families_are_off():
    class Clock:
        def __getattr__(self, name):
            return 0

    class World:
        clock = Clock()

    part = type(asks)(code_without(asks, FAMILIES), asks.__globals__)
    assert not any(name.startswith("has_") for name in part.__code__.co_names)
    assert [part(None, i) for i in range(9)] == [asks(World(), i) for i in range(9)]
