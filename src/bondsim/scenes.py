"""A moment of a run as plain data: what a picture of it needs, and nothing of the model behind it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True)
class Land:
    """The map below a scene.

    Attributes
    ----------
    cells : int8 array of shape (height, width)
        Index into `grounds`.
    grounds : tuple of str
        Names of the kinds of ground.
    colours : tuple of str or None
        Colours that the scenario gives them.
    cell_m : float
        Size of a cell, m.
    places : tuple of (str, float, float)
        Name and position (m) of marked places.
    """

    cells: np.ndarray
    grounds: tuple[str, ...]
    colours: tuple[str | None, ...]
    cell_m: float
    places: tuple[tuple[str, float, float], ...] = ()

    @property
    def width_m(self) -> float:
        """Length along x, m."""
        return float(self.cells.shape[1] * self.cell_m)

    @property
    def height_m(self) -> float:
        """Length along y, m."""
        return float(self.cells.shape[0] * self.cell_m)


@dataclass(frozen=True)
class Actor:
    """One of the cast who is on the map.

    Attributes
    ----------
    name, role, action : str
        Who it is, and what it is doing.
    x_m, y_m : float
        Where it is, m.
    alive, down, held : bool
        Whether it lives, lies on the ground, is arrested.
    partnered : bool
        Whether it belongs to a team of dog and handler.
    """

    name: str
    role: str
    action: str
    x_m: float
    y_m: float
    alive: bool = True
    down: bool = False
    held: bool = False
    partnered: bool = False


@dataclass(frozen=True)
class Danger:
    """A hazard.

    Attributes
    ----------
    name : str
        Its name.
    kind, shape : str
        ``"front"`` or ``"room"``; ``"strip"`` (a band along x) or ``"disc"``.
    x_m, y_m, half_width_m, length_m : float
        Middle of its region, half width or radius, length of what passes, m.
    gap_m, eta_s : float
        Distance and time of its front from the middle; negative while it passes, m and s.
    stage : str
        ``"still"``, ``"coming"``, ``"passing"`` or ``"over"``.
    """

    name: str
    kind: str
    shape: str
    x_m: float
    y_m: float
    half_width_m: float
    length_m: float
    gap_m: float
    eta_s: float
    stage: str


@dataclass(frozen=True)
class Sound:
    """A sound, and how far it stands out from the noise.

    Attributes
    ----------
    name : str
        What sounds, such as ``"bark of dog"``.
    x_m, y_m, reach_m : float
        Its source, and the distance at which the noise masks it, m.
    """

    name: str
    x_m: float
    y_m: float
    reach_m: float


@dataclass(frozen=True)
class Scent:
    """What there is to smell.

    Attributes
    ----------
    trail : float64 array of shape (n, 3)
        Points of trails: x (m), y (m), age (s).
    plumes : tuple of float64 arrays of shape (k, 2)
        Outlines (m) within which a scent on the wind has at least the weakest strength that a dog detects.
    wind : (float, float) or None
        Direction that the wind blows to; None in calm air.
    """

    trail: np.ndarray = field(default_factory=lambda: np.zeros((0, 3)))
    plumes: tuple[np.ndarray, ...] = ()
    wind: tuple[float, float] | None = None


@dataclass(frozen=True)
class Scene:
    """A moment of an incident.

    Attributes
    ----------
    t_s : float
        Time, s.
    land : Land or None
        The map; None where the scenario has none.
    actors, dangers, sounds, scent
        Who and what is there.
    tracks : mapping of str to float64 array of shape (n, 2)
        Ways that agents have come, m.
    """

    t_s: float
    land: Land | None
    actors: tuple[Actor, ...]
    dangers: tuple[Danger, ...] = ()
    sounds: tuple[Sound, ...] = ()
    scent: Scent = field(default_factory=Scent)
    tracks: Mapping[str, np.ndarray] = field(default_factory=dict)
