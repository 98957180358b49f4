"""Remembered scents, the pen they are left for, the streets on the way, and those who search."""

from bondsim import sources as s
from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters, parameter


class KinParameters(Parameters):
    """A scent of kin that is remembered and leads; the pen that is left for it."""

    p_cue: float = parameter(0.2, "chance that a remembered scent gives a direction within `cue_s`, at any distance in the city; 0 leaves the nose its natural range", low=0, high=1, range=(0, 0.4), assumption="no dog is known to do this; the figure stands for the story, and is what to sweep")
    cue_s: float = parameter(5.0, "time that `p_cue` and `turn_sd_deg` refer to", unit="s", low=0.1, high=600, range=(1, 30), assumption="a few strides and a breath")
    reference_match: float = parameter(0.3, "match to which `p_cue` refers", low=0.01, high=1, range=(0.1, 1), assumption="the match of the collar in the story")
    keeps_y: float = parameter(40.0, "time in which a scent's match falls to a third", unit="y", low=0.1, high=1000, range=(5, 100), source=s.SCENT_MEMORY, assumption="value: recognition had not faded after 68 months; how long a scent on leather lasts is not known")
    phenotype_match: float = parameter(0.2, "highest match with kin never met, known only by likeness to itself", low=0, high=1, range=(0, 0.3), source=s.HEPPER_1994, assumption="size: the source shows that siblings are recognised only by those who live with one")
    near_m: float = parameter(100.0, "distance within which scent on the air can be smelled; 0 takes the nose away", unit="m", low=0, high=1000, range=(30, 300), assumption="a plume in streets")
    turn_sd_deg: float = parameter(48.0, "spread of the turns of one who walks without a cue, a `cue_s`", unit="deg", low=0, high=180, range=(15, 90), assumption="0.85 rad; chosen so that the threshold lies where an earlier prototype had it; it decides where the threshold lies: sweep it")
    cue_sd_deg: float = parameter(17.0, "error of the direction that a cue gives", unit="deg", low=0, high=180, range=(0, 60), assumption="0.3 rad: a gust's direction, not a bearing")
    memory_s: float = parameter(60.0, "time constant with which a cue fades from choice", unit="s", low=0.1, high=1e6, range=(10, 600), assumption="a minute on a lost scent")
    seek_pace: float = parameter(0.9, "pace of a search, as a share of the speed that can be kept up", low=0.1, high=2, range=(0.6, 1), assumption="4 m/s for a dog that can keep up 4.5 m/s")
    roam_gain: float = parameter(0.3, "worth of roaming to a dog at large, as a share of its task; 0 leaves only a scent to make it go", low=0, high=1, range=(0, 0.6), assumption="loose dogs roam")
    shy_m: float = parameter(60.0, "distance of one who chases it within which a stray runs from it; 0 makes it heedless", unit="m", low=0, high=1000, range=(10, 100), assumption="across a street and a yard")
    found_m: float = parameter(25.0, "distance at which the source of a scent is found", unit="m", low=1, high=500, range=(10, 50), assumption="in sight, a cell of the map")
    decoy: bool = parameter(False, "cues point at a passer-by drawn by each run's luck instead of the source: the control", assumption="switch, used by the shuffled-scent baseline")
    p_latch: float = parameter(1.0, "probability that the latch of the pen has not caught", low=0, high=1, range=(0.001, 1), assumption="the incident starts with one careless second; a day has about 0.001")
    fence_m: float = parameter(1.8, "height of the fence behind the pen; 0 takes it away", unit="m", low=0, high=10, range=(0, 2.4), assumption="a kennel's outer fence")
    jump_m: float = parameter(2.2, "height that a young, rested, sound dog clears", unit="m", low=0, high=5, range=(1.5, 2.5), assumption="scaling walls of working-dog trials stand at 1.8 m")
    call_m: float = parameter(150.0, "distance at which a loose dog still hears its partner call; beyond it, none calls it back", unit="m", low=0, high=5000, range=(50, 400), assumption="a voice in a street")
    told_to_stay: bool = parameter(True, "the dog in the pen was told to stay", assumption="as every evening")
    notice_s: float = parameter(60.0, "time until the staff notice that a dog is loose", unit="s", low=0, high=86400, range=(5, 900), assumption="kennel staff nearby; smaller is more watchful")


class StreetsParameters(Parameters):
    """Traffic, and loudspeaker warnings to clear the streets."""

    scale: float = parameter(1.0, "share of the map's traffic that drives; 0 empties the streets", low=0, high=20, range=(0, 3), assumption="the map's own figures")
    on_lane: float = parameter(0.4, "share of the time on a street spent in the way of vehicles", low=0, high=1, range=(0.2, 0.8), assumption="a carriageway of ten metres in a street of twenty-five")
    gap_s: float = parameter(4.0, "gap that a walker wants before it crosses; 0 makes it heedless", unit="s", low=0, high=60, range=(0, 8), assumption="time to cross")
    feared: float = parameter(0.3, "share of conflicts that one foresees to end badly; 0 makes traffic nothing to fear", low=0, high=1, range=(0, 1), assumption="a frightened dog's judgement")
    p_struck: float = parameter(0.02, "share of conflicts in which the walker is struck; 0 lets all drivers stop in time", low=0, high=1, range=(0, 0.1), assumption="drivers brake, dogs dodge")
    wear: float = parameter(0.5, "injury done by being struck; at 1 in all it is dead", low=0, high=1, range=(0.2, 1), assumption="two blows kill")
    clears: float = parameter(0.8, "share of those who heard a warning that clears the street; 0 makes warnings useless", low=0, high=1, range=(0, 1), assumption="most people heed a police car")
    level_db: float = parameter(115.0, "level of a loudspeaker on a car at 1 m", unit="dB", low=0, high=150, range=(100, 125), assumption="a siren loudspeaker")
    noise_db: float = parameter(60.0, "noise of the streets", unit="dB", low=0, high=120, range=(50, 70), assumption="a city by day")
    absorption_db_m: float = parameter(0.02, "what air and houses take from a sound", unit="dB/m", low=0, high=1, range=(0.005, 0.05), assumption="open streets between houses")
    warned_s: float = parameter(900.0, "time for which those warned stay off the street", unit="s", low=0, high=86400, range=(120, 3600), assumption="a quarter of an hour")
    sight_max_m: float = parameter(100.0, "distance beyond which houses hide whoever is there", unit="m", low=0, high=10000, range=(50, 400), assumption="a street's length")


class PatrolParameters(Parameters):
    """Units that search for a stray."""

    loudspeakers: bool = parameter(True, "units warn by loudspeaker while they search", assumption="switch")
    ring_m: float = parameter(200.0, "radius of the ring around a fresh sighting", unit="m", low=0, high=10000, range=(50, 500), assumption="two blocks")
    ring_m_s: float = parameter(1.5, "growth of the ring with the age of the sighting", unit="m/s", low=0, high=20, range=(0, 4), assumption="less than a straight run: strays turn")
    ring_max_m: float = parameter(1500.0, "largest radius", unit="m", low=1, high=50000, range=(500, 3000), assumption="a district")
    sweep_per_h: float = parameter(6.0, "rounds of the ring an hour", unit="1/h", low=0, high=100, range=(0, 12), assumption="ten minutes a round")
    p_report: float = parameter(0.3, "chance that a passer-by who sees a stray dog reports it; 0 leaves the units their own eyes", low=0, high=1, range=(0, 1), assumption="most do not call")
    foot_m_s: float = parameter(3.0, "speed at which units give chase off the streets, on foot", unit="m/s", low=0, high=20, range=(2.5, 4), assumption="a steady run in gear, over fences")
    catch_m: float = parameter(25.0, "distance at which a unit can try to catch", unit="m", low=0, high=500, range=(5, 40), assumption="out of the car and a few steps")
    catch_per_s: float = parameter(0.01, "rate at which a unit that has come up catches; 0 leaves units to look on", unit="1/s", low=0, high=10, range=(0, 0.05), assumption="a fit dog evades most attempts")


class SeekParameters(ActionParameters):
    """Follow a remembered scent, or roam."""

    effort: float = parameter(0.2, "effort: weight of fatigue and injury against the action", low=0, high=10, range=(0, 1), assumption="a canter")
    approach: float = parameter(1.0, "how far it leads towards a scent that is remembered", low=0, high=1, range=(0, 1), assumption="all the way")
    duration_s: float = parameter(10.0, "time after which it is decided again", unit="s", low=0.1, high=3600, range=(5, 60), assumption="two or three breaths of scent")


class Traits(Parameters):
    """What the family adds to the traits of an agent."""

    w_kin: float = parameter(2.0, "weight of a remembered scent", low=0, high=50, range=(1, 4), assumption="weights order the motives of the role; no measurement exists")
    heeds_kin: bool = parameter(True, "remembered scents lead it and enter its choices", assumption="switch, used by the obedient baseline")
    kin_relatedness: float = parameter(0.5, "relatedness to the line whose scent it remembers", low=0, high=1, range=(0.125, 1), assumption="sire and pup")
    kin_familiar: bool = parameter(True, "it has lived with that kin or met the scent; else it goes by likeness to itself", assumption="the story has it so; a sire does not live with his pups")
    relic_strength: float = parameter(0.0, "strength, when fresh, of the scent of that kin on what it carries", low=0, high=1, range=(0, 1), assumption="carries nothing")
    relic_age_y: float = parameter(0.0, "age of that scent", unit="y", low=0, high=100, range=(0, 10), assumption="fresh")
    starts_penned: bool = parameter(False, "it is in a pen at the start", assumption="set by the scenario")
    starts_loose: bool = parameter(False, "it is at large at the start", assumption="set by the scenario")


OF_SEEKERS = frozenset(Traits.model_fields) - {"relic_strength", "relic_age_y"}

GROUPS: dict[str, type[Parameters]] = {"kin": KinParameters, "streets": StreetsParameters, "patrol": PatrolParameters}
ACTIONS: dict[str, type[ActionParameters]] = {"seek": SeekParameters}
