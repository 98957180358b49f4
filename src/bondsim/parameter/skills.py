"""Parameters of the family `skills`: training, mentors, matches, examinations, absences and cues."""

from typing import ClassVar, Self

from pydantic import model_validator

from bondsim import sources as s
from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters, parameter

FIT = "chosen, among about thirty settings, with the shares that pass in view"
OLDEST_Y = 9.0  # no dog above this age is taken into training


class TrainingParameters(Parameters):
    """Hours, sessions and what they teach."""

    hours_per_week: float = parameter(25.0, "hours of training a week", unit="h/week", low=0, high=168, range=(5, 40), source=s.COURSE_HOURS, assumption="value; 400 to 460 h in 12 to 14 weeks and longer courses")
    sessions_per_week: float = parameter(5.0, "days a week with training; 0 is none", unit="1/week", low=0, high=7, range=(1, 7), assumption="working days")
    play_per_week: float = parameter(6.5, "hours of play a week, beside the usual company", unit="h/week", low=0, high=168, range=(0, 14), source=s.HART_2000)
    repetitions_per_h: float = parameter(10.0, "repetitions an hour", unit="1/h", low=0, high=200, range=(5, 30), assumption="one in six minutes, with rests")
    full: float = parameter(30.0, "repetitions of one session that can teach, however many are crammed in", low=0, high=1000, range=(10, 60), assumption="attention ends")
    spacing_d: float = parameter(2.0, "days after which two thirds of a session's worth stay; 0 makes cramming as good as spacing", unit="d", low=0, high=60, range=(0, 5), source=s.KIS_2017, assumption="size; the source gives the direction")
    rate: float = parameter(0.0026, "share of the missing skill that one repetition of full worth gives; 0 teaches nothing", low=0, high=1, range=(0.001, 0.004), assumption=FIT)
    savings: float = parameter(1.5, "how much faster a lost skill is learned again; 1 is as new", low=1, high=10, range=(1, 3), assumption="half as fast again")
    fades_d: float = parameter(400.0, "time constant with which an unused skill fades", unit="d", low=1, high=1e6, range=(150, 1500), assumption="a year")
    match_width: float = parameter(0.25, "difference of excitability and style at which the quality of a match has fallen to 0.61", low=0.01, high=100, range=(0.15, 0.5), assumption="quality of a match has not been measured: sweep it; large values make all alike")
    arousal_width: float = parameter(0.35, "distance from best arousal at which practice is worth 0.61", low=0.01, high=100, range=(0.2, 0.6), source=s.BRAY_2015, assumption="value; the source gives the inverted U")
    obedience: float = parameter(0.5, "share of the repetitions that are for obedience, the rest for the task", low=0, high=1, range=(0.3, 0.7), assumption="half")
    trials: int = parameter(10, "experiences a session that a dog and its handler make of one another", low=0, high=1000, range=(3, 30), assumption="those that are remembered")
    read_share: float = parameter(1.0, "how fast a handler learns to read the dog, against the dog's own learning", low=0, high=10, range=(0.5, 2), assumption="as fast")
    bite: float = parameter(0.004, "chance a day of training that an excitable, untaught dog startles and bites; 0 is never", low=0, high=1, range=(0, 0.02), assumption="once in a course")
    bite_excites: float = parameter(4.0, "what full excitability adds to that against none", unit="log-odds", low=0, high=20, range=(1, 6), assumption="the excitable startle")
    keeps_up: bool = parameter(True, "certified teams practise as much as keeps up what they can", assumption="a skill that nobody uses fades")
    bite_pause_d: float = parameter(7.0, "time without training after it", unit="d", low=0, high=365, range=(0, 30), assumption="a week")

    @model_validator(mode="after")
    def _fits_into_a_day(self) -> Self:
        if self.hours_per_week + self.play_per_week > 168:
            raise ValueError("training and play take more than 24 hours a day")
        if self.sessions_per_week > 0 and self.hours_per_week / self.sessions_per_week > 24:
            raise ValueError(f"{self.hours_per_week:g} h on {self.sessions_per_week:g} days a week are more than 24 hours a day")
        return self


class MentorParameters(Parameters):
    """One who works in view of the class."""

    ONLY_WITH: ClassVar[dict[str, str]] = {"veteran_y": "ageing"}

    works: bool = parameter(True, "there is a mentor team", assumption="switch")
    hours: float = parameter(1.0, "share of the training time in which it works in view", low=0, high=1, range=(0, 1), assumption="all of it")
    gain: float = parameter(2.8, "how much more a repetition is worth in full view of full skill; 0 leaves no use in watching", low=0, high=50, range=(0.5, 6), source=s.SLABBERT_RASA_1997, assumption="fitted to the source: 85 % against fewer than 20 % pass")
    veteran_y: float = parameter(100.0, "years in service after which a team works in view of the others; 100 is never", unit="y", low=0, high=100, range=(2, 100), assumption="a policy: never")
    reach: float = parameter(3.0, "how many it can reach fully at a time; in a larger class each has less of it", low=0.01, high=1000, range=(1, 6), assumption="a small group")
    focus: float = parameter(1.0, "how far it turns to those who can least; 0 is to all alike", low=0, high=10, range=(0, 3), assumption="in proportion")


class CourseParameters(Parameters):
    """Examinations, and what becomes of those who fail."""

    first_exam_d: float = parameter(90.0, "day of the first examination", unit="d", low=1, high=3650, range=(30, 180), assumption="three months")
    every_d: float = parameter(30.0, "time between two examinations", unit="d", low=1, high=3650, range=(14, 90), assumption="a month")
    tries: int = parameter(3, "examinations after which a dog that has not passed is dropped", low=1, high=100, range=(1, 6), assumption="three")
    mark_task: float = parameter(0.7, "skill at the task that is asked for", low=0, high=1, range=(0.5, 0.9), source=s.MWD_SUPPLY, assumption="fitted: 53 % are lost")
    mark_obey: float = parameter(0.7, "obedience that is asked for", low=0, high=1, range=(0.5, 0.9), assumption=FIT)
    mark_read: float = parameter(0.5, "skill at reading the dog that is asked of the handler; 0 does not ask", low=0, high=1, range=(0.3, 0.8), assumption=FIT)
    out_s: float = parameter(60.0, "time for which a dog must work out of sight; 0 does not ask", unit="s", low=0, high=3600, range=(30, 300), assumption="a minute")
    looks_allowed: int = parameter(2, "looks back allowed in that time", low=0, high=100, range=(0, 5), assumption="one is none, two are noted")
    day_sd: float = parameter(0.08, "how much one day differs from another", low=0.001, high=1, range=(0.03, 0.15), assumption="dogs have bad days")
    nerves: float = parameter(0.1, "what full stress takes from the skill shown", low=0, high=1, range=(0, 0.3), source=s.JEZIERSKI_2014, assumption="size; the source gives the direction")
    p_unfit: float = parameter(0.12, "share of dogs that turn out unsound in the course of a year; 0 is none", low=0, high=1, range=(0, 0.3), assumption="hips, elbows, hearts")
    rematch_d: float = parameter(0.0, "day on which teams that do not fit may swap their dogs; 0 is never", unit="d", low=0, high=3650, range=(0, 120), assumption="never; set by the scenario")
    rematch_gain: float = parameter(0.3, "gain in the quality of both matches together that is worth a swap", low=0, high=2, range=(0.1, 1), assumption="not for a trifle")


class AbsenceParameters(Parameters):
    """A handler who goes out of sight, and a dog that looks back."""

    trains: bool = parameter(True, "graded absences are part of the training", assumption="switch")
    per_session: int = parameter(2, "absences a session", low=0, high=50, range=(1, 6), assumption="at its start and end")
    first_s: float = parameter(5.0, "length of the first", unit="s", low=1, high=36000, range=(5, 600), assumption="a few breaths")
    factor: float = parameter(2.0, "how much longer the next is after one that ended well, and shorter after one that did not", low=1, high=10, range=(1, 4), assumption="doubled")
    longest_s: float = parameter(600.0, "longest", unit="s", low=1, high=36000, range=(60, 1800), assumption="a search of ten minutes")
    telling_s: float = parameter(60.0, "length at which an absence tells two thirds of what it can", unit="s", low=0.1, high=36000, range=(10, 300), assumption="seconds teach little")
    breaks: float = parameter(0.05, "share of looks back after which the dog comes back for its partner", low=0, high=1, range=(0.01, 0.2), assumption="one in twenty")
    harm: float = parameter(0.1, "harm to a partner out of sight as it is foreseen at undecided trust", low=0, high=1, range=(0.02, 0.3), assumption="little, on a training ground")
    relief: float = parameter(0.6, "believed share of that harm that looking back averts", low=0, high=1, range=(0.3, 1), assumption="as for standing guard")
    near: float = parameter(0.3, "closeness that looking back brings", low=0, high=1, range=(0, 1), assumption="a glance")
    order_share: float = parameter(0.5, "weight of the order to search against an order in earnest", low=0, high=1, range=(0.2, 1), assumption="a drill is not an emergency")
    window_s: float = parameter(5.0, "time between two moments in which it may look back", unit="s", low=0.5, high=60, range=(2, 10), assumption="every few metres")
    arousal: float = parameter(0.55, "arousal of a dog that searches", low=0, high=1, range=(0.4, 0.8), assumption="at work")


class CueParameters(Parameters):
    """What a handler's ways foretell."""

    cue_rate: float = parameter(0.02, "share of a cue's meaning that one shift teaches; 0 teaches none", low=0, high=0.9, range=(0.005, 0.05), assumption="half learned in five weeks of shifts; form of Rescorla and Wagner")
    followed: float = parameter(0.8, "share of cues that work follows", low=0, high=1, range=(0.2, 1), assumption="calls mostly lead to work")
    deploy_s: float = parameter(6.0, "time until a dog works that foresaw nothing", unit="s", low=0, high=600, range=(2, 15), assumption="out of the car and on its feet")


class Traits(Parameters):
    """What the family adds to the traits of an agent."""

    in_training: bool = parameter(False, "goes through the course with its partner", assumption="switch, set by the scenario")
    mentors: bool = parameter(False, "works in view of the class", assumption="switch, set by the scenario")
    excitability: float = parameter(0.5, "how easily it is roused", low=0, high=1, range=(0.2, 0.9), assumption="middling")
    style: float = parameter(0.5, "excitability of the dog that suits this handler best", low=0, high=1, range=(0.2, 0.9), assumption="middling")
    temper_spread: float = parameter(0.0, "spread of excitability or style between individuals", low=0, high=5, unit="log-odds", range=(0, 1.5), assumption="none; set by the scenario")
    reads_dog: float = parameter(0.3, "skill at reading its dog at the start", low=0, high=1, range=(0.1, 0.9), assumption="a beginner")


READS = frozenset(["choice.temperature", "choice.arousal_noise", "choice.arousal_cap", "harm.bias", "harm.self_reliance", "handler.stress"]) | {
    f"dog.{name}" for name in ("w_task", "w_command", "w_seek", "w_protect", "drive", "skill_task", "skill_obey", "arousal_best", "age_y", "stress")
}
OF_DOGS = frozenset({"in_training", "excitability"})
OF_HANDLERS = frozenset({"style", "reads_dog"})
GROUPS: dict[str, type[Parameters]] = {
    "training": TrainingParameters,
    "mentor": MentorParameters,
    "course": CourseParameters,
    "absence": AbsenceParameters,
    "cue": CueParameters,
}
ACTIONS: dict[str, type[ActionParameters]] = {}
