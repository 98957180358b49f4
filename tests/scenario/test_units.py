"""Values of keys: numbers with and without units, truth, options; bounds and nearest names."""

import numpy as np
import pytest

from bondsim.scenario import SettingsError, load
from bondsim.scenario.keys import SPELLINGS


@pytest.fixture(scope="module")
def keys():
    return load("rail_yard").keys


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("train.warning_s", 40, 40.0),
        ("train.warning_s", "40", 40.0),
        ("train.warning_s", "40 s", 40.0),
        ("train.warning_s", "  40   sec ", 40.0),
        ("train.warning_s", "1.5 min", 90.0),
        ("train.warning_s", "1 h", 3600.0),
        ("train.warning_s", "1e1", 10.0),
        ("train.speed_m_s", "36 km/h", 10.0),
        ("train.half_width_m", "160 cm", 1.6),
        ("train.length_m", "1 km", 1000.0),
        ("dog.mass_kg", "85 lb", 38.55535145),
        ("dog.mass_kg", "38600 g", 38.6),
        ("weather.temperature_c", "-4 °C", -4.0),
        ("weather.temperature_c", "-4 C", -4.0),
        ("stance.call_back_rate", "0.6 /min", 0.01),
        ("drag.angle_deg", "25 deg", 25.0),
        ("dog.age_y", "3 years", 3.0),
        ("sense.floor", "-2 log-odds", -2.0),
        ("dog.bond", np.float64(0.5), 0.5),
    ],
)
def test_numbers_are_read_in_the_unit_of_their_key(keys, name, text, value):
    read = keys[name].parse(text)
    assert type(read) is float or isinstance(read, float)
    assert read == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("train.warning_s", "40 kg", "unit 'kg' does not fit: train.warning_s takes s, sec, seconds, min"),
        ("train.warning_s", "40 S", "unit 'S' does not fit"),
        ("dog.bond", "0.5 s", "unit 's' does not fit: dog.bond has no unit"),
        ("train.warning_s", "soon", r"'soon' is not a number \(in s\)"),
        ("train.warning_s", "", "is not a number"),
        ("train.warning_s", True, r"true is not a number \(in s\)"),
        ("train.warning_s", None, "nothing is not a number"),
        ("train.warning_s", [40], "a list is not a number"),
        ("train.warning_s", {"s": 40}, "a mapping is not a number"),
        ("train.warning_s", float("nan"), "nan is not a finite number"),
        ("train.warning_s", "inf", "'inf' is not a number"),
        ("train.warning_s", -1, "-1 is out of range; 0 to 3600 s would do"),
        ("train.warning_s", "2 h", "7200 is out of range; 0 to 3600 s would do"),
        ("dog.bond", 1.0000001, "out of range; 0 to 1 would do"),
        ("ground.ice", "yes", "'yes' is neither true nor false"),
        ("ground.ice", 1, "1 is neither true nor false"),
        ("baseline", "robot", "'robot' is not one of none, no_dog, obedient_dog, shuffled_bond"),
        ("baseline", None, "nothing is not one of none"),
    ],
)
def test_what_is_no_value_of_a_key_is_refused_with_what_would_do(keys, name, given, message):
    with pytest.raises(ValueError, match=message):
        keys[name].parse(given)


def test_bounds_themselves_are_values(keys):
    for key in keys.values():
        if key.kind == "number":
            assert key.parse(key.low) == key.low and key.parse(key.high) == key.high
            assert key.parse(key.range[0]) <= key.parse(key.default) <= key.parse(key.range[1]), key.name


def test_truth_and_options(keys):
    assert keys["ground.ice"].parse(True) is keys["ground.ice"].parse("true") is True
    assert keys["baseline"].parse("no_dog") == "no_dog"


def test_an_integer_of_any_size_is_out_of_range_and_no_crash(keys):
    with pytest.raises(ValueError, match="out of range"):
        keys["dog.bond"].parse(10**400)


def test_values_of_numpy_are_values():
    """As they come out of `np.arange` and out of tables."""
    settings = {"train.warning_s": np.int64(30), "dog.mass_kg": np.float32(32), "ground.ice": np.bool_(True)}
    load("rail_yard").setup(settings)


@pytest.mark.parametrize("text", ["1_0 s", "٤٠ s"])
def test_numbers_are_written_as_yaml_writes_them(keys, text):
    with pytest.raises(ValueError, match="is not a number"):
        keys["train.warning_s"].parse(text)


def test_every_unit_of_a_key_can_be_written_behind_its_number(keys):
    for key in keys.values():
        if key.kind == "number" and key.unit:
            assert key.parse(f"{key.default!r} {key.unit}") == key.default
            assert SPELLINGS.get(key.unit, {key.unit: 1})[key.unit] == 1


@pytest.mark.parametrize(
    ("given", "nearest"),
    [("dog.bnod", "dog.bond"), ("trian.warning_s", "train.warning_s"), ("baselin", "baseline")],
)
def test_an_unknown_key_is_told_with_the_nearest_one(given, nearest):
    with pytest.raises(SettingsError, match=f"{given}: unknown key; did you mean '{nearest}'"):
        load("rail_yard").parse({given: 1})


def test_all_that_is_wrong_is_told_by_key():
    wrong = {"dog.bond": 2, "dog.bnod": 1, "train.warning_s": "40 kg"}
    with pytest.raises(SettingsError) as caught:
        load("rail_yard").parse({"dog.wear": 0.2, **wrong})
    assert set(caught.value.problems) == set(wrong)
    assert len(str(caught.value).splitlines()) == 3
