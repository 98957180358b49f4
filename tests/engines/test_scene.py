"""What a live incident looks like: read off truly, and without touching the run."""

import numpy as np
import pytest

import bondsim as bs
from bondsim.engines.mesa.scene import Observer, land_of
from bondsim.rules.scent import plume_signal
from bondsim.rules.sound import level_at
from bondsim.scenario import load, names


def watched(name, steps, **settings):
    model = bs.model(name, seed=3, set=settings)
    observer = Observer(model)
    for _ in range(steps):
        model.step()
        observer.look()
    return model, observer.scene()


def test_a_scene_says_who_is_where_and_what_is_coming():
    model, scene = watched("rail_yard", 50, **{"train.warning_s": 30})
    actors = {actor.name: actor for actor in scene.actors}
    assert scene.t_s == pytest.approx(5.0)
    assert set(actors) == {"handler", "dog"}  # the suspect is gone, responders come later
    assert actors["handler"].down and not actors["dog"].down
    assert actors["dog"].partnered and actors["dog"].role == "dog"
    assert (actors["dog"].x_m, actors["dog"].y_m) == (model["dog"].x_m, model["dog"].y_m)
    [train] = scene.dangers
    assert (train.name, train.stage, train.shape) == ("train", "coming", "strip")
    assert train.eta_s == pytest.approx(25.0, abs=0.2)
    assert train.gap_m == pytest.approx(train.eta_s * 24.6)


def test_tracks_are_the_ways_that_were_come():
    model, scene = watched("rail_yard", 100)
    track = scene.tracks["dog"]
    assert len(track) > 2
    assert np.hypot(*(track[-1] - (model["dog"].x_m, model["dog"].y_m))) < 0.11
    assert "handler" not in scene.tracks or len(scene.tracks["handler"]) < 20


def test_looking_changes_nothing():
    alone = bs.model("woods_ambush", seed=5)
    seen, observer = (model := bs.model("woods_ambush", seed=5)), Observer(model)
    for _ in range(120):
        alone.step()
        seen.step()
        observer.look()
        observer.scene()
    assert np.array_equal(alone.log, seen.log)
    assert [(m.x_m, m.y_m, m.arousal) for m in alone.cast] == [(m.x_m, m.y_m, m.arousal) for m in seen.cast]


def test_a_sound_reaches_as_far_as_the_noise_lets_it():
    model, scene = watched("officer_down", 300)
    barks = [sound for sound in scene.sounds if sound.name == "bark of dog"]
    assert barks, "the dog does not bark at this moment: choose another"
    p = model.world.p.sound
    assert level_at(p.bark_db, barks[0].reach_m, p.loss_db_m) == pytest.approx(model.world.clock.noise_db)


def test_the_outline_of_a_plume_is_where_the_scent_is_weakest():
    model, scene = watched("woods_ambush", 100)
    w, [plume] = model.world, scene.scent.plumes
    away = plume - (model["suspect"].x_m, model["suspect"].y_m)
    down = away @ (w.clock.wind_x, w.clock.wind_y)
    across = away @ (w.clock.wind_y, -w.clock.wind_x)
    p = w.p.scent
    signals = [plume_signal(d, c, p.wind_m_s, p) for d, c in zip(down, across, strict=True)]
    assert signals == pytest.approx([1.0] * len(signals), rel=0.05)
    assert down.max() > 5 * -down.min()  # it lies down the wind
    assert len(scene.scent.trail) == w.clock.n_trail > 0
    assert scene.scent.trail[:, 2].min() >= 0.0


@pytest.mark.parametrize("name", names())
def test_every_scenario_has_a_scene(name):
    _, scene = watched(name, 3)
    assert (scene.land is None) == (load(name).file.map is None)
    for actor in scene.actors:
        assert actor.role and actor.action
    if land := land_of(load(name)):
        assert land.cells.max() < len(land.grounds) == len(land.colours)
