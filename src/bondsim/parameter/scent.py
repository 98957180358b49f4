"""Parameters of the family `scent`: trails, plumes and the nose."""

from bondsim import sources as s
from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters, parameter

FIT = "chosen, among some dozen settings of a prototype, with the trailing shapes in view"


class ScentParameters(Parameters):
    """Trails that age, the nose that tires, plumes on the wind, and what a person reads off a dog."""

    # trails
    trail_strength: float = parameter(3.7, "sensitivity to a fresh trail at skill 0.8", unit="sd", low=-5, high=10, range=(2.5, 4.2), source=s.HARVEY_2003, assumption="value fitted: experienced dogs follow trails of two days, novices do not")
    trail_skill: float = parameter(2.5, "sensitivity gained from skill 0 to 1", unit="sd", low=0, high=10, range=(1, 4), assumption=FIT)
    trail_ageing: float = parameter(0.45, "sensitivity lost with each e-fold of age; 0 keeps trails fresh", unit="sd", low=0, high=5, range=(0.4, 0.9), source=s.HARVEY_2003, assumption="value fitted; the form is logarithmic, an exponential decay would make a cliff within hours")
    trail_young_s: float = parameter(1800.0, "age up to which a trail hardly weakens", unit="s", low=1, high=1e6, range=(600, 7200), assumption="half an hour")
    trail_age_loss: float = parameter(0.8, "sensitivity lost with the whole capacity of the dog's age", unit="sd", low=0, high=5, range=(0, 2), assumption="noses dull with age")
    trail_width_m: float = parameter(3.0, "half width of the band in which a trail is smelled", unit="m", low=0.1, high=50, range=(1, 5), assumption="a few metres in still air")
    trail_expected: float = parameter(1.5, "sensitivity that a trailing dog credits itself with", unit="sd", low=0.1, high=5, range=(1, 2.5), assumption="as for every sense: a middling signal")
    stride_m: float = parameter(5.0, "distance between two points at which a path leaves scent", unit="m", low=1, high=50, range=(2, 10), assumption="a cell of a forest map")
    sure: float = parameter(2.0, "evidence at which a dog is sure to be on the trail; from there it casts when it is lost", unit="log-odds", low=0, high=20, range=(1, 4), assumption="about nine in ten")
    most_sure: float = parameter(5.0, "evidence that can be had of being on the trail", unit="log-odds", low=0.5, high=50, range=(3, 8), assumption="doubt comes back within seconds")
    wobble_deg: float = parameter(10.0, "wander of the heading in a second without scent", unit="deg", low=0, high=90, range=(5, 20), assumption="a dog runs on roughly straight")
    misled_deg: float = parameter(40.0, "how far a false alarm turns a dog off its heading, at most", unit="deg", low=0, high=180, range=(20, 90), assumption=FIT)
    # casting and direction
    cast_spacing_m: float = parameter(4.0, "spacing of the loops in which a lost trail is searched", unit="m", low=0.5, high=50, range=(1.5, 6), assumption="a band and a half of the nose")
    cast_s: float = parameter(180.0, "time without a sure sign after which a trail is given up", unit="s", low=1, high=7200, range=(60, 600), assumption="three minutes; field practice differs")
    print_s: float = parameter(0.5, "time between two footprints", unit="s", low=0.1, high=5, range=(0.4, 0.8), assumption="a walk")
    way_span_s: float = parameter(1.6, "age difference between first and last print smelled that tells the way; 0 tells it at once", unit="s", low=0, high=1e4, range=(1, 2.5), source=s.HEPPER_WELLS_2005, assumption="value fitted: five prints suffice, three do not")
    way_spread: float = parameter(0.2, "spread of that difference between attempts", low=0, high=1, range=(0.1, 0.4), assumption="value fitted with it")
    way_ageing_s: float = parameter(14400.0, "age at which twice the difference is needed", unit="s", low=1, high=1e7, range=(3600, 86400), assumption="measured on tracks of up to an hour only")
    deciding_s: float = parameter(4.0, "time at half speed in which a dog decides on the way", unit="s", low=0, high=60, range=(3, 5), source=s.THESEN_1993)
    # the nose
    pant_rate: float = parameter(0.1, "nose fatigue built up by exertion above the threshold; 0 keeps the nose fresh", unit="1/min", low=0, high=10, range=(0.05, 0.2), source=s.RUNNING_NOSE_2024, assumption="value fitted to hits of three dogs at a trot")
    pant_effort: float = parameter(0.35, "exertion at which panting begins", low=0, high=1, range=(0.2, 0.5), source=s.RUNNING_NOSE_2024, assumption="value fitted")
    pant_per_degree: float = parameter(0.05, "growth of that fatigue with each degree above `pant_warm_c`", unit="1/K", low=0, high=1, range=(0, 0.1), assumption="heat makes dogs pant")
    pant_warm_c: float = parameter(20.0, "air temperature above which dogs pant more", unit="C", low=-20, high=50, range=(15, 25), assumption="moderate conditions of the measurements")
    nose_rest_s: float = parameter(2400.0, "time in which nose fatigue falls to a third", unit="s", low=1, high=1e6, range=(1200, 4800), source=s.RUNNING_NOSE_2024, assumption="value fitted")
    adapt_rate: float = parameter(0.0, "nose fatigue built up by the odour itself", unit="1/min", low=0, high=10, range=(0, 0.05), source=s.GARNER_2001, assumption="none: no decline in two hours of moderate work")
    nose_loss: float = parameter(1.8, "sensitivity lost at nose fatigue 0.5, growing with its fourth power", unit="sd", low=0, high=20, range=(1, 3), source=s.RUNNING_NOSE_2024, assumption="value and power picked among a dozen forms, on three dogs")
    trot_m_s: float = parameter(2.22, "speed of work that counts as exertion 1", unit="m/s", low=0.1, high=20, range=(1.8, 3), source=s.RUNNING_NOSE_2024)
    # plumes and other signs of somebody hidden
    wind_from_deg: float = parameter(0.0, "where the wind comes from: 0 is along the map from its far end, 90 across it", unit="deg", low=-180, high=180, range=(-180, 180), assumption="set by the scenario")
    wind_spread_deg: float = parameter(180.0, "half width within which the wind's direction is drawn on each run; 180 is any", unit="deg", low=0, high=180, range=(0, 180), assumption="any direction")
    wind_m_s: float = parameter(2.0, "speed of the wind", unit="m/s", low=0, high=30, range=(0.5, 5), assumption="a light breeze")
    calm_m_s: float = parameter(0.3, "speed below which air counts as calm", unit="m/s", low=0, high=5, range=(0.1, 0.5), assumption="smoke rises")
    plume_10m: float = parameter(50.0, "signal of a person's scent 10 m down the wind, against the weakest detected; 0 takes plumes away", low=0, high=1e6, range=(15, 150), assumption="set before the sweep width was computed, which is a check of it")
    plume_decay: float = parameter(1.5, "power with which it falls down the wind", low=0, high=5, range=(1, 2), source=s.FARRELL_2002, assumption="value; the source gives plumes that spread in both directions")
    plume_spread: float = parameter(0.2, "half width of the plume for each metre down the wind", low=0.01, high=2, range=(0.1, 0.4), assumption="eleven degrees to each side")
    plume_near_m: float = parameter(6.0, "reach of scent in calm air, and three times that against the wind", unit="m", low=0.1, high=100, range=(3, 10), assumption="some metres")
    birdsong_rate: float = parameter(0.05, "calls of birds that a listener hears in an undisturbed wood; 0 takes this sign away", unit="1/s", low=0, high=10, range=(0, 0.2), assumption="autumn: one in twenty seconds")
    hush_m: float = parameter(40.0, "distance within which somebody hidden makes birds fall silent", unit="m", low=0.1, high=1000, range=(20, 80), assumption="flight distances")
    hush_left: float = parameter(0.2, "share of birdsong that a listener expects near somebody hidden", low=0, high=1, range=(0, 0.5), assumption="most fall silent")
    rustle_10m: float = parameter(1.0, "signal of the small sounds of somebody hidden at 10 m; 0 takes this sign away", low=0, high=1e6, range=(0.3, 3), assumption="a breath, a twig")
    threat_prior: float = parameter(-4.0, "evidence before any sign", unit="log-odds", low=-20, high=20, range=(-6, -2), assumption="few places hide somebody")
    freeze_at: float = parameter(4.0, "evidence of somebody hidden from which a dog may point", unit="log-odds", low=0, high=20, range=(3, 6), assumption="one or two false signs an hour")
    threat_harm: float = parameter(0.9, "harm foreseen from one who certainly lies in wait; 0 takes the warning away", low=0, high=1, range=(0.5, 1), assumption="a firearm is feared")
    threat_most: float = parameter(9.0, "evidence of somebody hidden that can be had", unit="log-odds", low=1, high=50, range=(6, 12), assumption="a bound, so that it fades in time")
    # the search of an area
    wind_follow: float = parameter(3.0, "evidence on the wind from which a searching dog works up to its source", unit="log-odds", low=-2, high=20, range=(2, 5), assumption="a few puffs")
    leg_m: float = parameter(60.0, "distance between the legs of an area search", unit="m", low=1, high=1000, range=(20, 120), assumption="set by those who plan the search")
    find_m: float = parameter(15.0, "distance at which somebody seen counts as found", unit="m", low=0.5, high=200, range=(5, 30), assumption="within call")
    lead_m: float = parameter(3.0, "distance at which a handler walks behind the dog", unit="m", low=0, high=100, range=(2, 10), assumption="ten feet")
    contact_m: float = parameter(20.0, "distance at which one who is followed has been come up with", unit="m", low=0.5, high=200, range=(10, 40), assumption="within earshot")
    closing_gain: float = parameter(1.0, "growth of the odds of success with the rate at which a trail grows fresher; 0 for none", low=0, high=50, range=(0, 3), assumption="a trail that grows stronger spurs on")
    # what a person makes of the dog
    react_s: float = parameter(0.7, "time to answer the sign of a dog that is read and trusted", unit="s", low=0, high=60, range=(0.4, 1.5), assumption="a start and a step")
    doubt_s: float = parameter(3.0, "time added with a dog that is not", unit="s", low=0, high=600, range=(1, 6), assumption="a look and a second look")
    react_gain: float = parameter(3.0, "how fast that time falls with reading times trust", low=0, high=50, range=(1, 6), assumption="a third for each third")
    remember_s: float = parameter(300.0, "time in which a sign that he has read fades to a third in a handler's mind", unit="s", low=1, high=1e6, range=(60, 1200), assumption="some minutes: one who was warned goes on warily")
    sign_weight: float = parameter(1.0, "weight in his trust of a sign that proved true, false, or was missing, against an experience in mortal danger; 0 teaches none", low=0, high=5, range=(0, 2), assumption="he was shot at, or might have been")
    # anticipation
    cue_rate: float = parameter(0.02, "share of a cue's meaning that one shift teaches; 0 teaches none", low=0, high=0.9, range=(0.005, 0.05), assumption="half learned in five weeks of shifts; form of Rescorla and Wagner")
    cue_followed: float = parameter(0.8, "share of cues that a deployment follows", low=0, high=1, range=(0.2, 1), assumption="calls mostly lead to work")
    deploy_s: float = parameter(20.0, "time until a dog works that foresaw nothing", unit="s", low=0, high=600, range=(5, 60), assumption="out of the car, harness, scent")
    coupling_rate: float = parameter(0.001, "rate at which arousal goes over between partners; 0 for none", unit="1/s", low=0, high=1, range=(0, 0.005), source=s.KATAYAMA_2019, assumption="size; the source gives that it grows with time together")
    coupling_shifts: float = parameter(250.0, "shifts together in which two thirds of it come about", low=1, high=1e5, range=(60, 700), assumption="a year")


class TrackParameters(ActionParameters):
    """Follow a trail: a dog with its nose, a person behind the dog."""

    effort: float = parameter(0.2, "effort: weight of fatigue and injury against the action", low=0, high=10, range=(0, 1), assumption="a walk")
    duration_s: float = parameter(30.0, "time after which it is decided again", unit="s", low=0.1, high=3600, range=(5, 120), assumption="or when the trail is lost, or on an event")


class CastParameters(ActionParameters):
    """Search for a lost trail, or an area for somebody."""

    effort: float = parameter(0.2, "effort: weight of fatigue and injury against the action", low=0, high=10, range=(0, 1), assumption="a walk")
    duration_s: float = parameter(30.0, "time after which it is decided again", unit="s", low=0.1, high=3600, range=(5, 120), assumption="or when a trail is found, or on an event")


class FreezeParameters(ActionParameters):
    """Stand still and point at something."""

    relief: float = parameter(0.6, "believed share of a hazard's harm to the partner averted", low=0, high=1, range=(0.3, 0.8), assumption="as for looking back at the partner: it holds the partner up")
    relief_distress: float = parameter(0.0, "believed share of the partner's distress averted", low=0, high=1, range=(0, 0.3), assumption="none")
    near: float = parameter(0.5, "closeness to the partner that it brings", low=0, high=1, range=(0, 1), assumption="it waits for the partner")
    duration_s: float = parameter(10.0, "time after which it is decided again", unit="s", low=0.1, high=3600, range=(3, 30), assumption="or on an event")


class Traits(Parameters):
    """What the family adds to the traits of an agent."""

    nose: bool = parameter(False, "smells trails and plumes", assumption="dogs do")
    trails: bool = parameter(True, "follows trails on the ground; else it searches the wind alone", assumption="a trailing dog")
    leashed: bool = parameter(False, "works on a lead: it moves only where its partner follows", assumption="set by the scenario")
    skill_trail: float = parameter(0.8, "skill at trailing", low=0, high=1, range=(0.3, 0.95), assumption="certified; novices 0.3, veterans 0.95")
    nose_start: float = parameter(0.0, "nose fatigue at the start", low=0, high=1, range=(0, 0.5), assumption="rested")
    trail_m_s: float = parameter(1.3, "speed on a trail: that of the dog with its handler, or of one who walks away", unit="m/s", low=0.01, high=20, range=(0.6, 2.5), assumption="a walk in the woods")
    head_start_s: float = parameter(0.0, "how long ago it passed its place at the start of the run, leaving a trail; 0 stands there now", unit="s", low=0, high=1e7, range=(0, 172800), assumption="set by the scenario")
    refuge_m: float = parameter(1500.0, "how far it walked at most before it lay up", unit="m", low=0, high=1e5, range=(300, 3000), assumption="set by the scenario")
    skill_read: float = parameter(0.9, "skill at reading the dog", low=0, high=1, range=(0, 1), assumption="three years together")
    vigilance: float = parameter(0.0, "what it has learned to expect of hidden people, beyond others", unit="log-odds", low=-10, high=10, range=(-2, 2), assumption="as others")
    shifts_together: float = parameter(0.0, "shifts together with its partner", low=0, high=1e4, range=(0, 700), assumption="set by the scenario")
    gain_track: float = parameter(0.7, "believed chance that following the trail brings the task to its end", low=0, high=1, range=(0.4, 0.9), assumption="as for a pursuit")


GROUPS: dict[str, type[Parameters]] = {"scent": ScentParameters}
ACTIONS: dict[str, type[ActionParameters]] = {"track": TrackParameters, "cast": CastParameters, "freeze": FreezeParameters}
