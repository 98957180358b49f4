"""What goes over time, over replicates and over places: fans, survival, convergence, start cells."""

import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot

from bondsim.analysis import summarise
from bondsim.plots import (
    convergence,
    convergence_data,
    data,
    fan,
    fan_data,
    starts,
    starts_data,
    survival,
    survival_data,
)

from .conftest import of_runs


@pytest.fixture(autouse=True)
def close_figures():
    yield
    pyplot.close("all")


# Fans ---------------------------------------------------------------------------------------------


def with_series(n=20):
    """Two points; arousal of run i at time t is t + i, and runs of the second end early, all but a few."""
    points = [{"dog.bond": 0.1}, {"dog.bond": 0.9}]
    rows = [{"point": at, "replicate": i, "rescued": True} for at in range(2) for i in range(n)]
    lines = []
    for run, row in enumerate(rows):
        for t in range(11 if row["point"] == 0 or row["replicate"] < 3 else 6):
            lines.append({"run": run, "t_s": float(t), "agent": "dog", "arousal": t + row["replicate"]})
            lines.append({"run": run, "t_s": float(t), "agent": "handler", "arousal": -1.0})
    return of_runs(points, rows, pd.DataFrame(lines))


def test_a_fan_is_the_median_and_the_spread_of_the_runs():
    rows = fan_data(with_series(), "dog.arousal", at={"dog.bond": 0.1})
    np.testing.assert_allclose(rows["estimate"], np.arange(11) + 9.5)
    np.testing.assert_allclose(rows["low_90"], np.arange(11) + np.quantile(np.arange(20), 0.05))
    np.testing.assert_allclose(rows["high_90"], np.arange(11) + np.quantile(np.arange(20), 0.95))
    assert ((rows["low"] < rows["estimate"]) & (rows["estimate"] < rows["high"])).all()
    assert set(rows["n"]) == {20}


def test_a_fan_ends_where_few_runs_are_left():
    ax = fan(with_series(), "dog.arousal", by="dog.bond")
    rows = data(ax)
    assert rows[rows["dog.bond"] == 0.9]["t_s"].max() == 5.0
    assert rows[rows["dog.bond"] == 0.1]["t_s"].max() == 10.0
    assert [line.get_label() for line in ax.get_lines()] == ["0.1", "0.9"]
    assert ax.get_xlabel() == "time (s)"
    assert "n = 20 runs a time" in ax.figure.texts[-1].get_text()


def test_a_fan_needs_what_was_recorded():
    with pytest.raises(ValueError, match=r"did you mean 'dog.arousal'"):
        fan(with_series(), "dog.arousa")
    empty = of_runs([{"dog.bond": 0.1}], [{"point": 0, "replicate": 0, "rescued": True}], pd.DataFrame())
    with pytest.raises(ValueError, match=r"add record\.series"):
        fan(empty, "dog.arousal")


# Survival -----------------------------------------------------------------------------------------


def services(causes=(1, 0, 1, 1, 0), days=(100.0, 200.0, 300.0, 400.0, 500.0)):
    rows = [
        {"point": 0, "replicate": i, "service_d": d, "cause": c}
        for i, (d, c) in enumerate(zip(days, causes, strict=True))
    ]
    return of_runs([{"dog.bond": 0.5}], rows)


def test_survival_is_kaplan_and_meiers():
    """Worked by hand: at 100, 4/5; at 300, of 3 at risk, 4/5 * 2/3; at 400, of 2, half of that."""
    rows = survival_data(services(), "service_d", event="cause")
    np.testing.assert_allclose(rows["time"], [0, 100, 200, 300, 400, 500])
    np.testing.assert_allclose(rows["estimate"], [1, 0.8, 0.8, 8 / 15, 4 / 15, 4 / 15])
    assert list(rows["at_risk"]) == [5, 5, 4, 3, 2, 1]
    assert list(rows["cut_off"]) == [0, 0, 1, 0, 0, 1]
    inner = rows.iloc[1:]
    assert ((inner["low"] < inner["estimate"]) & (inner["estimate"] < inner["high"])).all()


def test_a_missing_time_is_cut_off_at_the_end_of_the_run():
    rows = [
        {"point": 0, "replicate": i, "time_to_clear_s": t, "duration_s": 90.0}
        for i, t in enumerate([10.0, np.nan, 30.0, np.nan])
    ]
    results = of_runs([{"dog.bond": 0.5}], rows)
    table = survival_data(results, "time_to_clear_s", until="duration_s")
    np.testing.assert_allclose(table["estimate"], [1, 0.75, 0.5, 0.5])
    assert set(table["n"]) == {4} and table["cut_off"].iloc[-1] == 2
    without = survival_data(results, "time_to_clear_s")
    assert set(without["n"]) == {2} and set(without["missing"]) == {2}
    assert without["estimate"].iloc[-1] == 0.0


def test_a_curve_has_its_numbers_at_risk_and_a_unit_that_can_be_read():
    ax = survival(services(days=(1000.0, 2000.0, 3000.0, 4000.0, 4400.0)), "service_d", event="cause")
    assert ax.get_xlabel() == "service (y)"
    written = [text.get_text() for text in ax.texts]
    assert written[0] == "at risk" and written[1] == "5"
    assert len(written) == 1 + len(ax.get_xticks())
    np.testing.assert_allclose(ax.get_lines()[0].get_xdata(), data(ax)["time"] / 365.25)
    assert "Kaplan-Meier" in ax.figure.texts[-1].get_text()


# Convergence --------------------------------------------------------------------------------------


def many(n=200):
    luck = np.random.default_rng(1)
    rows = [
        {"point": at, "replicate": i, "rescued": bool(luck.random() < (0.3, 0.8)[at])}
        for at in range(2)
        for i in range(n)
    ]
    return of_runs([{"dog.bond": 0.1}, {"dog.bond": 0.9}], rows)


def test_the_last_estimate_is_that_of_the_summary_and_the_first_that_of_five_runs():
    results = many()
    ax = convergence(results, "rescued", by="dog.bond")
    for level, point in ((0.1, 0), (0.9, 1)):
        rows = data(ax)[data(ax)["dog.bond"] == level]
        last = results.summary[results.summary["point"] == point].iloc[0]
        assert tuple(rows.iloc[-1][["replicates", "estimate", "low", "high"]]) == (
            200,
            last["estimate"],
            last["low"],
            last["high"],
        )
        first = summarise(
            results.runs[(results.runs["point"] == point) & (results.runs["replicate"] < 5)], ["rescued"]
        )
        assert rows.iloc[0]["estimate"] == first["estimate"][0]
        widths = rows["high"] - rows["low"]
        assert widths.iloc[-1] < 0.3 * widths.iloc[0]
    assert ax.get_xscale() == "log"


def test_an_outcome_without_a_value_has_axes_all_the_same():
    """As the time to clear where nobody was cleared."""
    rows = [{"point": 0, "replicate": i, "time_to_clear_s": np.nan} for i in range(3)]
    ax = convergence(of_runs([{"dog.bond": 0.1}], rows), "time_to_clear_s")
    ax.figure.canvas.draw()
    assert data(ax)["estimate"].isna().all()
    assert ax.get_xlim() == (1, 3)


def test_points_are_not_thrown_together():
    with pytest.raises(ValueError, match=r"dog\.bond also vary"):
        convergence_data(many(), "rescued")


# Start cells --------------------------------------------------------------------------------------


def begun(n=40):
    """Runs that began in one of two places; those of the east are rescued."""
    rows = [{"point": 0, "replicate": i, "rescued": i % 2 == 1} for i in range(n)]
    lines = [
        {"run": i, "t_s": float(t), "agent": "dog", "x_m": (1.0 if i % 2 == 0 else 9.0) + t, "y_m": 3.0}
        for i in range(n)
        for t in range(3)
    ]
    return of_runs([{"dog.bond": 0.5}], rows, pd.DataFrame(lines))


def test_cells_are_where_runs_began_not_where_they_went():
    rows = starts_data(begun(), "dog", "rescued", cell_m=2.0)
    assert list(zip(rows["x_m"], rows["y_m"], rows["n"], rows["estimate"], strict=True)) == [
        (1.0, 3.0, 20, 0.0),
        (9.0, 3.0, 20, 1.0),
    ]


def test_a_map_of_starts_says_what_it_shows():
    ax = starts(begun(), "dog", "rescued", cell_m=2.0)
    shown = ax.collections[0].get_array().ravel()
    assert shown.compressed().tolist() == [0.0, 1.0]
    written = [text.get_text() for text in ax.texts]
    assert "0.00" in written and "1.00" in written
    assert ax.get_xlabel() == "along the map (m)"
    with pytest.raises(ValueError, match="did you mean 'dog'"):
        starts(begun(), "dogg", "rescued")
