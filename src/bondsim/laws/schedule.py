"""Who acts, in which order: the one place that all engines read.

An incident begins with `BEGIN` and repeats `STEP` until the clock says stop; a career begins with `DAWN` and
repeats `DAY`. Phases of the world run once a step;
phases of agents run for every agent in turn, or for those who are alive and on the map, as `muster` found
them at the start of the step. Agents act on a snapshot: what they would do
(`act`) is made so only afterwards (`settle`, `meet`), so that no result depends on the order of the cast.
"""

from collections.abc import Callable
from typing import NamedTuple

from bondsim.laws.act import act
from bondsim.laws.ageing import enter_ageing, grow_old, review_service, sum_service
from bondsim.laws.appraise import appraise
from bondsim.laws.bedside import watch_night
from bondsim.laws.begin import begin, catch, enter, recall
from bondsim.laws.body import bleed, embody, transport
from bondsim.laws.calendar import close, dawn, next_day
from bondsim.laws.callout import brief, debrief
from bondsim.laws.care import hear, watch_over
from bondsim.laws.choose import choose
from bondsim.laws.clock import conclude, muster, tick
from bondsim.laws.course import examine, sum_course, swap_teams
from bondsim.laws.crowd import face, show
from bondsim.laws.crowd_act import act_crowd, part
from bondsim.laws.custody import custody
from bondsim.laws.dart import act_dart, call_down, count_guns, ready, take_dart
from bondsim.laws.duty import call_out, come_back, enter_unit, live_together, report, search_on_duty, sum_duty
from bondsim.laws.entry import command_search, review, storm, wait_indoors
from bondsim.laws.feeling import enter_feeling, feel, sum_up, take_in
from bondsim.laws.fight import grapple, stab, take_arms, yield_
from bondsim.laws.gun import arm_agents, watch_guns
from bondsim.laws.handling import come_up, guide
from bondsim.laws.handover import enter_handover, order_dog, part_company, take_stock
from bondsim.laws.hazards import advance
from bondsim.laws.heart import ail, look_after, suffer
from bondsim.laws.kennel import drill, enter_kennel, latch, watch
from bondsim.laws.kin import enter_kin, meet_kin, sense_kin, speak_kin
from bondsim.laws.learn import learn
from bondsim.laws.medevac import evacuate, lay_low, raise_alarm, record_death
from bondsim.laws.mourning import (
    answer,
    carry,
    enter_mourning,
    grow_close,
    hear_sorrow,
    lose,
    offer_dog,
    pass_away,
    remember,
)
from bondsim.laws.office import enter_office, hear_public, review_wishes
from bondsim.laws.patrol import catch_stray, enter_patrol, watch_out
from bondsim.laws.perimeter import cover, lie_in_wait, mind_pursuit, post
from bondsim.laws.plume import heed, scan
from bondsim.laws.rooms import enter_rooms
from bondsim.laws.scent import air, attune, set_out, shed, sniff
from bondsim.laws.sense import sense
from bondsim.laws.settle import meet, settle
from bondsim.laws.shots import bear_shot, exchange
from bondsim.laws.skills import enter_skills, go_out_of_sight, keep_in_practice, share_mentor, timetable
from bondsim.laws.sound import make_noise, overhear
from bondsim.laws.speak import direct, speak
from bondsim.laws.strain import bear, enter_strain, overhear_stress, sum_strain
from bondsim.laws.streets import cross_streets, hear_warning
from bondsim.laws.ties import bind, enter_ties, keep_company
from bondsim.laws.vigil import abide, keep_vigil, tend
from bondsim.laws.visits import be_visited, come_out, ease, enter_visits, pay_visit, plan_visit
from bondsim.laws.ward import enter_ward, heal, lie_by, recover, wake
from bondsim.laws.warning import account

WORLD = "world"  # a phase of the world: law(w)
AGENT = "agent"  # a phase of every agent of the cast: law(w, i)
ACTIVE = "active"  # a phase of every agent that is alive and on the map: law(w, i)
INCIDENT = "incident"  # an incident for every agent that is called into one: law(w, v, i) before it, `after` after it


class Phase(NamedTuple):
    """One entry of the schedule.

    Attributes
    ----------
    kind : str
        `WORLD`, `AGENT`, `ACTIVE` or `INCIDENT`.
    law : function
        ``law(w)``, ``law(w, i)``, or ``law(w, v, i)`` where v is the world of an incident.
    family : str
        Family of mechanisms without which it is left out; empty for the core.
    after : function or None
        What follows an incident, as `law` goes before it.
    """

    kind: str
    law: Callable[..., None]
    family: str = ""
    after: Callable[..., None] | None = None


BEGIN = (
    Phase(WORLD, begin),  # draw how the world is on this run
    Phase(WORLD, air, "scent"),  # the wind
    Phase(AGENT, enter),  # each agent as it is at the start
    Phase(AGENT, recall),  # what went before the first step
    Phase(AGENT, arm_agents, "gun"),  # who carries a gun
    Phase(AGENT, set_out, "scent"),  # noses, and trails laid already
    Phase(AGENT, embody, "body"),  # bodies, and wounds that they bear already
    Phase(AGENT, enter_kin, "kin"),  # one who remembers a scent, in its pen or at large
    Phase(AGENT, enter_patrol, "kin"),  # units that may have to search for it
    Phase(AGENT, take_arms, "fight"),  # blades that somebody carries
    Phase(WORLD, make_noise, "sound"),  # the noise that masks
    Phase(AGENT, lay_low, "medevac"),  # those who are injured lie senseless
    Phase(AGENT, bear_shot, "gun"),  # who has been shot already
    Phase(AGENT, catch),  # an incident that starts with somebody caught
    Phase(AGENT, enter_rooms, "rooms"),  # who is in which room, and what is believed of each
    Phase(AGENT, enter_feeling, "feeling"),  # what each feels, shows and bears, and whom it is close to
    Phase(AGENT, ail, "care"),  # an incident in which somebody falls ill, or is from the start
)
STEP = (
    Phase(WORLD, advance),  # 0 hazards approach, strike, pass
    Phase(WORLD, bleed, "body"),  # 0 wounds bleed
    Phase(AGENT, suffer, "care"),  # 0 seizures, hearts and their treatment
    Phase(AGENT, look_after, "care"),  # 0 who is looked after
    Phase(WORLD, wait_indoors, "rooms"),  # 0 the one who is besieged may lose patience
    Phase(AGENT, post, "perimeter"),  # 0 units reach their posts
    Phase(WORLD, muster),  # who is alive and on the map
    Phase(ACTIVE, show, "crowd"),  # what each shows to the others
    Phase(ACTIVE, ready, "dart"),  # who aims, who was told to lower; a drug works
    Phase(ACTIVE, face, "crowd"),  # 1 a dog reads the people, people read the dog
    Phase(ACTIVE, count_guns, "dart"),  # 1 a dog feels the guns
    Phase(ACTIVE, sense),  # 1 look: signals become evidence
    Phase(ACTIVE, take_in, "feeling"),  # 1 what those around feel and show is taken in
    Phase(ACTIVE, watch_over, "care"),  # 1 a dog smells what comes; sleepers check
    Phase(ACTIVE, sense_kin, "kin"),  # 1 a remembered scent may give a direction
    Phase(ACTIVE, watch_out, "kin"),  # 1 people and units may see a stray, and report it
    Phase(ACTIVE, hear_warning, "kin"),  # 1 people may hear a warning
    Phase(ACTIVE, watch_guns, "gun"),  # 1 guns that go up are seen
    Phase(ACTIVE, overhear, "sound"),  # 1 listen for friends and for barks
    Phase(ACTIVE, sniff, "scent"),  # 1 is there still a trail?
    Phase(ACTIVE, scan, "scent"),  # 1 is somebody hidden near by?
    Phase(ACTIVE, heed, "scent"),  # 1 what does the dog show?
    Phase(ACTIVE, mind_pursuit, "perimeter"),  # 1 how near are those who follow?
    Phase(ACTIVE, appraise),  # 2 evidence becomes predicted harm and arousal
    Phase(ACTIVE, abide, "care"),  # 2 rules of a team, orders to a dog that stands guard
    Phase(ACTIVE, attune, "scent"),  # 2 arousal goes over between partners
    Phase(ACTIVE, choose),  # 3 weigh and draw, if an action has ended or is overtaken
    Phase(ACTIVE, speak),  # 4 act: orders and messages
    Phase(ACTIVE, command_search, "rooms"),  # 4 act: who searches, when to go in
    Phase(ACTIVE, speak_kin, "kin"),  # 4 act: who leads a dog that got loose
    Phase(AGENT, raise_alarm, "medevac"),  # 4 act: others notice that somebody is down
    Phase(ACTIVE, guide, "scent"),  # 4 act: what a handler wants of a dog at work
    Phase(AGENT, direct),  # 4 act: dispatchers, who need not be on the map
    Phase(ACTIVE, call_down, "dart"),  # 4 act: the order to lower the guns
    Phase(ACTIVE, act),  # 4 act: motion and force, from a snapshot
    Phase(WORLD, exchange, "gun"),  # 4 act: shots fall, in the order of their times
    Phase(WORLD, transport, "body"),  # 4 act: casualties are borne and driven to care
    Phase(ACTIVE, tend, "care"),  # 4 act: to the one who is ill, or to one who must be woken
    Phase(ACTIVE, act_crowd, "crowd"),  # 4 act: threaten, go up, back away, tug, snap, run off
    Phase(ACTIVE, act_dart, "dart"),  # 4 act: keep the ring, fire
    Phase(ACTIVE, cover, "perimeter"),  # 4 act: into cover
    Phase(ACTIVE, lie_in_wait, "perimeter"),  # 4 act: shots from an ambush
    Phase(ACTIVE, account, "perimeter"),  # 4 act: why no sign came before them, why one was passed over
    Phase(ACTIVE, shed, "scent"),  # 4 act: trails are laid, noses tire
    Phase(ACTIVE, settle),  # contact: steps made, bodies slide, obstacles trip
    Phase(ACTIVE, meet),  # contact: seized, given up, gone
    Phase(ACTIVE, storm, "rooms"),  # contact: the team is in the room
    Phase(ACTIVE, feel, "feeling"),  # contact: feelings change, some begin to cry
    Phase(ACTIVE, hear, "care"),  # contact: sleepers are woken
    Phase(AGENT, keep_vigil, "care"),  # contact: seen alive, given up, guarded, taken away
    Phase(ACTIVE, meet_kin, "kin"),  # contact: the pen left, the source found
    Phase(ACTIVE, catch_stray, "kin"),  # contact: a stray caught by those who came up to it
    Phase(ACTIVE, cross_streets, "kin"),  # contact: traffic and people in its way
    Phase(ACTIVE, grapple, "fight"),  # contact: teeth take hold, hold on, let go
    Phase(ACTIVE, yield_, "fight"),  # contact: those who are held give way or break free
    Phase(ACTIVE, stab, "fight"),  # contact: blades wound
    Phase(AGENT, evacuate, "medevac"),  # contact: crews come, leave, reach hospital
    Phase(ACTIVE, take_dart, "dart"),  # contact: a dart stings
    Phase(ACTIVE, part, "crowd"),  # contact: run off, calm enough to be taken
    Phase(ACTIVE, come_up, "scent"),  # contact: come up with the one who is followed
    Phase(WORLD, conclude),  # is it over?
    Phase(WORLD, sum_up, "feeling"),  # how those in line feel
    Phase(WORLD, custody, "fight"),  # those who lie pinned are taken over
    Phase(WORLD, record_death, "medevac"),  # who did not live to see hospital
    Phase(ACTIVE, review, "rooms"),  # 5 what the search was worth
    Phase(ACTIVE, learn),  # 5 learn, if it is
    Phase(WORLD, tick),  # time goes on
)

DAWN = (
    Phase(WORLD, dawn),
    Phase(AGENT, enter_ties, "ties"),  # what each holds towards the others
    Phase(AGENT, enter_skills, "skills"),  # tempers, skills, who begins the course
    Phase(AGENT, enter_kennel, "kennel"),  # how a scent holds a dog, how watchful the staff are
    Phase(AGENT, enter_mourning, "mourning"),  # who comes later; ties in a unit
    Phase(AGENT, enter_unit, "duty"),  # how many teams, for how long
    Phase(AGENT, enter_ageing, "ageing"),  # dogs at their age, with the life that luck gives them
    Phase(AGENT, enter_strain, "strain"),  # what each bears
    Phase(AGENT, enter_ward, "ward"),  # who lies unconscious
    Phase(AGENT, enter_handover, "handover"),  # who is given to whom
    Phase(AGENT, enter_office, "office"),  # what a department has granted before
    Phase(AGENT, enter_visits, "visits"),  # how far one has withdrawn, how often it may come
)
DAY = (
    Phase(AGENT, keep_company, "ties"),  # who is with whom, as usual; later phases may change it
    Phase(AGENT, timetable, "skills"),  # who trains today, and how well the two fit
    Phase(WORLD, share_mentor, "skills"),  # whom the mentors turn to
    Phase(AGENT, keep_in_practice, "skills"),  # practice, fading, what the two learn of one another
    Phase(AGENT, go_out_of_sight, "skills"),  # absences, and a dog that looks back
    Phase(AGENT, pass_away, "mourning"),  # one dies on its day
    Phase(AGENT, lose, "mourning"),  # who has lost its partner
    Phase(AGENT, offer_dog, "mourning"),  # another dog for a handler without one
    Phase(AGENT, report, "duty"),  # who works today
    Phase(AGENT, live_together, "duty"),  # dogs and handlers, on duty and at home
    Phase(AGENT, answer, "mourning"),  # one in grief answers a new dog less
    Phase(AGENT, search_on_duty, "duty"),  # routine searches
    Phase(AGENT, call_out, "duty"),  # who is called to a grave incident
    Phase(AGENT, plan_visit, "visits"),  # who visits today, by a schedule that reviews change
    Phase(AGENT, pay_visit, "visits"),  # visitors are with the dog, calmed or frightened
    Phase(AGENT, be_visited, "visits"),  # the dog is calmed, and may see less of its handler
    Phase(AGENT, drill, "kennel"),  # by day: attention to the work, or to what the wind brings
    Phase(AGENT, latch, "kennel"),  # at night: an open latch, seen or not, a dog that stays or goes
    Phase(AGENT, watch, "kennel"),  # those who look after it grow used to it, or are woken
    Phase(AGENT, lie_by, "ward"),  # a dog at the bed, or with the one who keeps it
    Phase(AGENT, wake, "ward"),  # does the patient wake?
    Phase(AGENT, watch_night, "ward"),  # what the night brings, who finds it, who comes
    Phase(AGENT, part_company, "handover"),  # where a dog lives whose handler is away, who visits
    Phase(AGENT, order_dog, "handover"),  # does it follow the new handler?
    Phase(INCIDENT, brief, "", debrief),  # those who are called out today live through an incident
    Phase(AGENT, come_back, "duty"),  # what it did to them
    Phase(AGENT, bind, "ties"),  # bonds, expectation and distress move by what the day was
    Phase(AGENT, ease, "visits"),  # stress, by grief and by what calms
    Phase(AGENT, come_out, "visits"),  # one who has withdrawn comes back
    Phase(AGENT, examine, "skills"),  # examinations
    Phase(WORLD, swap_teams, "skills"),  # teams that fit better crosswise
    Phase(WORLD, sum_course, "skills"),  # what the course has come to
    Phase(AGENT, overhear_stress, "strain"),  # partners' stress as it was
    Phase(AGENT, bear, "strain"),  # stress load, collapse
    Phase(AGENT, grow_old, "ageing"),  # wear, heart, death
    Phase(AGENT, review_service, "ageing"),  # who is retired
    Phase(AGENT, hear_sorrow, "mourning"),  # what each of a unit takes up
    Phase(AGENT, carry, "mourning"),  # sorrow and well-being after the day
    Phase(AGENT, grow_close, "mourning"),  # bonds with a new dog after a while
    Phase(WORLD, remember, "mourning"),  # attention, memorial, donations
    Phase(WORLD, sum_service, "ageing"),  # years of service on average
    Phase(WORLD, sum_strain, "strain"),  # stress on average
    Phase(WORLD, sum_duty, "duty"),  # finds and false alerts
    Phase(AGENT, heal, "ward"),  # injuries heal
    Phase(AGENT, recover, "ward"),  # a dog eats, skills fade or come back, a team may be fit
    Phase(AGENT, take_stock, "handover"),  # what the day was worth
    Phase(AGENT, hear_public, "office"),  # posts, views, letters, pressure
    Phase(AGENT, review_wishes, "office"),  # what is granted
    Phase(WORLD, close),  # is it over?
    Phase(WORLD, next_day),  # time goes on
)
