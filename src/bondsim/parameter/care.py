"""Parameters of the family `care`: seizures, waking a sleeper, hearts and resuscitation, a team's protocol, a dog's vigil."""

from bondsim import sources as s
from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters, parameter


class SeizureParameters(Parameters):
    """A seizure, the scent before it, and the risk that breathing and heart stop."""

    duration_s: float = parameter(178.0, "mean length of a seizure", unit="s", low=1, high=7200, range=(60, 300), source=s.THEODORE_1994, assumption="the source has 62 s; 178 s (spread 133 s) is told of seizures that become general, in a study that was not seen")
    duration_sd_s: float = parameter(133.0, "spread of it (log-normal); 0 makes all alike", unit="s", low=0, high=7200, range=(0, 150), assumption="as for the mean")
    scent_share: float = parameter(0.787, "share of seizures with a scent before them", low=0, high=1, range=(0, 1), source=s.MAA_2021)
    lead_s: float = parameter(300.0, "time from the first scent to the seizure", unit="s", low=0, high=36000, range=(10, 5400), assumption="alerts between ten seconds and five hours before are reported; five minutes stand for a late one")
    scent_1m: float = parameter(1.0, "strength of the scent at 1 m, against the weakest one detected", low=0, high=1e6, range=(0, 10), source=s.KIRTON_2004, assumption="set so that an untrained dog of bond 0.6 warns of about one seizure in seven")
    skill_gain: float = parameter(1.5, "sensitivity gained between no training and full training on the scent", unit="sd", low=0, high=10, range=(0, 3), assumption="trained dogs miss little")
    evidence: float = parameter(10.0, "evidence at which a dog is sure of the scent; 1000 and it never warns", unit="log-odds", low=-20, high=1000, range=(5, 15), assumption="twice that of a hazard: it lies beside its partner night after night, and false alarms would wake the house")
    scent_harm: float = parameter(0.6, "harm to its partner that a dog foresees at the scent", low=0, high=1, range=(0, 0.9), assumption="learned from earlier seizures")
    fit_harm: float = parameter(0.9, "harm foreseen for one who has a seizure or lies senseless after it", low=0, high=1, range=(0.5, 1), assumption="alarming to see")
    aid_relief: float = parameter(0.9, "share of the harm foreseen for one who is ill that looking after him is believed to avert", low=0, high=1, range=(0.5, 1), assumption="an open airway, and eyes on him")
    window_s: float = parameter(660.0, "time after a seizure in which breathing may stop", unit="s", low=0, high=36000, range=(180, 1200), source=s.RYVLIN_2013)
    arrest_base: float = parameter(-4.0, "arrest of one who lies unattended: a seizure of no length, no injury", unit="log-odds", low=-20, high=20, range=(-8, -2), assumption="rare")
    arrest_per_min: float = parameter(0.5, "each minute of seizure", unit="log-odds", low=0, high=10, range=(0, 1), assumption="longer seizures kill more")
    arrest_wear: float = parameter(2.0, "earlier injury of 1", unit="log-odds", low=0, high=10, range=(0, 4), assumption="a healed head wound")
    arrest_scale: float = parameter(1.0, "multiplier of the risk; 0 and no heart stops", low=0, high=1000, range=(0, 100), assumption="switch; large where a story has the heart stop")
    attended_share: float = parameter(0.1, "share of the risk left while somebody keeps the airway open; 1 makes care of no use", low=0, high=1, range=(0.05, 1), assumption="most such deaths are unattended")


class WakingParameters(Parameters):
    """A dog wakes a sleeper."""

    level_db: float = parameter(100.0, "level of barking and scratching at 1 m", unit="dB", low=0, high=140, range=(80, 106), assumption="kennels peak at 106 dB")
    wall_db: float = parameter(20.0, "loss at a closed door or wall", unit="dB", low=0, high=100, range=(10, 40), assumption="an inner door")
    closed_doors: float = parameter(1.0, "closed doors between dog and sleeper", low=0, high=10, range=(0, 2), assumption="the sleeper's door is shut")
    wake_db: float = parameter(80.0, "level at which one burst wakes every other time; -100 wakes at once", unit="dB", low=-100, high=200, range=(60, 90), assumption="deep sleep at two in the morning")
    wake_spread_db: float = parameter(6.0, "width of that", unit="dB", low=0.1, high=50, range=(3, 10), assumption="sleep is deep and shallow by turns")
    burst_s: float = parameter(3.0, "time between two bursts", unit="s", low=0.1, high=600, range=(1, 10), assumption="bark, scratch, listen")
    reach_m: float = parameter(2.0, "distance from the sleeper at which the dog makes itself heard", unit="m", low=0.1, high=1000, range=(1, 10), assumption="at the door of the room")
    rouse_s: float = parameter(10.0, "time from waking to being on one's feet", unit="s", low=0, high=600, range=(3, 30), assumption="sleep lingers")
    awake_s: float = parameter(900.0, "time that one who was woken stays up after the last alarm", unit="s", low=0, high=36000, range=(120, 3600), assumption="a quarter of an hour at the bedside")


class HeartParameters(Parameters):
    """The heart: rhythm, resuscitation, return of circulation by itself."""

    shockable_share: float = parameter(0.2, "share of arrests with a rhythm that a shock can end", low=0, high=1, range=(0, 0.5), assumption="an arrest for want of breath mostly is not")
    survival_at_once: float = parameter(0.67, "survival of a shockable arrest that is treated at once", low=0, high=1, range=(0.5, 0.8), source=s.LARSEN_1993)
    loss_cpr: float = parameter(0.023, "survival lost by each minute to compressions", unit="1/min", low=0, high=1, range=(0, 0.05), source=s.LARSEN_1993)
    loss_shock: float = parameter(0.011, "survival lost by each minute to the shock", unit="1/min", low=0, high=1, range=(0, 0.05), source=s.LARSEN_1993)
    loss_advanced: float = parameter(0.021, "survival lost by each minute to advanced care", unit="1/min", low=0, high=1, range=(0, 0.05), source=s.LARSEN_1993)
    unshockable_share: float = parameter(0.15, "share of that survival in an arrest that no shock ends", low=0, high=1, range=(0, 0.4), assumption="survival after asystole is several times rarer; the published loss was measured on shockable arrests and is an upper bound here")
    treated_mean_s: float = parameter(425.0, "mean time of advanced care until it brings back a heart that it can bring back", unit="s", low=1, high=36000, range=(200, 900), source=s.REYNOLDS_2013, assumption="exponential; 90 % within 16.1 min in the source")
    arrest_harm: float = parameter(0.95, "harm foreseen for one whose heart stands still", low=0, high=1, range=(0.5, 1), assumption="near certain death")
    p_return: float = parameter(0.02, "chance that a heart given up returns by itself", low=0, high=1, range=(0.005, 0.05), assumption="not known; 65 cases were published from 1982 to 2018")
    return_median_s: float = parameter(300.0, "median time to its recognised return after compressions stopped", unit="s", low=1, high=36000, range=(240, 420), source=s.GORDON_2020)
    return_sd: float = parameter(1.03, "spread of it (log)", low=0.01, high=5, range=(0.8, 1.55), source=s.GORDON_2020, assumption="quartiles of 2.5 and 10 min; 67 % within 10 min in another review fit 1.55")
    p_missed_pulse: float = parameter(0.0, "chance that compressions stop with a weak pulse that nobody feels; 0 switches it off", low=0, high=1, range=(0, 0.05), assumption="no rate is known; feeling for a pulse is known to be unreliable")
    viable_s: float = parameter(1800.0, "time from the arrest to compressions after which a heart does not return by itself", unit="s", low=0, high=1e6, range=(600, 3600), assumption="no return is known without resuscitation")
    p_full: float = parameter(0.28, "chance of full recovery after a return that was seen", low=0, high=1, range=(0.18, 0.4), source=s.GORDON_2020, assumption="a share of reported cases, hence favourable")
    p_impaired: float = parameter(0.09, "chance of surviving it impaired", low=0, high=1, range=(0, 0.2), source=s.GORDON_2020)
    impairment: float = parameter(0.4, "injury that stays with one who survives impaired", low=0, high=1, range=(0.1, 0.8), assumption="want of oxygen never improves anybody")


class ProtocolParameters(Parameters):
    """What the team does by rule. How long it resuscitates and how long it observes afterwards are two clocks."""

    cpr_s: float = parameter(600.0, "time of resuscitation by the team", unit="s", low=0, high=36000, range=(600, 3600), assumption="as told; twenty minutes and more are advised")
    observation_s: float = parameter(120.0, "time of observation after resuscitation has stopped", unit="s", low=0, high=36000, range=(0, 1800), assumption="short; ten minutes of ECG are advised (Gordon 2020)")
    check_sensitivity: float = parameter(0.78, "chance that the last check finds a weak pulse", low=0, high=1, range=(0.5, 1), assumption="published accuracies of feeling for a pulse lie near 0.78")
    heeds_animal: bool = parameter(False, "observe on while an animal stands guard in distress", assumption="a rule that could be made")
    keeps_off: bool = parameter(True, "keep off while an animal threatens", assumption="a rule of the safety of one's own")
    removal_s: float = parameter(1200.0, "time after resuscitation has stopped at which a dog standing guard is led away; 0 at once", unit="s", low=0, high=36000, range=(0, 1800), assumption="animal control arrives")
    call_off_s: float = parameter(300.0, "time between two orders to a dog standing guard to come away; 36000 and none is given", unit="s", low=1, high=36000, range=(60, 900), assumption="now and then somebody tries")


class VigilParameters(Parameters):
    """A dog stands guard over one who lies motionless."""

    stranger_harm: float = parameter(0.3, "harm foreseen from each stranger beside a partner who could look after himself; 0 and a dog foresees none", low=0, high=1, range=(0, 0.6), assumption="strangers lay hands on him")
    helpless: float = parameter(2.0, "how much more it is where the partner does not move", unit="log-odds", low=0, high=20, range=(0, 3), assumption="half of `harm.self_reliance`: no trust that he copes")
    near_m: float = parameter(4.0, "distance within which people count as at his side, and notice that he lives", unit="m", low=0.5, high=100, range=(2, 8), assumption="in the room")
    bite_half: float = parameter(0.5, "display times boldness at which one who takes the body is bitten every other time", low=0, high=2, range=(0.3, 0.8), assumption="growling comes first")
    bite_spread: float = parameter(0.12, "width of that", low=0.01, high=2, range=(0.05, 0.3), assumption="dogs differ")
    notice_rate: float = parameter(0.2, "rate at which one who stays beside the body, without monitor, notices that he lives", unit="1/s", low=0, high=10, range=(0.02, 1), assumption="a cough, a breath: within seconds")
    bite_wear: float = parameter(0.1, "injury by one bite", low=0, high=1, range=(0.02, 0.3), assumption="a hand")
    leave_gain: float = parameter(0.3, "gain for a team in leaving one it has given up where he lies, against taking him away", low=0, high=1, range=(0, 0.6), assumption="another call may wait")


class CprParameters(ActionParameters):
    """Resuscitate."""

    relief: float = parameter(0.95, "believed share of a hazard's harm to the partner averted", low=0, high=1, range=(0.5, 1), assumption="the only thing that helps")
    near: float = parameter(0.5, "closeness to the partner that it brings", low=0, high=1, range=(0, 1), assumption="at the partner's side")
    effort: float = parameter(1.0, "effort: weight of fatigue and injury against the action", low=0, high=10, range=(0, 3), assumption="hard work")
    duration_s: float = parameter(120.0, "time after which it is decided again", unit="s", low=0.1, high=3600, range=(60, 300), assumption="a cycle of two minutes")


class DeclareParameters(ActionParameters):
    """Give somebody up."""

    duration_s: float = parameter(5.0, "time after which it is decided again", unit="s", low=0.1, high=3600, range=(1, 60), assumption="time of death is noted")


class AlertParameters(ActionParameters):
    """Wake or fetch somebody."""

    relief: float = parameter(0.8, "believed share of a hazard's harm to the partner averted", low=0, high=1, range=(0.4, 1), assumption="people help")
    effort: float = parameter(0.5, "effort: weight of fatigue and injury against the action", low=0, high=10, range=(0, 2), assumption="barking and scratching")
    exposure: float = parameter(0.2, "own harm it is believed to bring by itself", low=0, high=1, range=(0, 0.4), assumption="it leaves its partner, and is scolded for noise at night")
    duration_s: float = parameter(15.0, "time after which it is decided again", unit="s", low=0.1, high=3600, range=(5, 60), assumption="a few bursts of barking")


class Traits(Parameters):
    """What the family adds to the traits of an agent."""

    seizure_onset_s: float = parameter(-1.0, "time at which it has a seizure; -1 for none", unit="s", low=-1, high=1e6, range=(-1, 3600), assumption="set by the scenario")
    collapsed: bool = parameter(False, "lies there from the start, its heart standing still", assumption="set by the scenario")
    asleep: bool = parameter(False, "is asleep", assumption="set by the scenario")
    check_s: float = parameter(1800.0, "mean time between the checks of one who sleeps nearby; 1e6 for none", unit="s", low=1, high=1e6, range=(600, 7200), assumption="a carer at night, at irregular times")
    skill_alert: float = parameter(0.2, "skill of the nose at a scent of the body; 0.5 is middling", low=0, high=1, range=(0, 1), assumption="not trained for it")
    trust_animal: float = parameter(0.7, "trust in what a dog shows", low=0, high=1, range=(0.1, 0.95), assumption="one who knows the dog; strangers less")
    advanced: bool = parameter(False, "brings a defibrillator and advanced care", assumption="set by the scenario")
    may_declare: bool = parameter(False, "may stop resuscitation and give up", assumption="set by the scenario")


GROUPS: dict[str, type[Parameters]] = {
    "seizure": SeizureParameters,
    "waking": WakingParameters,
    "heart": HeartParameters,
    "protocol": ProtocolParameters,
    "vigil": VigilParameters,
}
ACTIONS: dict[str, type[ActionParameters]] = {"cpr": CprParameters, "declare": DeclareParameters, "alert": AlertParameters}
