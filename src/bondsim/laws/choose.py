"""Law 3, choose: weigh what is open, and draw.

Decisions fall when an action ends or is interrupted, not at every step.
"""

from bondsim.laws.fight import count_stay
from bondsim.laws.perimeter import count_plan
from bondsim.laws.weigh import is_open, utility
from bondsim.laws.world import luck, note, steps_of
from bondsim.rules.choose import interrupts, softmax_weight, temperature
from bondsim.streams import CHOICE
from bondsim.vocabulary import CHOSE, HOLD, N_ACTIONS, N_TERMS, NOBODY, PULL, PURSUE, WAIT

LONE = -1.0e300  # lead of an option that has no other beside it
OPEN_END = 1 << 40  # step at which an action ends that ends by itself
NOTABLE = 0.05  # a term below it, for or against, is no reason


def choose(w, i):
    """Agent i decides, where its action has ended, is no longer open, or is overtaken by another."""
    me = w.agents[i]
    is_due = w.clock.step >= me.ends
    if not is_due and w.clock.look == 0 and me.aware == 0:
        return
    me.aware = 0
    n_open = weigh(w, i)
    if n_open == 0:
        start(w, i, WAIT, 0.0)
        return
    if not is_due:
        running = place_among(w, n_open, me.action)
        tau = temperature(me.arousal, me.arousal_best, w.p.choice)
        if running >= 0 and interrupts(lead_over(w, n_open, running), me.lead, tau, w.p.choice) == 0:
            return
    draw(w, i, n_open)


def weigh(w, i):
    """List all open actions in `w.options`, with their utility in `w.utilities`; return how many there are."""
    n = 0
    repertoire = w.agents[i].repertoire
    for a in range(N_ACTIONS):
        if ((repertoire >> a) & 1) == 1 and is_open(w, i, a) == 1:
            w.options[n] = a
            w.utilities[n] = utility(w, i, a)
            n += 1
    return n


def place_among(w, n, action):
    """Place of an action among the n options, -1 where it is none of them."""
    for k in range(n):
        if w.options[k] == action:
            return k
    return -1


def lead_over(w, n, at):
    """Utility of the best of the n options less that of option `at`, itself left out; LONE where there is no other."""
    best = LONE
    for k in range(n):
        if k != at and w.utilities[k] > best:
            best = w.utilities[k]
    return best - w.utilities[at] if best > LONE else LONE


def draw(w, i, n):
    """Draw one of the n options by softmax, start it and note why."""
    me = w.agents[i]
    tau = temperature(me.arousal, me.arousal_best, w.p.choice)
    best = w.utilities[0]
    for k in range(1, n):
        if w.utilities[k] > best:
            best = w.utilities[k]
    total = 0.0
    for k in range(n):
        total += softmax_weight(w.utilities[k], best, tau)
    point = luck(w, CHOICE, me.id, w.clock.step) * total
    chosen = 0
    weight = 0.0
    below = 0.0
    for k in range(n):
        if below == 0.0 or below <= point:
            chosen = k
            weight = softmax_weight(w.utilities[k], best, tau)
            below += weight
    action = w.options[chosen]
    count_decision(w, i, action)
    if w.clock.has_fight == 1:
        count_stay(w, i, action)
    start(w, i, action, lead_over(w, n, chosen))
    note_choice(w, i, n, chosen, weight / total)


def count_decision(w, i, action):
    """Tally of one decision; of those who could go alone or hold back, the first is kept."""
    t = w.tally
    t.n_decisions = t.n_decisions + 1.0
    if w.clock.has_perimeter == 1:
        count_plan(w, i, action)
    if (
        ((w.agents[i].repertoire >> HOLD) & 1) == 1
        and (action == PURSUE or action == HOLD)
        and not t.went >= 0.0
    ):
        t.went = 1.0 if action == PURSUE else 0.0


def start(w, i, action, lead):
    """Agent i starts an action, which runs until it ends or is interrupted."""
    me = w.agents[i]
    me.action = action
    me.lead = lead
    me.started = -1
    me.force_n = 0.0
    if action == WAIT:
        me.ends = OPEN_END
    elif action == PULL:
        me.ends = OPEN_END  # until the grip; `act` then sets the end of the pull
    else:
        me.ends = w.clock.step + steps_of(w, w.actions[action].duration_s)


def note_choice(w, i, n, chosen, p):
    """Write the choice of one of n options with its probability and the three terms that spoke loudest.

    Where none speaks for or against it, those of the best of the other options are written; the code of each then
    tells of which action it is (``N_TERMS * (1 + action) + term``). Where nothing else was open there are none.
    """
    at = w.clock.n_events
    action = w.options[chosen]
    note(w, CHOSE, i, NOBODY, action, p)
    if at >= w.log_room:
        return
    utility(w, i, action)
    of = 0
    if abs(w.terms[loudest(w)]) < NOTABLE:
        other = second_to(w, n, chosen)
        if other < 0:
            return
        utility(w, i, w.options[other])
        of = N_TERMS * (1 + w.options[other])
    give_reasons(w, at, of)


def second_to(w, n, chosen):
    """Place of the best of the n options beside the one that was chosen, -1 where there is no other."""
    best = -1
    for k in range(n):
        if k != chosen and (best < 0 or w.utilities[k] > w.utilities[best]):
            best = k
    return best


def give_reasons(w, at, of):
    """Write the three loudest of `w.terms` into event `at`; `of` is added to their codes."""
    row = w.log[at]
    k = loudest(w)
    row.why_1 = of + k
    row.why_1_value = w.terms[k]
    w.terms[k] = 0.0
    k = loudest(w)
    row.why_2 = of + k
    row.why_2_value = w.terms[k]
    w.terms[k] = 0.0
    k = loudest(w)
    row.why_3 = of + k
    row.why_3_value = w.terms[k]


def loudest(w):
    """The term in `w.terms` that speaks loudest, for or against."""
    best = 0
    for k in range(1, N_TERMS):
        if abs(w.terms[k]) > abs(w.terms[best]):
            best = k
    return best
