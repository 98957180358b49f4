"""Addressed luck: known answers of Philox4x32-10, golden values, and what an address promises."""

import itertools

import pytest

from bondsim.streams import STREAMS, agent_id, another_seed, towards, uniform


def from_words(first, second):
    """The number in (0, 1) that two 32-bit words of the generator stand for: the upper 26 bits of each."""
    return ((first >> 6) * 2**26 + (second >> 6) + 0.5) / 2**52


def counter_before(words, seed):
    """The counter that ten rounds of Philox turn into `words`: the generator run backwards."""
    mask = 0xFFFFFFFF
    undo_0, undo_1 = pow(0xD2511F53, -1, 2**32), pow(0xCD9E8D57, -1, 2**32)
    c0, c1, c2, c3 = words
    for r in reversed(range(10)):
        k0, k1 = (seed + r * 0x9E3779B9) & mask, ((seed >> 32) + r * 0xBB67AE85) & mask
        b2, b0 = (c1 * undo_1) & mask, (c3 * undo_0) & mask
        b1 = (0xCD9E8D57 * b2 >> 32) ^ c0 ^ k0
        b3 = (0xD2511F53 * b0 >> 32) ^ c2 ^ k1
        c0, c1, c2, c3 = b0, b1, b2, b3
    return c0, c1, c2, c3


def at_counter(counter, seed):
    step, agent, stream, replicate = counter
    return uniform(seed, replicate, stream, agent, step)


@pytest.mark.parametrize(
    ("counter", "seed", "words"),
    [
        ((0, 0, 0, 0), 0, (0x6627E8D5, 0xE169C58D)),
        ((0xFFFFFFFF,) * 4, 0xFFFFFFFFFFFFFFFF, (0x408F276D, 0x41C83B0E)),
        ((0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344), 0x299F31D0A4093822, (0xD16CFE09, 0x94FDCCEB)),
    ],
    ids=["zeros", "ones", "digits of pi"],
)
def test_known_answers_of_the_published_generator(counter, seed, words):
    assert at_counter(counter, seed) == from_words(*words)


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ((0, 0, 0, 0, 0), 0.39904647887528244),
        ((1, 0, 1, 0, 0), 0.027452234324844782),
        ((0, 1, 2, agent_id("dog"), 0), 0.32722008830162796),
        ((42, 7, 3, agent_id("handler"), 449), 0.7779896644652339),
        ((20260901, 999, 5, agent_id("responder_1"), 12), 0.4171048985817517),
        ((2**40 + 3, 5, 6, agent_id("dispatcher"), 2), 0.6890461114312468),
        ((2**63 - 1, 2**32 - 1, 9, 2**32 - 1, 2**32 - 1), 0.32170415567399957),
    ],
)
def test_golden_values_never_change(address, value):
    """Stored results rest on these: a change here makes every earlier result another one."""
    assert uniform(*address) == value


def test_every_part_of_the_address_counts():
    address = {"seed": 7, "replicate": 3, "stream": STREAMS["choice"], "agent": agent_id("dog"), "step": 120}
    numbers = {uniform(**address)}
    for part in address:
        for bit in (0, 1, 13, 31):
            numbers.add(uniform(**(address | {part: address[part] ^ (1 << bit)})))
    numbers.add(uniform(**(address | {"seed": 7 + 2**62})))
    assert len(numbers) == 1 + 5 * 4 + 1


def test_streams_have_codes_of_their_own():
    assert len(set(STREAMS.values())) == len(STREAMS)


def test_numbers_lie_in_the_open_interval_even_for_the_most_extreme_words():
    lowest = at_counter(counter_before((0, 0, 0, 0), seed=5), seed=5)
    highest = at_counter(counter_before((0xFFFFFFFF, 0xFFFFFFFF, 0, 0), seed=5), seed=5)
    assert 0.0 < lowest < 1e-15
    assert 1.0 - 1e-15 < highest < 1.0


def test_numbers_are_uniform_along_every_part_of_the_address():
    """Chi-square over 64 cells: sound luck elsewhere fails one of the five once in 10**5."""
    from scipy.stats import chi2

    def along(part):
        base = {
            "seed": 11,
            "replicate": 0,
            "stream": STREAMS["senses"],
            "agent": agent_id("handler"),
            "step": 0,
        }
        return [uniform(**(base | {part: base[part] + k})) for k in range(6400)]

    for part in ("seed", "replicate", "stream", "agent", "step"):
        counts = [0] * 64
        for u in along(part):
            counts[int(u * 64)] += 1
        assert chi2.sf(sum((c - 100) ** 2 / 100 for c in counts), 63) > 2e-6, part


def test_neighbouring_addresses_are_uncorrelated():
    """Correlation of 4000 pairs has sd 0.016: beyond 0.08, five of them, sound luck gets once in 10**5."""
    import numpy as np

    base = {"seed": 2, "replicate": 9, "stream": STREAMS["force"], "agent": agent_id("dog"), "step": 50}
    here = [uniform(**(base | {"step": 50 + k})) for k in range(4000)]
    for part in base:
        there = [
            uniform(**(base | {"step": 50 + k} | {part: base[part] + 1 + (k if part == "step" else 0)}))
            for k in range(4000)
        ]
        assert abs(np.corrcoef(here, there)[0, 1]) < 0.08, part


def test_names_give_identities_of_their_own():
    names = [
        "handler",
        "dog",
        "suspect",
        "responder_1",
        "responder_2",
        "dispatcher",
        "train",
        "bystander",
        *map(str, range(1000)),
    ]
    ids = [agent_id(name) for name in names]
    assert len(set(ids)) == len(names)
    assert all(1 <= each < 2**32 for each in ids)
    assert agent_id("a") == 0xE40C292C and agent_id("foobar") == 0xBF9CF968  # published values of FNV-1a


def test_whoever_looks_at_whom_has_luck_of_its_own():
    """The stream of a look says at whom: no pair, in whatever direction, shares an address with another."""
    from bondsim.scenario import load, names

    for name in names():
        cast = [agent_id(each) for each in (*load(name).cast, *load(name).hazard_names)]
        pairs = [(a, towards(STREAMS["senses"], b)) for a, b in itertools.permutations(cast, 2)]
        plain = [(a, stream) for a in cast for stream in STREAMS.values()]
        assert len({*pairs, *plain}) == len(pairs) + len(plain)
        assert all(0 <= stream < 2**32 for _, stream in pairs)
    assert towards(STREAMS["senses"], agent_id("dog")) != towards(STREAMS["choice"], agent_id("dog"))


def test_seeds_of_runs_within_runs():
    """Whole numbers that the kernels take, other ones at every address, the same ones at the same."""
    seeds = {another_seed(s, r, 500, a, t) for s in (0, 7) for r in (0, 1) for a in (3, 4) for t in range(50)}
    assert len(seeds) == 400 and all(type(s) is int and 0 <= s < 2**62 for s in seeds)
    assert max(seeds) > 2**61 and another_seed(1, 2, 500, 3, 4) == another_seed(1, 2, 500, 3, 4)
