"""The Mesa engine: a live model to step, watch, and change by agents of one's own."""

import gc
import weakref

import mesa
import pytest

import bondsim as bs
from bondsim.engines.mesa.record import recorded
from bondsim.engines.recording import Recording
from bondsim.vocabulary import NO_ORDER, PULL

EVERYTHING = Recording(every_s=0.1, events=True)


class Deaf(bs.Dog):
    """Hears no order, and else decides as dogs do."""

    def choose(self):
        self.order = NO_ORDER
        super().choose()


class Frozen(bs.Dog):
    """Does nothing at all."""

    def act(self):
        pass


class Unchanged(bs.Dog):
    """A dog by another name."""


def outcomes(model):
    """Outcomes of a model that is run to its end, by name."""
    names = model.setup.scenario.outcomes
    return dict(zip(names, recorded(model, Recording()).outcomes[0].tolist(), strict=True))


def test_a_model_is_a_mesa_model_that_steps_until_the_incident_is_over():
    model = bs.model("rail_yard", seed=3, set={"start": "pursuit"})
    assert isinstance(model, mesa.Model) and model.running
    model.step()
    assert model.world.clock.t_s == pytest.approx(0.1)
    model.run_to_end()
    assert not model.running
    ended = model.world.clock.t_s
    model.step()
    assert model.world.clock.t_s == ended


def test_its_agents_are_mesa_agents_with_names_state_and_traits():
    model = bs.model("rail_yard", set={"dog.mass_kg": 30})
    dog = model["dog"]
    assert isinstance(dog, bs.Dog) and isinstance(dog, mesa.Agent)
    assert set(model.agents) == set(model.cast)
    assert (dog.name, dog.mass_kg, dog.wear) == ("dog", 30.0, 0.0)
    with pytest.raises(AttributeError, match="Dog has no state variable or trait 'tail'"):
        _ = dog.tail


def test_agents_stand_in_the_cell_of_their_position_and_those_elsewhere_in_none():
    model = bs.model("rail_yard", seed=1, set={"start": "pursuit"})
    for _ in range(30):
        model.step()
    for member in model.cast:
        if member.present:
            assert member.cell.coordinate == (int(member.x_m / 0.5), int(member.y_m / 0.5))
            assert member in member.cell.agents
        else:
            assert member.cell is None


def test_a_subclass_that_overrides_nothing_lives_through_the_same():
    own = recorded(bs.model("rail_yard", seed=6, agents={"dog": Unchanged}), EVERYTHING)
    shipped = recorded(bs.model("rail_yard", seed=6), EVERYTHING)
    assert own.outcomes.tobytes() == shipped.outcomes.tobytes()
    for name in shipped.series:
        assert own.series[name].tobytes() == shipped.series[name].tobytes(), name


def test_a_dog_that_hears_no_order_pulls_where_others_withdraw():
    """At a weak bond, in six runs each, with nobody coming to help."""
    settings = {"dog.bond": 0.2, "train.warning_s": 20, "radio.p_message": 0}
    deaf = [outcomes(bs.model("rail_yard", seed=s, set=settings, agents={"dog": Deaf})) for s in range(6)]
    dogs = [outcomes(bs.model("rail_yard", seed=s, set=settings)) for s in range(6)]
    assert all(r["dog_pulls"] > 0 for r in deaf)
    assert sum(r["dog_pulls"] > 0 for r in dogs) <= 3
    assert not any(r["disobeyed"] for r in deaf)  # what it never heard it did not disobey


def test_one_law_can_be_replaced_and_the_others_stay():
    model = bs.model("rail_yard", seed=2, set={"train.warning_s": 20}, agents={"dog": Frozen})
    start = model["dog"].x_m, model["dog"].y_m
    chosen = set()
    while model.running:
        model.step()
        chosen.add(model["dog"].action)
    assert (model["dog"].x_m, model["dog"].y_m) == start
    assert len(chosen) > 1
    assert model.world.tally.n_partner_pulls == 0


def test_classes_go_by_the_name_of_an_agent_before_that_of_its_role():
    class Slow(bs.Responder):
        pass

    class Slower(bs.Responder):
        pass

    model = bs.model("rail_yard", agents={"responder": Slow, "responder_2": Slower})
    assert [type(model[f"responder_{k}"]) for k in (1, 2)] == [Slow, Slower]


def test_an_unknown_name_or_a_class_that_is_no_agent_is_refused():
    with pytest.raises(ValueError, match=r"no agent or role is called cat; there are handler, dog, suspect"):
        bs.model("rail_yard", agents={"cat": bs.Dog})
    with pytest.raises(
        ValueError, match=r"no agent or role is called civilian"
    ):  # a role that nobody there has
        bs.model("rail_yard", agents={"civilian": bs.Civilian})
    with pytest.raises(TypeError, match=r"the class for 'dog' must be a subclass of .* such as bondsim\.Dog"):
        bs.model("rail_yard", agents={"dog": dict})
    with pytest.raises(TypeError, match="the class for 'dog'"):
        bs.model("rail_yard", agents={"dog": "Dog"})


def test_a_model_can_be_changed_while_it_runs():
    """Told to pull by hand, a dog that cares for nothing but orders pulls."""
    model = bs.model("rail_yard", seed=1, set={"baseline": "obedient_dog", "stance.call_back_rate": 0})
    for _ in range(100):
        model.step()
    assert model.world.tally.n_partner_pulls == 0
    model["dog"].order = PULL
    model["dog"].aware = 1
    for _ in range(100):
        model.step()
    assert model.world.tally.n_partner_pulls > 3


def test_models_of_other_seeds_do_not_share_anything():
    """Two models stepped in turn go the same ways as each alone."""
    alone = [recorded(bs.model("rail_yard", seed=s, set={"start": "pursuit"}), EVERYTHING) for s in (1, 2)]
    together = [bs.model("rail_yard", seed=s, set={"start": "pursuit"}) for s in (1, 2)]
    while any(model.running for model in together):
        for model in together:
            model.step()
    for block, model in zip(alone, together, strict=True):
        assert recorded(model, Recording()).outcomes.tobytes() == block.outcomes.tobytes()


def test_a_model_that_nobody_holds_is_freed():
    model = bs.model("rail_yard", seed=1, set={"start": "pursuit"})
    model.run_to_end()
    held = weakref.ref(model)
    del model
    gc.collect()
    assert held() is None
