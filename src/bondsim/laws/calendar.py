"""The clock of careers: days."""

from bondsim.vocabulary import DONE

DAY_S = 86400.0


def dawn(w):
    """What the clock of a career does not use stays at rest."""
    w.clock.look_steps = 1


def days(w):
    """Length of a step, d."""
    return w.clock.dt_s / DAY_S


def day_of(w):
    """The day that it is, from 0."""
    return w.clock.t_s / DAY_S


def whole_days(w, steps):
    """Whole days in some steps."""
    return int(steps * days(w) + 1.0e-9)


def is_new_day(w):
    """1 in the first step of a day, in which happens what happens once a day."""
    a_day = int(DAY_S / w.clock.dt_s + 0.5)
    return 1 if a_day <= 1 or w.clock.step % a_day == 0 else 0


def close(w):
    """Stop when the last day is over."""
    c = w.clock
    if c.step + 1 >= c.max_steps:
        c.stop = 1
        c.status = DONE


def next_day(w):
    """The next step of a career."""
    c = w.clock
    c.step = c.step + 1
    c.t_s = c.step * c.dt_s
