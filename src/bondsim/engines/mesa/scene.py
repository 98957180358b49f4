"""What a live incident looks like at a moment, read off for those who draw it."""

from math import hypot
from typing import Any

import numpy as np

from bondsim.engines.mesa.model import Incident
from bondsim.rules.scent import plume_signal
from bondsim.rules.sound import level_at
from bondsim.scenario import Scenario
from bondsim.scenes import Actor, Danger, Land, Scene, Scent, Sound
from bondsim.vocabulary import ACTIONS, BARK, KINDS, ROLES, SHAPES

ROLE_NAMES = {code: name for name, code in ROLES.items()}
ACTION_NAMES = {code: name for name, code in ACTIONS.items()}
KIND_NAMES = {code: name for name, code in KINDS.items()}
SHAPE_NAMES = {code: name for name, code in SHAPES.items()}
FARTHEST_M = 4000.0  # m, how far out a sound or a scent is followed
WEAKEST = 1.0  # signal of the weakest scent that a dog detects, in the unit of the rules
SAME_PLACE = 0.2  # cells, moves shorter than this leave no new point of a track


def land_of(scenario: Scenario) -> Land | None:
    """The map of a scenario; None where it has none."""
    spec = scenario.file.map
    if spec is None:
        return None
    places = tuple(
        (spec.places[letter].name, x, y) for letter, where in scenario.map.places.items() for x, y in where
    )
    grounds = tuple(spec.grounds.values())
    return Land(
        scenario.map.terrain,
        tuple(ground.name for ground in grounds),
        tuple(ground.colour for ground in grounds),
        spec.cell_m,
        places,
    )


class Observer:
    """Looks at a live incident from step to step and remembers the ways that agents have come.

    Parameters
    ----------
    model : Incident
        What is watched; it is read and never changed.
    """

    def __init__(self, model: Incident) -> None:
        self.model = model
        self.land = land_of(model.setup.scenario)
        self._tracks: dict[str, list[tuple[float, float]]] = {}
        self.look()

    def look(self) -> None:
        """Take in where all stand now; to be called after each step."""
        least = SAME_PLACE * (self.land.cell_m if self.land else 1.0)
        for member in self.model.cast:
            if member.present and not member.gone:
                track = self._tracks.setdefault(member.name, [])
                here = (member.x_m, member.y_m)
                if not track or hypot(here[0] - track[-1][0], here[1] - track[-1][1]) >= least:
                    track.append(here)

    def scene(self) -> Scene:
        """The moment as it is now."""
        w = self.model.world
        return Scene(
            t_s=w.clock.t_s,
            land=self.land,
            actors=tuple(_actor(m) for m in self.model.cast if m.present and not m.gone),
            dangers=tuple(
                _danger(h, name)
                for h, name in zip(w.hazards, self.model.setup.scenario.hazard_names, strict=False)
            ),
            sounds=tuple(_sounds(w, self.model)),
            scent=_scent(w) if w.clock.has_scent else Scent(),
            tracks={name: np.array(track) for name, track in self._tracks.items() if len(track) > 1},
        )


def _actor(member: Any) -> Actor:
    return Actor(
        name=member.name,
        role=ROLE_NAMES[member.role],
        action=ACTION_NAMES[member.action],
        x_m=member.x_m,
        y_m=member.y_m,
        alive=bool(member.alive),
        down=bool(member.down or member.trapped or getattr(member, "senseless", 0)),
        held=bool(member.arrested),
        partnered=ROLE_NAMES[member.role] in ("dog", "handler") and member.partner >= 0,
    )


def _danger(hazard: Any, name: str) -> Danger:
    kind = KIND_NAMES[hazard.kind]
    stage = "still"
    if hazard.over:
        stage = "over"
    elif hazard.armed:
        stage = "passing" if hazard.gap_m <= 0.0 else "coming"
    return Danger(
        name=name,
        kind=kind,
        shape=SHAPE_NAMES[hazard.shape],
        x_m=hazard.x_m,
        y_m=hazard.y_m,
        half_width_m=getattr(hazard, "half_width_m", 0.0),
        length_m=getattr(hazard, "length_m", 0.0),
        gap_m=hazard.gap_m,
        eta_s=hazard.eta_s,
        stage=stage,
    )


def _sounds(w: Any, model: Incident) -> list[Sound]:
    if not w.clock.has_sound:
        return []
    p, out = w.p.sound, []
    for member in model.cast:
        if not (member.present and member.alive):
            continue
        if member.action == BARK:
            reach = _reach_m(p.bark_db, p.loss_db_m, w.clock.noise_db)
            out.append(Sound(f"bark of {member.name}", member.x_m, member.y_m, reach))
        if member.came >= 0 and (w.clock.step - member.came) * w.clock.dt_s < p.siren_s:
            reach = _reach_m(p.siren_db, p.loss_db_m, w.clock.noise_db)
            out.append(Sound(f"siren of {member.name}", member.base_x_m, member.base_y_m, reach))
    return [sound for sound in out if sound.reach_m > 0.0]


def _reach_m(source_db: float, loss_db_m: float, noise_db: float) -> float:
    """Distance at which a sound falls to the level of the noise, m."""
    if level_at(source_db, 1.0, loss_db_m) <= noise_db:
        return 0.0
    near, far = 1.0, FARTHEST_M
    for _ in range(40):
        middle = 0.5 * (near + far)
        near, far = (middle, far) if level_at(source_db, middle, loss_db_m) > noise_db else (near, middle)
    return near


def _scent(w: Any) -> Scent:
    now = w.clock.t_s
    points = [(p.x_m, p.y_m, now - p.t_s) for p in w.trail[: w.clock.n_trail]]
    sources = {
        a.quarry
        for a in w.agents
        if a.nose and a.quarry >= 0 and w.agents[a.quarry].present and not w.agents[a.quarry].gone
    }
    calm = w.p.scent.wind_m_s < w.p.scent.calm_m_s
    return Scent(
        trail=np.array(points).reshape(-1, 3),
        plumes=tuple(_plume(w, w.agents[j]) for j in sorted(sources)),
        wind=None if calm else (w.clock.wind_x, w.clock.wind_y),
    )


def _plume(w: Any, source: Any) -> np.ndarray:
    """Outline within which the scent of one on the wind is not weaker than the weakest that a dog detects."""
    p, wind = w.p.scent, w.p.scent.wind_m_s
    edge: list[tuple[float, float]] = []
    for angle in np.pi * np.linspace(-1.0, 1.0, 81) ** 3:  # most of them near the axis of the wind
        along, across = float(np.cos(angle)), float(np.sin(angle))
        near, far = 0.0, FARTHEST_M
        for _ in range(24):
            r = 0.5 * (near + far)
            inside = plume_signal(r * along, r * across, wind, p) >= WEAKEST
            near, far = (r, far) if inside else (near, r)
        edge.append((near * along, near * across))
    down, cross = np.array(edge).T
    x = source.x_m + down * w.clock.wind_x + cross * w.clock.wind_y
    y = source.y_m + down * w.clock.wind_y - cross * w.clock.wind_x
    return np.column_stack([x, y])
