"""Parameters of the laws: the same for every agent of a run."""

from bondsim import sources as s
from bondsim.parameter.base import Parameters, parameter

FIT = "chosen, among about twenty settings of a prototype, with the shapes of the rail-yard rescue in view"


class SenseParameters(Parameters):
    """Detection of a signal, and the evidence that makes one notice a hazard."""

    look_s: float = parameter(1.0, "time between two looks", unit="s", low=0.1, high=60, range=(0.5, 2), assumption="a second a look")
    criterion: float = parameter(1.0, "criterion of an unbiased observer", unit="sd", low=-5, high=5, range=(0.5, 2), source=s.GREEN_SWETS_1966, assumption="value")
    bond_shift: float = parameter(0.5, "criterion lowered by a bond of 1 to whom the signal concerns", unit="sd", low=0, high=3, range=(0, 1), source=s.CATALA_2020, assumption="size; the source gives the direction")
    gain: float = parameter(1.0, "sensitivity gained per e-fold of signal", unit="sd", low=0, high=5, range=(0.5, 2), assumption="logarithmic response")
    arousal_loss: float = parameter(0.6, "sensitivity lost when arousal is 0.5 off its best", unit="sd", low=0, high=5, range=(0, 1.5), source=s.BRAY_2015, assumption="size; the source gives the inverted U")
    age_loss: float = parameter(0.8, "sensitivity lost with the whole capacity of age", unit="sd", low=0, high=5, range=(0, 2), assumption="senses dull with age")
    expected: float = parameter(1.5, "sensitivity that an agent credits itself with", unit="sd", low=0.1, high=5, range=(1, 2.5), assumption="a middling signal")
    leak: float = parameter(0.98, "share of evidence kept from one second to the next", low=0.01, high=1, range=(0.9, 1), assumption="evidence fades in a minute")
    floor: float = parameter(-2.0, "lowest evidence kept", unit="log-odds", low=-20, high=0, range=(-4, 0), assumption="nobody is sure of nothing")
    notice: float = parameter(5.0, "evidence at which a hazard is noticed; -20 notices at once", unit="log-odds", low=-20, high=20, range=(3, 6), assumption="about half a false alarm an hour")


class HarmParameters(Parameters):
    """What an agent predicts will befall another or itself."""

    bias: float = parameter(0.0, "bias of predicted harm", unit="log-odds", low=-10, high=10, range=(-1, 1), assumption="unbiased")
    self_reliance: float = parameter(4.0, "how far trust that the other copes lowers predicted harm out of reach", unit="log-odds", low=0, high=20, range=(0, 6), assumption="look-backs vanish when trust is full")
    distress: float = parameter(0.55, "harm read off a partner who is down and vocal", low=0, high=1, range=(0.2, 0.8), source=s.VAN_BOURG_2020, assumption="size; the source shows that distress moves dogs to rescue")
    own_share: float = parameter(0.1, "share of the partner's predicted harm that a helper believes to share", low=0, high=1, range=(0, 0.3), assumption="a dog does not know trains")
    last_moment_s: float = parameter(1.0, "time before impact at which a helper sees its own danger in full", unit="s", low=0, high=30, range=(0, 3), assumption="noise and air pressure")


class ChoiceParameters(Parameters):
    """How utilities become a choice."""

    temperature: float = parameter(0.5, "softmax temperature at best arousal", low=0.01, high=10, range=(0.3, 1), assumption="choices of a trained agent are firm")
    arousal_noise: float = parameter(1.0, "growth of the temperature when arousal is 0.5 off its best", low=0, high=10, range=(0, 2), source=s.BRAY_2015, assumption="size; at 3 arousal washes out any preference")
    arousal_cap: float = parameter(0.9, "highest arousal that a choice feels", low=0, high=1, range=(0.8, 1), assumption="keeps choices from becoming coin flips")
    standing_order: float = parameter(0.3, "weight of a standing order, against one just given, once the superior is unconscious; 0 lets it lapse", low=0, high=1, range=(0, 1), assumption="training speaks, the voice is gone")
    interrupt: float = parameter(0.5, "growth of the best alternative's lead, in temperatures, that breaks off an action", low=0, high=20, range=(0.25, 1), assumption="small leads do not interrupt")


class ArousalParameters(Parameters):
    """How arousal rises and settles."""

    tau: float = parameter(300.0, "time constant of settling", unit="s", low=1, high=1e5, range=(60, 1800), assumption="settles over minutes")
    alarm_rate: float = parameter(0.01, "rise per second under full predicted harm", unit="1/s", low=0, high=10, range=(0, 0.05), assumption="half aroused in a minute")
    effort_rate: float = parameter(0.004, "rise per second while pulling or chasing", unit="1/s", low=0, high=10, range=(0, 0.02), assumption="slower than alarm")
    calming_rate: float = parameter(0.002, "extra settling per second beside a partner of bond 1", unit="1/s", low=0, high=10, range=(0, 0.01), source=s.GACSI_2013, assumption="size; the source gives the direction")
    near_m: float = parameter(2.0, "distance within which a partner calms", unit="m", low=0, high=100, range=(1, 5), assumption="at its side")
    stress_shift: float = parameter(0.3, "rise of resting arousal with stress of 1", low=0, high=1, range=(0, 0.6), assumption="stressed agents rest higher")


class EnergyParameters(Parameters):
    """Work, reserve and cold."""

    cold_per_degree: float = parameter(0.04, "power lost per degree of muscle cooling", unit="1/K", low=0, high=0.2, range=(0.02, 0.1), source=s.FAULKNER_2013)
    muscle_cooling: float = parameter(0.1, "muscle cooling per degree of air below the threshold", unit="K/K", low=0, high=1, range=(0, 0.3), assumption="a chase in winter dress")
    cold_below_c: float = parameter(10.0, "air temperature below which muscles cool", unit="C", low=-20, high=30, range=(5, 15), assumption="exercise keeps muscles warm above")
    wear_slows: float = parameter(0.5, "share of speed lost with wear of 1", low=0, high=1, range=(0.2, 0.8), assumption="a limp")
    age_half: float = parameter(10.5, "age at which a dog has half its capacity", unit="y", low=5, high=20, range=(9, 12), source=s.TENG_2022, assumption="set at the life expectancy of a German Shepherd")
    age_spread: float = parameter(1.0, "width of the decline", unit="y", low=0.1, high=5, range=(0.5, 2), assumption="decline over about four years")


class DragParameters(Parameters):
    """Pulling a person along the ground, one pull after another."""

    period_s: float = parameter(1.1, "time of one pull with its recovery", unit="s", low=0.2, high=10, range=(0.8, 2), assumption="one pull a second")
    force_s: float = parameter(0.6, "time of one pull during which force acts", unit="s", low=0.1, high=5, range=(0.3, 0.9), assumption="half of a pull")
    angle_deg: float = parameter(25.0, "angle of the strap above the ground", unit="deg", low=0, high=60, range=(0, 40), assumption="a raised vest strap")
    force_sd: float = parameter(0.05, "spread of the force from pull to pull", low=0, high=0.5, range=(0, 0.1), assumption="pulls differ; without spread physics is a cliff")
    vigour_floor: float = parameter(0.85, "share of full force given without bond or need; 1 keeps bond out of the force", low=0, high=1, range=(0.7, 1), assumption=FIT)
    drain: float = parameter(0.001, "reserve used by one pull", low=0, high=1, range=(0, 0.004), assumption=FIT)
    wear: float = parameter(0.0005, "strain of body done by one pull", low=0, high=0.1, range=(0, 0.002), assumption="jaws, neck and paws")
    grip_m: float = parameter(0.5, "distance of the one who pulls from the one who is pulled", unit="m", low=0.1, high=5, range=(0.3, 1), assumption="a strap's length")
    reach_m: float = parameter(0.3, "distance to the place of pulling at which pulling starts", unit="m", low=0.05, high=2, range=(0.2, 0.5), assumption="half a pace")
    withdrawn_m: float = parameter(4.0, "how far from its partner one that withdraws goes", unit="m", low=0, high=100, range=(2, 10), assumption="out of the danger, in sight")
    assist: float = parameter(0.265, "share of half the body weight that a person in danger adds by pushing, before cold", low=0, high=1, range=(0, 0.4), assumption=FIT)
    crawl_m_s: float = parameter(0.15, "crawling speed of a conscious person who is down but not caught", unit="m/s", low=0, high=2, range=(0.05, 0.3), assumption="on elbows with a broken leg")
    slip_m: float = parameter(0.9, "distance a caught boot must be dragged to slip free", unit="m", low=0, high=5, range=(0.1, 1), assumption="it clears at the last pull")


class FallParameters(Parameters):
    """Failing at an obstacle, log-odds of one crossing."""

    base: float = parameter(-5.3, "sound, warm, rested, flat", unit="log-odds", low=-20, high=5, range=(-6, -4.5), assumption="one crossing in a hundred fails")
    wear: float = parameter(2.6, "an injured leg of wear 1", unit="log-odds", low=0, high=10, range=(1, 4), assumption="an old knee injury")
    fatigue: float = parameter(1.2, "full fatigue", unit="log-odds", low=0, high=10, range=(0, 2), assumption="tired legs trip")
    cold: float = parameter(1.0, "10 degrees below `cold_below_c`", unit="log-odds", low=0, high=10, range=(0, 2), assumption="stiff legs trip")
    cold_below_c: float = parameter(10.0, "air temperature below which legs stiffen", unit="C", low=-20, high=30, range=(5, 15), assumption="as for muscle power")
    expected_step_m: float = parameter(0.2, "obstacle that one who decides to run expects", unit="m", low=0, high=2, range=(0.1, 0.5), assumption="a rail")
    height: float = parameter(0.8, "a step of 0.2 m", unit="log-odds", low=0, high=10, range=(0, 2), assumption="a rail's height")
    ice: float = parameter(0.5, "ice on the ground", unit="log-odds", low=0, high=10, range=(0, 2), assumption="slippery")
    p_caught: float = parameter(0.5, "probability that a fall leaves the boot caught", low=0, high=1, range=(0.1, 1), assumption="rails with gaps")
    wear_added: float = parameter(0.2, "injury added by a fall", low=0, high=1, range=(0, 0.5), assumption="a fracture at worst")
    down_s: float = parameter(3.0, "time lost by a fall without entrapment", unit="s", low=0, high=60, range=(1, 6), assumption="getting up")


class StanceParameters(Parameters):
    """When a handler who ordered the dog away calls it to help: rates while the dog has pulled within `memory_s`."""

    base_rate: float = parameter(0.06, "rate while the dog pulls", unit="1/s", low=0, high=10, range=(0.02, 0.15), assumption=FIT)
    progress_rate: float = parameter(0.15, "rate added by progress, times trust", unit="1/s", low=0, high=10, range=(0, 0.3), assumption=FIT)
    progress_m: float = parameter(0.05, "progress that convinces", unit="m", low=0.001, high=1, range=(0.02, 0.2), assumption="two inches")
    danger_rate: float = parameter(0.20, "rate added by great danger", unit="1/s", low=0, high=10, range=(0, 0.4), assumption=FIT)
    danger_level: float = parameter(0.8, "own predicted harm that counts as great danger", low=0, high=1, range=(0.6, 0.95), assumption=FIT)
    call_back_rate: float = parameter(0.01, "rate of calling back a dog that does not pull; the rescue rests on it being small", unit="1/s", low=0, high=10, range=(0, 0.06), assumption=FIT)
    memory_s: float = parameter(3.0, "how long a pull is remembered", unit="s", low=0, high=60, range=(1, 6), assumption="a few pulls")


class PursuitParameters(Parameters):
    """What a handler expects of a chase."""

    backup_s: float = parameter(120.0, "time to backup that the handler expects", unit="s", low=0, high=3600, range=(10, 300), assumption="dispatch and a drive across the district")
    escape_rate: float = parameter(1 / 120, "rate at which a suspect is expected to get away meanwhile", unit="1/s", low=0, high=1, range=(0.002, 0.03), assumption="two minutes to vanish")
    prelude_s: float = parameter(0.0, "time of a stop and a chase by car before the first step: those who were in it arrive aroused, and help is on its way", unit="s", low=0, high=3600, range=(0, 600), assumption="none; set by the scenario")
    no_solo: bool = parameter(False, "standing order of the dispatcher to wait for backup, and of handlers to their dogs to stay meanwhile", assumption="off by default")
    reach_m: float = parameter(1.2, "distance at which a suspect is seized", unit="m", low=0.2, high=5, range=(0.8, 2), assumption="an arm's length")
    threat_m: float = parameter(4.0, "distance of a pursuer at which a suspect sees an even chance of harm", unit="m", low=0.5, high=50, range=(2, 10), assumption="a leap")
    threat_spread_m: float = parameter(1.5, "width of that judgement", unit="m", low=0.1, high=20, range=(0.5, 3), assumption="a pace")
    memory_s: float = parameter(5.0, "how long a suspect out of sight is still followed", unit="s", low=0, high=600, range=(2, 20), assumption="a few seconds")


class RadioParameters(Parameters):
    """Messages, position, dispatch."""

    p_message: float = parameter(0.6, "probability that one call gets through", low=0, high=1, range=(0.3, 1), assumption="metal all around")
    retry_s: float = parameter(5.0, "time between two calls", unit="s", low=0.1, high=600, range=(2, 15), assumption="a call and a pause")
    position_sd_m: float = parameter(15.0, "error of the last known position", unit="m", low=0, high=1000, range=(5, 50), assumption="satellite position between wagons")
    drift_m2_s: float = parameter(0.0, "growth of that error since the call: half the growth of its square", unit="m2/s", low=0, high=100, range=(0, 5), assumption="none: one who lies caught stays where he called from; one who walks on strays some metres a minute")
    sweep_m: float = parameter(20.0, "width that a searching responder sees", unit="m", low=0.5, high=200, range=(5, 40), assumption="at dusk among tracks")
    dispatch_s: float = parameter(45.0, "median delay from message to dispatch", unit="s", low=0, high=3600, range=(20, 120), assumption="one dispatcher")
    dispatch_sd: float = parameter(0.4, "spread of the delay (log)", low=0, high=2, range=(0, 0.8), assumption="log-normal")
    stops_traffic: bool = parameter(True, "the dispatcher has the hazard braked when told", assumption="railway and police are in contact")


class TrustParameters(Parameters):
    """Trust as the mean of a Beta distribution, with forgetting and negativity."""

    memory: float = parameter(0.98, "share of experience kept from one to the next", low=0, high=1, range=(0.9, 1), assumption="fifty experiences deep")
    negativity: float = parameter(3.0, "weight of a failure against a success", low=0, high=20, range=(1, 5), source=s.YANG_2021, assumption="size; the source gives the direction")
    experience: float = parameter(20.0, "experiences behind the trust at the start", low=1, high=1000, range=(5, 100), assumption="months of work together")
    learns: bool = parameter(True, "trust changes by what happened", assumption="switch")


class AttachmentParameters(Parameters):
    """Bond: what one incident does to it."""

    rescue_gain: float = parameter(0.2, "share of the missing bond gained by a shared rescue", low=0, high=1, range=(0.1, 0.3), assumption="a shared high-arousal rescue binds")
    learns: bool = parameter(True, "bond changes by what happened", assumption="switch")


class GroundParameters(Parameters):
    """The ground."""

    friction: float = parameter(0.40, "coefficient of friction of a dragged person", low=0.05, high=1.5, range=(0.3, 0.6), assumption="wet ballast; at 0.6 nobody can be dragged by a dog")
    friction_sd: float = parameter(0.10, "spread of friction from run to run (log)", low=0, high=1, range=(0, 0.2), assumption="ground differs; without spread physics is a cliff")
    ice: bool = parameter(False, "ice on the ground", assumption="none by default")


class WeatherParameters(Parameters):
    """The weather."""

    temperature_c: float = parameter(10.0, "air temperature", unit="C", low=-40, high=50, range=(-15, 35), assumption="mild; scenarios set their own")
