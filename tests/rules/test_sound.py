"""Sound through vegetation, and spirals: levels and ranges worked by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondsim.parameter.sound import SearchParameters, SoundParameters
from bondsim.rules.maths import turned_x, turned_y
from bondsim.rules.sound import (
    audible_signal,
    bearing_error,
    blend,
    facing_loss,
    level_at,
    spiral_angle,
    spiral_radius,
)

P = SoundParameters()


def audible_range(source_db, loss_db_m, noise_db):
    """Distance at which a sound falls to the noise, m."""
    near, far = 1.0, 1e5
    while far - near > 1e-6:
        middle = (near + far) / 2
        near, far = (middle, far) if level_at(source_db, middle, loss_db_m) > noise_db else (near, middle)
    return near


@pytest.mark.parametrize(
    ("loss", "noise", "metres"),
    [(0.05, 35, 306), (0.05, 45, 189), (0.05, 55, 100), (0.10, 35, 193), (0.10, 45, 128), (0.10, 55, 75)],
)
def test_a_bark_carries_as_far_as_the_design_says(loss, noise, metres):
    assert audible_range(100.0, loss, noise) == pytest.approx(metres, abs=0.7)


def test_a_bark_facing_away_carries_a_fifth_less_far():
    front, back = audible_range(100.0, 0.07, 45.0), audible_range(95.0, 0.07, 45.0)
    assert 0.75 < back / front < 0.85
    assert facing_loss(1.0, P) == 0.0
    assert facing_loss(-1.0, P) == P.facing_db
    assert facing_loss(0.0, P) == P.facing_db / 2


def test_the_siren_carries_about_350_m_and_a_bark_200():
    """In the default wood; so a dog farther off does not know that friends are there."""
    assert audible_range(P.siren_db, P.loss_db_m, P.noise_db) == pytest.approx(347, abs=5)
    assert audible_range(P.bark_db, P.loss_db_m, P.noise_db) == pytest.approx(200, abs=3)
    assert audible_range(P.walk_db, P.loss_db_m, P.noise_db) < 10


def test_level_spreads_over_a_sphere():
    """Ten times the distance takes 20 dB, and 1 dB a metre takes what it says; nothing is louder than at 1 m."""
    assert level_at(100.0, 10.0, 0.0) == pytest.approx(80.0)
    assert level_at(100.0, 10.0, 1.0) == pytest.approx(70.0)
    assert level_at(100.0, 0.2, 0.0) == level_at(100.0, 1.0, 0.0) == pytest.approx(100.0)


def test_noise_masks_what_is_no_louder():
    """10 dB above it the signal is nine times the noise; sensitivity is then its logarithm, 2.3."""
    assert audible_signal(40.0, 40.0) == audible_signal(-700.0, 40.0) == 0.0
    assert audible_signal(50.0, 40.0) == pytest.approx(9.0)


@given(x=st.floats(-1, 1), y=st.floats(-1, 1), angle=st.floats(-math.pi / 2, math.pi / 2))
def test_turning_keeps_length_and_turns_left(x, y, angle):
    u, v = turned_x(x, y, angle), turned_y(x, y, angle)
    assert math.hypot(u, v) == pytest.approx(math.hypot(x, y), abs=1e-12)
    assert u == pytest.approx(x * math.cos(angle) - y * math.sin(angle), abs=1e-12)


def test_bearing_errors_stay_within_a_right_angle():
    p = SearchParameters()
    assert bearing_error(1.0, p) == pytest.approx(math.radians(15))
    assert bearing_error(-50.0, p) == -math.pi / 2


def test_a_running_mean_keeps_its_share():
    assert blend(1.0, 0.0, 0.7) == pytest.approx(0.7)


def test_a_spiral_covers_area_at_its_spacing():
    """After walking pi r^2 / spacing it has reached r, and each turn takes it one spacing outwards."""
    assert spiral_radius(math.pi * 150**2 / 40, 40.0) == pytest.approx(150.0)
    assert spiral_angle(10.0, 40.0, 0.0) == pytest.approx(-math.pi / 2)
    assert spiral_angle(50.0, 40.0, 0.0) == pytest.approx(spiral_angle(10.0, 40.0, 0.0))
    assert spiral_angle(10.0, 40.0, 0.5) == pytest.approx(math.pi / 2)
