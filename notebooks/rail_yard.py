# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # The rail yard: from a question to single runs
#
# A handler's boot is caught between rails, a train is coming, and he orders his dog away. What does the
# strength of the dog's bond change? This notebook puts the question to the model, looks at the answer as
# curves, map and contrast, and then goes down to single runs. It takes about a minute the first time, while
# the model is compiled, and seconds after that.
#
# All numbers here are **simulated results of a model**; `docs/model.md` says what it assumes.

# %%
from pathlib import Path
from tempfile import TemporaryDirectory

import matplotlib.pyplot as plt

import bondsim as bs

# %% [markdown]
# ## The experiment
#
# Two factors: the dog's bond, and the time from the boot being caught to the train. Every replicate meets the
# same luck at every point of the design, so runs can be compared pair by pair.

# %%
folder = TemporaryDirectory()
experiment = bs.Experiment(
    scenario="rail_yard",
    question="Does a stronger bond save a handler whose boot is caught while a train is on its way?",
    vary={"dog.bond": [0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9], "train.warning_s": [10, 20, 30, 60, 90]},
    record={"outcomes": ["rescued", "disobeyed", "dog_alive", "time_to_clear_s"]},
    replicates=200,
    seed=1,
)
results = experiment.run(Path(folder.name) / "notebook")
print(f"{len(results.runs):,} runs at {len(results.points)} points")

# %%
results.summary.query("outcome == 'rescued'").merge(results.points, on="point").sample(5, random_state=1)

# %% [markdown]
# ## The answer
#
# Each line is a warning time; bands are 95 % intervals. Read along a line for what the bond does, across
# lines for what time does.

# %%
results.plot.response(x="dog.bond", y="rescued", by="train.warning_s")
plt.show()

# %%
results.plot.heatmap(x="dog.bond", y="train.warning_s", value="rescued")
plt.show()

# %% [markdown]
# ## What the bond buys, pair by pair
#
# The same runs with bond 0 and with bond 0.9: how many more are saved, at each warning time? As each pair
# shares its luck, only those pairs count in which the bond made the difference.

# %%
warnings = sorted(results.points["train.warning_s"].unique())
contrasts = [results.contrast("rescued", "dog.bond", 0, 0.9, at={"train.warning_s": t}) for t in warnings]
for warning, each in zip(warnings, contrasts, strict=True):
    print(f"{warning:g} s of warning: {each}")

# %%
figure, axes = plt.subplots(figsize=(7, 4), layout="constrained")
differences = [c.estimate for c in contrasts]
below = [c.estimate - c.low for c in contrasts]
above = [c.high - c.estimate for c in contrasts]
axes.errorbar(warnings, differences, yerr=[below, above], marker="o", capsize=3)
axes.axhline(0, color="0.6", linewidth=0.8)
axes.set(
    xlabel="Warning time (s)",
    ylabel="More handlers rescued (share of runs)",
    title=f"Bond 0.9 against bond 0, n = {contrasts[0].n} pairs a point, 95 % intervals",
)
plt.show()

# %% [markdown]
# ## One run, and its twin
#
# Take a replicate with 30 s of warning in which the handler was saved by a dog of bond 0.9 but not by a dog
# of bond 0.3. Simulated again with the same seed and replicate, both runs have the same luck; they differ by
# the bond alone.

# %%
runs = results.runs.merge(results.points, on="point").query("`train.warning_s` == 30")
saved = runs.pivot(index="replicate", columns="dog.bond", values="rescued").astype(bool)
replicate = int(saved.index[saved[0.9] & ~saved[0.3]][0])
strong, weak = (
    bs.simulate("rail_yard", seed=1, replicate=replicate, set={"dog.bond": bond, "train.warning_s": 30})
    for bond in (0.9, 0.3)
)
print(f"replicate {replicate}, bond 0.9\n\n{strong.timeline()}")

# %%
print(f"replicate {replicate}, bond 0.3\n\n{weak.timeline()}")

# %% [markdown]
# The numbers behind a decision are the parts of its utility that spoke loudest, for it or against. On the
# command line, `bondsim replay rail_yard --what-if dog.bond=0.3` tells the two beside each other.
#
# ## The run as curves
#
# A series has a row for each step and agent. Here is what the two dogs foresaw for the handler, how hard they
# pulled, and how far he was dragged. Harm falls to what a person on the ground alone arouses once he is out
# of the train's way.

# %%
figure, panels = plt.subplots(3, 1, figsize=(8, 7), sharex=True, layout="constrained")
for run, label, style in ((strong, "bond 0.9", "-"), (weak, "bond 0.3", "--")):
    dog = run.series.query("agent == 'dog'").set_index("t_s")
    handler = run.series.query("agent == 'handler'").set_index("t_s")
    panels[0].plot(dog["partner_harm"], style, label=label)
    panels[1].plot(dog["force_n"], style, label=label)
    panels[2].plot(handler["dragged_m"], style, label=label)
panels[0].set(ylabel="Harm foreseen\nfor the handler", ylim=(-0.05, 1.05))
panels[1].set(ylabel="Force of the\ndog's pull (N)")
panels[2].set(ylabel="Handler dragged (m)", xlabel="Time since the boot was caught (s)")
for axes in panels:
    axes.axvline(30, color="0.5", linestyle=":", linewidth=1)
panels[2].annotate(
    "the train", (30, 0.1), xytext=(-4, 0), textcoords="offset points", color="0.4", ha="right"
)
panels[2].legend(loc="upper left")
panels[0].set_title(f"Replicate {replicate}: the same luck, another bond (two single runs)")
plt.show()

# %% [markdown]
# ## What to try
#
# - Is it the choice or the strength? Vary `drag.vigour_floor` (1 takes bond out of the pulling force), or
#   `baseline` with `"obedient_dog"`.
# - What does the answer rest on? Sweep `stance.call_back_rate`, `harm.distress` or `ground.friction` over
#   their plausible ranges.
# - `bs.parameters("rail_yard")` lists everything that can be varied, with unit, range and grounds.

# %%
folder.cleanup()
