"""Who acts, in which order: the one place that all engines read.

A run begins with `BEGIN` and repeats `STEP` until the clock says stop. Phases of the world run once a step;
phases of agents run for every agent of the cast in turn. Agents act on a snapshot: what they would do
(`act`) is made so only afterwards (`settle`, `meet`), so that no result depends on the order of the cast.
"""

from bondsim.laws.act import act
from bondsim.laws.appraise import appraise
from bondsim.laws.begin import begin, catch, enter
from bondsim.laws.choose import choose
from bondsim.laws.clock import conclude, tick
from bondsim.laws.hazards import advance
from bondsim.laws.learn import learn
from bondsim.laws.sense import sense
from bondsim.laws.settle import meet, settle
from bondsim.laws.speak import speak

WORLD = "world"  # a phase of the world: law(w)
AGENT = "agent"  # a phase of every agent: law(w, i)

BEGIN = (
    (WORLD, begin),  # draw how the world is on this run
    (AGENT, enter),  # each agent as it is at the start
    (AGENT, catch),  # an incident that starts with somebody caught
)
STEP = (
    (WORLD, advance),  # 0 hazards approach, strike, pass
    (AGENT, sense),  # 1 look: signals become evidence
    (AGENT, appraise),  # 2 evidence becomes predicted harm and arousal
    (AGENT, choose),  # 3 weigh and draw, if an action has ended or is overtaken
    (AGENT, speak),  # 4 act: orders and messages
    (AGENT, act),  # 4 act: motion and force, from a snapshot
    (AGENT, settle),  # contact: steps made, bodies slide, obstacles trip
    (AGENT, meet),  # contact: seized, given up, gone
    (WORLD, conclude),  # is it over?
    (AGENT, learn),  # 5 learn, if it is
    (WORLD, tick),  # time goes on
)
