"""What common luck is said to be worth, against experiments that were run with independent luck."""

import numpy as np
import pytest

import bondsim as bs

BATCH = 10  # replicates of one of many small experiments
CASES = {
    "rail_yard": ("dog_pulls", {"dog.bond": [0.6, 0.8]}, 6000),
    "officer_down": ("arrested", {"dog.bond": [0.4, 0.6]}, 9000),
    "city_escape": ("path_m", {"unit.count": [8, 12]}, 3000),
}


def differences(scenario, outcome, vary, pairing, replicates, folder):
    """The experiment, and its estimates from batches of replicates, as many small experiments give them."""
    ends = {"rail_yard": {}, "officer_down": {}, "city_escape": {"start": "at_large"}}[scenario]
    experiment = bs.Experiment(
        scenario=scenario,
        vary=vary,
        fix=ends,
        replicates=replicates,
        pairing=pairing,
        record={"outcomes": [outcome]},
        seed=5,
    )
    results = experiment.run(folder / f"{scenario}-{pairing}", threads=2)
    runs = results.runs.assign(batch=results.runs["replicate"] // BATCH)
    means = runs.groupby(["batch", "point"])[outcome].mean().astype(float).unstack()
    return results, (means[1] - means[0]).to_numpy()


def check(scenario, share, folder):
    """The gain, and the same from the spread of many small experiments of both kinds."""
    outcome, vary, replicates = CASES[scenario]
    replicates = int(replicates * share)
    (results, paired), (other, apart) = (
        differences(scenario, outcome, vary, pairing, replicates, folder)
        for pairing in ("common", "independent")
    )
    (factor, (a, b)), *_ = vary.items()
    found = results.contrast(outcome, factor, a, b).gain
    assert other.contrast(outcome, factor, a, b).gain is None
    seen = np.var(apart, ddof=1) / np.var(paired, ddof=1)
    # a ratio of two variances of k values each varies by a factor of exp(2 / sqrt(k)) or so
    error = np.hypot(np.log(found.high / found.low) / 4, 2 / np.sqrt(len(paired)))
    assert abs(np.log(seen / found.estimate)) < 3.5 * error, (found, seen)
    return found, seen


def test_the_gain_is_what_independent_runs_show(tmp_path):
    found, _ = check("rail_yard", 0.1, tmp_path)
    assert found.low > 1


@pytest.mark.prove
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("scenario", CASES)
def test_the_gain_is_what_independent_runs_show_on_three_scenarios(scenario, tmp_path):
    """A pairing that did nothing would be worth 1, and would be seen to be: so it has to be worth more."""
    assert CASES[scenario][2] // BATCH >= 100
    found, seen = check(scenario, 1.0, tmp_path)
    print(f"{scenario}: common luck {found}; independent experiments: {seen:.3g}")
    assert found.low > 1
    assert seen > 1 or found.low < 1.2  # so little a few hundred experiments do not tell from nothing
