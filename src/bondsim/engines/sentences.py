"""Events in words, one sentence each."""

from typing import Any

Event = dict[str, Any]
BY = {1.0: "nose", 2.0: "ear", 3.0: "nose and ear"}  # what found a sign in a room
UNHURT = 0.005  # injury of which nothing is told


def reasons(event: Event) -> str:
    """The loudest terms of the utility of a choice, such as ``protect +2.9, command +0.0``.

    Where none speaks for or against it, those of the best of the other actions that were open.
    """
    terms = [(event[f"why_{k}"], event[f"why_{k}_value"]) for k in (1, 2, 3)]
    if not terms[0][0]:
        return "nothing else was open"
    other = terms[0][0].partition(" of ")[2]
    told = ", ".join(
        f"{name.partition(' of ')[0]} {value:+.1f}" for name, value in terms if abs(value) >= 0.05
    )
    if other:
        return f"rather than {other} ({told})" if told else f"nothing tells it from {other}"
    return told or "nothing speaks for or against"


def minutes(seconds: float) -> str:
    """A time in whole minutes, or in seconds where it is shorter than two."""
    return f"{seconds / 60:.0f} min" if seconds >= 120 else f"{seconds:.0f} s"


def sentence(e: Event) -> str:
    """One event in words."""
    actor, target, action, value = e["actor"], e["target"], e["action"], e["value"]
    words = {
        "chose": f"{actor} decides to {action} (p = {value:.2f}): {reasons(e)}",
        "fell": f"{actor} falls at an obstacle (the chance was {value:.2f})",
        "caught_fast": f"{actor} is caught fast",
        "slipped_free": f"{actor} slips free after {value:.2f} m",
        "clear": f"{actor} is clear, with {value:.1f} s to spare",
        "ordered": f"{actor} orders {target}: {action}",
        "noticed": f"{actor} notices the hazard, {value:.1f} s before it arrives",
        "struck": f"{target} is struck and killed",
        "passed": "the hazard has passed",
        "stopped_short": f"the hazard has stopped, {value:.0f} m short",
        "radio_lost": f"{actor} calls {target}: the message is lost",
        "radio_heard": f"{actor} calls {target}: heard; dispatch will take {value:.0f} s",
        "dispatched": f"{actor} sends {target}, {value:.0f} s away",
        "braking": f"{actor} has the hazard braked, {value:.0f} m off",
        "arrived": f"{actor} reaches the edge of the map",
        "lost_sight": f"{actor} loses sight of {target}",
        "arrested": f"{target} is held" + (f" by {actor}" if actor else ", having given up"),
        "escaped": f"{actor} gets away",
        "pulled": f"{actor} pulls {target} (force margin {value:.2f})",
        "learned_trust": f"{actor}'s trust in {target} is now {value:.2f}",
        "learned_bond": f"{actor}'s bond to {target} is now {value:.2f}",
        "found": f"{actor} finds {target}",
        "phase": f"phase {value + 1:.0f} of the incident begins: {target}",
        "chase_before": f"a stop and a chase by car have gone before, {minutes(value)}",
        "roused_before": f"{actor} comes out of it with an arousal of {value:.2f}",
        "called_before": f"{actor} called {target} {value:.0f} s ago, and was heard",
        # body
        "wounded": f"{actor} is wounded, and bleeds {value:.0f} mL a minute",
        "fainted": f"{actor} loses consciousness, with {value:.0%} of its blood left",
        "bled_to_death": f"{actor} bleeds to death, with {value:.0%} of its blood left",
        "died_of_wound": f"{actor} dies of a wound that is beyond help, with {value:.0%} of its blood left",
        "pressed": f"{actor} presses on the wound of {target}, who has {value:.0%} of its blood left",
        "lifted": f"{actor} lifts {target}",
        "set_off": f"{actor} sets off with {target}: {value / 60:.0f} min to care",
        "in_care": f"{actor} reaches care, with {value:.0%} of its blood left",
        # gun
        "raised": f"{actor} turns a gun on {target}: the first shot in {value:.2f} s",
        "gun_seen": f"{actor} takes in the gun of {target}, "
        f"{abs(value):.1f} s {'before' if value < 0 else 'after'} it is up",
        "shot_missed": f"{actor} fires at {target} and misses (the chance was {value:.2f})",
        "hit_by_shot": f"{actor} fires: {target} is hit, {value:.1f} m away",
        "shot_armour": f"the armour of {actor} stops the round",
        "felled": f"{actor} goes down",
        "held_fire": f"{actor} holds fire: {target} covers {value:.0%} of the line",
        "gun_lost": f"{actor} loses the gun to {target}",
        # fight
        "gripped": f"{actor} takes hold of {target}",
        "disarmed": f"{target} drops the blade, held by {actor}",
        "shaken_off": f"{target} shakes {actor} off after {value:.0f} s",
        "gave_in": f"{target} gives in and lies still, held by {actor}",
        "let_go": f"{actor} lets go of {target} after {value:.0f} s",
        "stabbed": f"{actor} stabs {target}",
        "killed": f"{target} is killed by {actor}",
        "blows": f"{actor} has taken {value:.0f} blow{'' if value == 1 else 's'} from {target}",
        "tore_loose": f"{actor} is no longer held",
        # scent
        "deployed": f"{actor} is put to work, {value:.0f} s after the word",
        "took_trail": f"{actor} has the trail, {value:.0f} min old",
        "lost_trail": f"{actor} loses the trail ({value:.0f} min old) and casts about for it",
        "turned_round": f"{actor} makes out, {value:.0f} s on, that the trail leads the other way, and turns round",
        "trail_given_up": f"{actor} has had no sure sign for {value:.0f} s: the trail is given up",
        "came_up": f"{actor} has come up with {target}, {value:.0f} m off",
        "points": f"{actor} freezes and points: somebody is near (evidence {value:.1f})",
        "reads_dog": f"{actor} reads {target}: somebody is near (evidence {value:.1f})",
        "quarry_found": f"{actor} finds {target}",
        # sound
        "heard_friends": f"{actor} hears {target} ({value:.0f} dB above the noise)",
        "heard_bark": f"{actor} hears {target} bark, {value:.0f} m off",
        "lost_bearing": f"{actor} has heard no bark for {value:.0f} s and searches on",
        # care
        "seizure_began": f"{actor} has a seizure, which will last {value:.0f} s",
        "seizure_ended": f"{actor}'s seizure ends after {value:.0f} s; {actor} lies senseless",
        "no_warning": f"{actor} gave no warning of it: its evidence of the scent was {value:.1f}, too little",
        "no_scent": f"{actor} gave no warning of it: no scent went before",
        "forewarned": f"{actor} is sure that a seizure is coming, {value:.0f} s before it",
        "barked": f"{actor} barks and scratches for {target}, {value:.0f} m off",
        "slept_on": f"{actor} sleeps on (the chance to be woken was {value:.2f})",
        "woken": f"{actor} wakes and follows {target} (the chance was {value:.2f})",
        "disbelieved": f"{actor} wakes, does not believe {target} (trust {value:.2f}) and goes back to sleep",
        "checks": f"{actor} gets up for a check on {target}",
        "recovered": f"{actor} comes to, {value:.0f} s after the seizure began",
        "heart_stopped": f"{actor}'s heart stops"
        + (f", {value:.0f} s after the seizure began" if value > 0 else ""),
        "cpr_began": f"{actor} begins compressions on {target}, {value:.0f} s after the arrest",
        "advanced_care": f"{actor} takes over with a defibrillator and drugs (the chance left is {value:.2f})",
        "cpr_stopped": f"{actor} has resuscitation of {target} stopped after {value:.0f} min",
        "resuscitated": f"{actor}'s heart beats again, {value:.0f} s after it stopped",
        "returned": f"{actor}'s heart returns by itself, {value:.0f} s after resuscitation; nobody knows yet",
        "seen_alive": f"{actor} sees that {target} lives, {value:.1f} min after resuscitation was stopped",
        "declared": f"{actor} gives {target} up, {value:.1f} min after resuscitation was stopped",
        "ruled": f"{actor} goes by the rule, while a dog stands guard over {target}: {action}",
        "led_away": f"{actor}, standing guard over {target}, is led away after {value:.0f} s",
        "came_away": f"{actor} obeys and leaves {target} after {value:.0f} s of guard",
        "bitten": f"{actor} bites {target}, who has come for the body (the chance was {value:.2f})",
        "taken": f"{actor} has {target} taken away, {value:.1f} min after resuscitation was stopped",
        "left": f"{actor} leaves {target} where he lies, {value:.1f} min after resuscitation was stopped",
        "missed_return": f"nobody watches {actor} any more; the heart "
        + (f"would have returned {value:.1f} min later" if value > 0 else "had returned unseen"),
        # rooms
        "looked": f"{actor} finds nothing at the {target}",
        "sign_found": f"{actor} points at the {target}, by {BY.get(value, 'chance')}",
        "heard_outside": f"{actor} hears {target} outside (the chance was {value:.3f})",
        "turned_on": f"{actor} turns on the hostages",
        "hostage_harmed": f"{target} is harmed (the chance was {value:.2f})",
        "sent_in": f"{actor} sends the team into the {target}, {value:.0%} sure",
        "entered": f"{actor} enters the {target}: " + ("he is there" if value == 1 else "the wrong room"),
        "gave_up": f"{actor} gives up after {value:.0f} s",
        # feeling
        "cried": f"{actor} begins to cry"
        + (f", {value:.0f} m from the one who mourns" if value >= 0 else ""),
        "comforted": f"{actor} lays a hand on the shoulder of {target} (tie {value:.2f})",
        "walked": f"{actor} has walked to the end of the line",
        # crowd
        "snapped": f"{actor} bites {target} (arousal {value:.2f})",
        "tugged": f"{actor} takes {target} by the arm and pulls",
        "calmed": f"{actor} lets itself be taken (arousal {value:.2f})",
        # kin
        "left_pen": f"{actor} bursts the gate and clears the fence (it could jump {value:.1f} m)",
        "pen_shut": f"{actor} finds the gate open and shuts it",
        "smelled": f"{actor} catches a scent it remembers (match {value:.2f})",
        "found_kin": f"{actor} finds {target}, {value / 60:.0f} min after it left",
        "recalled": f"{actor} has {target} back on the leash",
        "near_miss": f"a vehicle just misses {actor} ({value:.0f} an hour drive there)",
        "run_over": f"a vehicle strikes {actor} (injury now {value:.1f})",
        "killed_in_traffic": f"{actor} is killed in traffic",
        "met": f"{actor} passes {target} in the street",
        "warned": f"{actor} hears the loudspeaker and goes indoors for {value / 60:.0f} min",
        "reported": f"{actor} reports {target}, seen {value:.0f} m off",
        "recaught": f"{actor} catches {target}, {value / 60:.0f} min after it left",
        # perimeter
        "posted": f"{actor} is at its post",
        "held_at_cordon": f"{actor} stops {target} at the cordon, {value:.0f} m off",
        "gone_to_ground": f"{actor} goes to ground after {value:.0f} m",
        "roused": f"{actor} hears them coming, {value:.0f} m off",
        "took_cover": f"{actor} takes cover (harm foreseen {value:.2f})",
        "ambush_shot": f"{actor} fires at {target} from where he lies (the chance to hit is {value:.2f})",
        "hit_from_ambush": f"{target} is hit, from {value:.0f} m",
        "up_the_wind": f"{actor} had not pointed at {target}: the wind carries the scent away from it, "
        f"{value:.0f} m off",
        "out_of_scent": f"{actor} had not pointed at {target}: the scent did not reach it, {value:.0f} m off",
        "faint_sign": f"{actor} had not pointed at {target}: it had an evidence of {value:.1f} at most, too little",
        "sign_passed": f"{actor} had not pointed at {target}: it sensed somebody (evidence {value:.1f}) and went on "
        f"rather than point: {reasons(e)}",
        "sign_too_late": f"{actor} had not pointed at {target}: it stiffens only now (evidence {value:.1f})",
        "off_work": f"{actor} had not pointed at {target}: it was not at work",
        "outweighed": f"{actor} goes on all the same (evidence {value:.1f}), rather than to take cover: {reasons(e)}",
        "sign_too_short": f"{actor} goes on: {target} has pointed too briefly for an answer, which takes {value:.1f} s",
        "sign_too_weak": f"{actor} goes on: what {target} shows is too little (evidence {value:.1f})",
        "not_read": f"{actor} goes on, and does not read {target} (skill {value:.2f})",
        "not_believed": f"{actor} goes on, and does not believe {target} (trust {value:.2f})",
        # dart
        "called_down": f"{actor} orders the guns down",
        "fired": f"{actor} fires a dart at {target} (threat {value:.2f})",
        "darted": f"{actor} is hit by a dart, which will tell in {value:.0f} s",
        "asleep": f"{actor} is asleep",
        # medevac
        "alarm": f"others raise the alarm for {target}; dispatch will take {value:.0f} s",
        "helicopter_called": f"a helicopter is called for {target}: at hospital in {value / 60:.0f} min",
        "ambulance_called": f"an ambulance is called for {target}: at hospital in {value / 60:.0f} min",
        "crew_left": f"a crew sets out with {target}, whose blood is at {value:.2f}",
        "at_hospital": f"{target} reaches hospital; the chance to live is {value:.2f}",
        "survived": f"{target} lives",
        "died_in_surgery": f"{target} dies in surgery",
        "died_critical": f"{target} dies in the critical hours",
        # skills
        "startled": f"{actor} startles and bites; no training until day {value:.0f}",
        "unsound": f"{actor} turns out unsound and leaves the course",
        "certified": f"{actor} and {target} pass the examination (skill {value:.2f})",
        "failed_exam": f"{actor} and {target} fail an examination (skill {value:.2f})",
        "dropped": f"{actor} is dropped from the course",
        "swapped": f"{actor} and {target} swap handlers (their matches gain {value:.2f})",
        # kennel
        "drifted": f"{actor} attends elsewhere at {value:.0%} of the drill: it has drifted",
        "heeded": f"{actor} heeds that {target} drifts, and changes the drill",
        "latch_found": f"the latch of {actor} has not caught; it is found in time",
        "stayed": f"{actor} stays before an open gate (p = {value:.2f})",
        "fence_held": f"{actor} leaves by an open gate, and does not clear the fence of {value:.1f} m",
        "left_kennel": f"{actor} leaves by an open gate (p = {value:.2f})",
        "drills_reviewed": f"{actor} looks back on the drills: {target} has turned from {value:.0%} of them",
        # strain
        "broke_down": f"{actor} collapses under a stress load of {value:.2f} and is taken off duty",
        "back_on_duty": f"{actor} is back on duty, with a stress load of {value:.2f}",
        "learned_harm": f"{actor} now expects harm with a chance of {value:.2f}",
        # ageing
        "died": f"{actor} dies at {value:.1f} years",
        "put_to_sleep": f"{actor} is put to sleep at {value:.1f} years",
        "retired": f"{actor} has reached its age: it is retired after {value:.1f} years of service",
        "retired_unfit": f"{actor} is no longer fit for duty: it is retired after {value:.1f} years of service",
        "retired_strain": f"{actor} does not recover: it is retired after {value:.1f} years of service",
        "retired_alone": f"{actor} has no handler any more: it is retired after {value:.1f} years of service",
        "killed_on_duty": f"{actor} is killed in the incident",
        "heart_fails": f"{actor}'s heart begins to fail, at {value:.1f} years",
        "heart_found": f"a vet hears that {actor}'s heart is failing: medication",
        # mourning
        "lost": f"{actor} has lost {target}, to whom it had a bond of {value:.2f}",
        "passed_away": f"{actor} dies on day {value:.0f}",
        "recovered_spirit": f"{actor} has been well for a month, since day {value:.0f} after the loss",
        "declined": f"{actor} declines {target} (the chance of taking it was {value:.2f})",
        "came_to": f"{actor} comes to {target}, who bears a grief of {value:.2f}",
        # duty
        "called_out": f"{actor} and {target} are called to a grave incident",
        "incident_over": f"it is over for {actor} and {target}"
        + (f"; the worst injury is {value:.2f}" if value >= UNHURT else ", unhurt"),
        # ward
        "taken_home": f"{actor} is taken home",
        "first_sign": f"{actor} shows a first sign of consciousness",
        "conscious": f"{actor} is conscious",
        "independent": f"{actor} looks after himself again",
        "on_duty": f"{actor} and {target} are fit for duty, after {value:.0f} h of retraining",
        "led_to_sign": f"{actor} has led somebody to the bed: {target} moves",
        "sign_seen": f"somebody sees {target} move",
        "not_followed": f"{actor} does not follow {target} (trust {value:.2f})",
        "false_alarm": f"{actor} wakes somebody for nothing, {value:.0f} times",
        # handover
        "handed_over": f"{actor} is given to {target}",
        "moved": f"{actor} is taken to a neutral place",
        "refused": f"{actor} refuses {value:.0%} of the orders of {target}",
        "forced": f"{actor} drags {target} along by the leash",
        "visited": f"{actor} visits {target} (accepted absence now {value:.2f})",
        "came_home": f"{actor} knows {target} after {value:.0f} s, and goes home with him",
        # office
        "posted_public": f"a post about it can reach {value:,.0f} people",
        "granted_visit": f"{actor} grants visits to {target} from day {value:.0f}",
        "granted_neutral": f"{actor} takes {target} out of service from day {value:.0f}",
        "granted_home": f"{actor} promises {target} to its old handler from day {value:.0f}",
        # visits
        "more_visits": f"{actor} may now visit {target} {value:g} times a week",
        "visit_went_wrong": f"a visit of {actor} to {target} goes wrong; no more until day {value:.0f}",
    }
    return words[e["event"]]
