"""Hazards carry physics and predicted harm, never decisions."""

from bondsim import sources as s
from bondsim.parameter.base import Parameters, parameter


class FrontParameters(Parameters):
    """Something lethal that arrives: a train, a flood. It strikes all who are in its region while it passes."""

    warning_s: float = parameter(45.0, "time from its trigger to its arrival, unbraked", unit="s", low=0, high=3600, range=(8, 90), assumption="set by the scenario")
    speed_m_s: float = parameter(24.6, "its speed", unit="m/s", low=0.01, high=200, range=(5, 40), source=s.OPERATION_LIFESAVER, assumption="a freight train at 55 mph")
    braking_m_s2: float = parameter(0.19, "its braking when it is told to stop", unit="m/s2", low=0, high=10, range=(0.1, 0.4), source=s.OPERATION_LIFESAVER)
    length_m: float = parameter(100.0, "its length", unit="m", low=0, high=5000, range=(20, 1000), assumption="a short freight")
    half_width_m: float = parameter(1.6, "half width of a strip, or radius of a disc, in which it strikes", unit="m", low=0.1, high=1000, range=(1.4, 2), assumption="a loading gauge of 3.2 m")
    clear_m: float = parameter(0.9, "distance that the one caught lies inside its edge", unit="m", low=0, high=1000, range=(0.3, 1.5), assumption="boot at the outer rail")
    foreseen_s: float = parameter(30.0, "time to arrival at which harm is even odds", unit="s", low=0, high=600, range=(15, 45), assumption="chosen, among about twenty settings, with the rail-yard shapes in view")
    foreseen_spread_s: float = parameter(10.0, "width of that judgement", unit="s", low=0.1, high=300, range=(5, 15), assumption="chosen with the rail-yard shapes in view")
    signal_100m: float = parameter(20.0, "strength of its signal at 100 m, against the weakest heard", low=0, high=1e6, range=(5, 100), assumption="horn and rails are heard a kilometre off")
