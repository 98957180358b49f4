"""Law 5, learn: at the end of an incident, those who went through it together revise trust and bond."""

from bondsim.laws.world import note
from bondsim.rules.learn import bad_after, bond_after_rescue, experience_weight, good_after, trust_of
from bondsim.vocabulary import LEARNED_BOND, LEARNED_TRUST, PULL, WITHDRAW


def learn(w, i):
    """Agent i learns about its partner from the entrapment of either of them."""
    me = w.agents[i]
    victim = w.clock.entrapped
    if w.clock.stop == 0 or victim < 0 or me.partner < 0 or me.present == 0 or me.alive == 0:
        return
    other = w.agents[me.partner]
    if other.partner != i or other.present == 0 or (victim != i and victim != me.partner):
        return
    rescued = w.tally.rescued
    helped = 1.0 if w.tally.n_partner_pulls > 0.0 else 0.0
    if victim == i:
        revise_trust(w, i, rescued * helped)
    else:
        revise_trust(w, i, success_of_order(me.order, rescued, helped))
    if rescued * helped == 1.0 and other.alive == 1 and w.p.attachment.learns == 1:
        relation = w.relations[i, me.partner]
        relation.bond = bond_after_rescue(relation.bond, w.p.attachment)
        note(w, LEARNED_BOND, i, me.partner, -1, relation.bond)


def success_of_order(order, rescued, helped):
    """1 where the order that stood to the end proved right to the one who got it.

    An order to withdraw that was kept from ending in a death only by breaking it was wrong; so was one that ended in it.
    """
    if order == WITHDRAW:
        return rescued * (1.0 - helped)
    if order == PULL:
        return rescued
    return rescued


def revise_trust(w, i, success):
    """Agent i's trust in its partner after one experience."""
    if w.p.trust.learns == 0:
        return
    me = w.agents[i]
    relation = w.relations[i, me.partner]
    weight = experience_weight(me.arousal)
    relation.good = good_after(relation.good, weight, success, w.p.trust)
    relation.bad = bad_after(relation.bad, weight, success, w.p.trust)
    relation.trust = trust_of(relation.good, relation.bad)
    note(w, LEARNED_TRUST, i, me.partner, -1, relation.trust)
