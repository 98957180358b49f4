"""State of the family `perimeter`: units around an area, hiding and ambush."""

from bondsim.state.field import MISSING, Field

AGENT = (
    Field("visible", "float", "", "share of it that shows: what it does not hide from sight and fire", 1),
    Field("caution", "float", "", "how low and slow it goes for what it believes to be ahead, 0 to 1"),
    Field("grounded", "int", "", "1 while it has gone to ground and stays until it is pressed"),
    Field("grounded_s", "float", "s", "time at which it went to ground"),
    Field("rested", "int", "", "1 once it has gone to ground and left again"),
    Field("pressure", "float", "", "pressure of the pursuit that it feels, 0 to 1"),
    Field("pursuer_m", "float", "m", "distance of the nearest pursuer at the last look"),
    Field("closing_m_s", "float", "m/s", "speed at which pursuers come closer, smoothed"),
    Field("on_duty", "int", "", "1 for a unit of the cordon that is on its way or at its post"),
    Field("rounds_fired", "int", "", "rounds that it has fired from where it lies in wait"),
    Field("under_fire", "int", "step", "step up to which it knows itself under fire", -1),
    Field("covered", "int", "step", "step at which it was in cover, -1 while it is not", -1),
)
CLOCK = (
    Field("n_units", "int", "", "units of the cordon at their posts"),
    Field("exit_across", "int", "", "1 where the stretch of exits runs across the map"),
)
TALLY = (
    Field("ambushed", "float", "", "1 if somebody lay in wait for his pursuers"),
    Field("n_plans", "float", "", "decisions of the one who is followed"),
    Field("n_ambush_plans", "float", "", "those to lie in wait"),
    Field("pressed_plans", "float", "", "decisions of the one who is followed under a pressure above a half"),
    Field("pressed_ambush", "float", "", "those to lie in wait"),
    Field("first_shot_s", "float", "s", "time of the first shot from an ambush", MISSING),
    Field("warning_s", "float", "s", "time from the first sign of the dog to the first shot", MISSING),
    Field("n_ambush_shots", "float", "", "shots from an ambush"),
    Field("person_hit", "float", "", "1 if one of those who followed was hit"),
    Field("dog_hit", "float", "", "1 if a dog was hit"),
    Field("held_at_cordon", "float", "", "1 if the one who fled was held by a unit of the cordon"),
    Field("covers_taken", "float", "", "times that a person took cover"),
    Field("covers_in_time", "float", "", "those with somebody within 100 m who had not fired yet"),
    Field("covers_for_nothing", "float", "", "covers taken with nobody within 100 m"),
)
