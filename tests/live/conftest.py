"""Results of a small sweep, made once."""

import pytest

import bondsim as bs


@pytest.fixture(scope="session")
def swept(tmp_path_factory):
    experiment = bs.Experiment(
        scenario="rail_yard",
        question="Is it <b>bold</b> to ask?",
        vary={"dog.bond": [0, 0.5, 0.9], "train.warning_s": [15, 30], "baseline": ["none", "obedient_dog"]},
        record={"outcomes": ["rescued", "time_to_clear_s", "dog_pulls"]},
        replicates=20,
        seed=7,
    )
    return experiment.run(tmp_path_factory.mktemp("live") / "sweep", threads=2)
