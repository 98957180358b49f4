"""Law 5, learn: at the end of an incident, those who went through it together revise trust and bond."""

from bondsim.laws.world import note
from bondsim.rules.learn import bad_after, bond_after_rescue, experience_weight, good_after, trust_of
from bondsim.vocabulary import LEARNED_BOND, LEARNED_TRUST


def learn(w, i):
    """Agent i learns about its partner from its signs, and from the entrapment of either of them."""
    me = w.agents[i]
    victim = w.clock.entrapped
    if w.clock.stop == 0 or me.partner < 0:
        return
    if w.clock.has_scent == 1 and me.nose == 0 and w.agents[me.partner].nose == 1:
        judge_signs(w, i)
    if victim < 0:
        return
    other = w.agents[me.partner]
    if other.partner != i or other.present == 0 or (victim != i and victim != me.partner):
        return
    rescued = w.tally.rescued
    moved = 1.0 if w.tally.n_partner_pulls > 0.0 and w.agents[victim].dragged_m > 0.0 else 0.0
    if victim == i:
        judge_partner(w, i, rescued, moved)
    else:
        judge_orders(w, i, rescued, w.agents[victim].encourages)
    if rescued * moved == 1.0 and other.alive == 1 and w.p.attachment.learns == 1:
        relation = w.relations[i, me.partner]
        relation.bond = bond_after_rescue(relation.bond, w.p.attachment)
        note(w, LEARNED_BOND, i, me.partner, -1, relation.bond)


def judge_signs(w, i):
    """One with a nose for a partner learns what its signs were worth.

    One that was followed by fire, or by finding somebody, was true; fire without a sign before it, and each cover
    taken where nobody was, speak against the dog.
    """
    t = w.tally
    weight = w.p.scent.sign_weight
    if weight <= 0.0:
        return
    fired = 1 if t.first_shot_s >= 0.0 else 0
    signed = 1 if t.first_freeze_s >= 0.0 else 0
    if signed == 1 and (t.warning_s >= 0.0 or (fired == 0 and t.tracked == 1.0)):
        revise_trust(w, i, 1.0, weight)
    elif fired == 1:
        revise_trust(w, i, 0.0, weight)
    for _ in range(int(t.covers_for_nothing)):
        revise_trust(w, i, 0.0, weight)


def judge_partner(w, i, rescued, moved):
    """One who was caught, and lives, learns what the partner is good for, where it was put to the test."""
    if moved == 1.0:
        revise_trust(w, i, rescued, 1.0)


def judge_orders(w, i, rescued, called):
    """One who was given orders learns what they were worth.

    An order to withdraw that it broke was wrong if the partner was saved; one that it kept is judged by the
    end, and so is a call to help.
    """
    me = w.agents[i]
    if me.defied == 1 and rescued == 1.0:
        revise_trust(w, i, 0.0, 1.0)
    if called == 1 or me.defied == 0:
        revise_trust(w, i, rescued, 1.0)


def revise_trust(w, i, success, share):
    """Agent i's trust in its partner after one experience, which counts for a share of one in mortal danger."""
    if w.p.trust.learns == 0:
        return
    me = w.agents[i]
    relation = w.relations[i, me.partner]
    weight = share * experience_weight(me.arousal)
    relation.good = good_after(relation.good, weight, success, w.p.trust)
    relation.bad = bad_after(relation.bad, weight, success, w.p.trust)
    relation.trust = trust_of(relation.good, relation.bad)
    note(w, LEARNED_TRUST, i, me.partner, -1, relation.trust)
