"""What a scenario makes of settings: the starting state of a design point."""

import numpy as np
import pytest

from bondsim import records
from bondsim.scenario import SettingsError, load
from bondsim.streams import agent_id

YARD = load("rail_yard")


def of(setup, agent, field):
    return setup.agents[field][YARD.cast.index(agent)]


def differing(a, b):
    """Fields of agents in which two starting states differ, by agent."""
    return {
        (agent, field)
        for i, agent in enumerate(YARD.cast)
        for field in records.AGENT.names
        if a.agents[field][i].tobytes() != b.agents[field][i].tobytes()
    }


def test_what_is_not_set_keeps_its_default():
    setup = YARD.setup({"dog.mass_kg": 30})
    assert setup.settings == {"dog.mass_kg": 30.0}
    assert of(setup, "dog", "mass_kg") == 30.0
    assert of(setup, "handler", "mass_kg") == 94.0
    assert setup.p["weather"]["temperature_c"] == -4.0  # the scenario's own default


def test_agents_know_their_partners_superiors_and_quarry_and_bear_identities_of_their_own():
    setup = YARD.setup({})
    who = dict(enumerate(YARD.cast)) | {-1: None}
    links = {
        a: tuple(who[of(setup, a, link)] for link in ("partner", "superior", "quarry")) for a in YARD.cast
    }
    assert links["dog"] == ("handler", "handler", "suspect")
    assert links["handler"] == ("dog", "dispatcher", "suspect")
    assert links["suspect"] == links["dispatcher"] == (None, None, None)
    assert [of(setup, a, "id") for a in YARD.cast] == [agent_id(a) for a in YARD.cast]


def test_relations_hold_bond_and_the_experience_behind_the_trust():
    setup = YARD.setup({"dog.bond": 0.3, "dog.trust": 0.9, "trust.experience": 10})
    dog, handler = YARD.cast.index("dog"), YARD.cast.index("handler")
    held = setup.relations[dog, handler]
    assert held["bond"] == 0.3
    assert (held["good"], held["bad"]) == (pytest.approx(9.0), pytest.approx(1.0))
    assert setup.relations["bond"][handler, dog] == 0.8


def test_a_choice_sets_what_its_option_says_and_moves_the_cast():
    trapped, chase = YARD.setup({}), YARD.setup({"start": "pursuit"})
    assert of(trapped, "handler", "trapped") == 1 and of(trapped, "suspect", "present") == 0
    assert of(chase, "handler", "trapped") == 0 and of(chase, "suspect", "present") == 1
    assert (of(chase, "handler", "x_m"), of(chase, "handler", "y_m")) == YARD.map.places["H"][0]
    assert of(chase, "dog", "reserve") == 1.0 and of(trapped, "dog", "reserve") == 0.9


def test_what_is_given_goes_before_what_a_choice_sets():
    assert of(YARD.setup({"start": "pursuit", "dog.reserve": 0.5}), "dog", "reserve") == 0.5


def test_the_obedient_dog_differs_in_its_choices_only():
    """Body and force are those of any other dog."""
    none, obedient = (YARD.setup({"baseline": b}) for b in ("none", "obedient_dog"))
    assert differing(none, obedient) == {("dog", "protects"), ("dog", "seeks")}
    assert none.relations.tobytes() == obedient.relations.tobytes()
    assert none.p.tobytes() == obedient.p.tobytes()


def test_no_dog_is_the_same_scene_without_it():
    assert differing(YARD.setup({}), YARD.setup({"baseline": "no_dog"})) == {("dog", "present")}


def test_a_shuffled_bond_is_drawn_from_the_levels_that_are_swept():
    setup = YARD.setup({"baseline": "shuffled_bond"}, {"dog.bond": (0.1, 0.5, 0.9)})
    assert setup.levels[:3].tolist() == [0.1, 0.5, 0.9] and setup.clock["n_levels"] == 3
    alone = YARD.setup({"baseline": "shuffled_bond", "dog.bond": 0.4})
    assert alone.levels[0] == 0.4 and alone.clock["n_levels"] == 1
    assert YARD.setup({}, {"dog.bond": (0.1, 0.9)}).clock["n_levels"] == 0


def test_each_level_of_a_shuffled_bond_is_drawn_as_often_as_the_others():
    """3000 runs, 1000 a level with a standard deviation of 26: beyond 104 once in 10**4 tries."""
    from bondsim.engines.batch import run_block

    setup = YARD.setup(
        {"baseline": "shuffled_bond", "attachment.learns": False, "dog.bond": 0.7},
        {"dog.bond": (0.1, 0.5, 0.9)},
    )
    block = run_block([setup], np.zeros(3000, int), np.arange(3000), np.full(3000, 2))
    bonds = block.outcomes[:, list(YARD.outcomes).index("dog_bond_after")]
    levels, counts = np.unique(bonds, return_counts=True)
    assert levels.tolist() == [0.1, 0.5, 0.9]
    assert np.abs(counts - 1000).max() < 110


def test_more_levels_than_there_is_room_for_are_refused():
    levels = tuple(np.linspace(0, 1, records.MAX_LEVELS + 1))
    with pytest.raises(SettingsError, match=r"dog\.bond: shuffled among 65 levels; 64 at most"):
        YARD.setup({"baseline": "shuffled_bond"}, {"dog.bond": levels})
    assert YARD.setup({"baseline": "shuffled_bond"}, {"dog.bond": levels[1:]}).clock["n_levels"] == 64


def test_the_same_settings_make_the_same_start():
    a, b = (YARD.setup({"dog.bond": 0.5, "start": "pursuit"}) for _ in range(2))
    for part in ("agents", "relations", "beliefs", "hazards", "actions", "p", "clock", "levels"):
        assert getattr(a, part).tobytes() == getattr(b, part).tobytes(), part
