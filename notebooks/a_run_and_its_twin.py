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
# # One run and its what-if twin
#
# A share says how often, a single run says how. This notebook takes a run from behind a figure, tells it second
# by second, and plays it again with one thing changed and all luck the same: its *what-if twin*.
#
# All numbers here are **simulated results of a model**; `docs/model.md` says what it assumes.

# %%
import matplotlib.pyplot as plt

import bondsim as bs
from bondsim.engines.replay import beside, twin

# %%
experiment = bs.Experiment(
    scenario="rail_yard",
    vary={"dog.bond": [0.3, 0.9]},
    fix={"train.warning_s": "30 s"},
    record={"outcomes": ["rescued", "disobeyed"]},
    replicates=200,
    seed=1,
)
results = experiment.run("twins")
runs = results.runs.merge(results.points, on="point")
saved = runs.pivot(index="replicate", columns="dog.bond", values="rescued").astype(bool)
print(f"{(saved[0.9] & ~saved[0.3]).sum()} of {len(saved)} pairs: saved by the strong bond alone")
print(f"{(saved[0.3] & ~saved[0.9]).sum()} of {len(saved)} pairs: saved by the weak bond alone")

# %% [markdown]
# ## A run behind a figure
#
# Take the first replicate in which the bond made the difference. Every replicate has the same luck at every
# point, so both its runs differ by the bond alone.

# %%
replicate = int(saved.index[saved[0.9] & ~saved[0.3]][0])
point = int(results.points.query("`dog.bond` == 0.9")["point"].iloc[0])
strong = bs.simulate(
    results.scenario, seed=results.seed(point), replicate=replicate, set=results.settings(point)
)
weak = twin(strong, {"dog.bond": 0.3})
print(
    f"replicate {replicate}: {strong.outcomes['rescued']} with bond 0.9, {weak.outcomes['rescued']} with 0.3"
)

# %% [markdown]
# Both told side by side, up to where they part and a little beyond:

# %%
told = beside(strong, weak, ("bond 0.9", "bond 0.3"), width=58).splitlines()
parts = next(k for k, line in enumerate(told) if "here they part" in line)
print("\n".join(told[: parts + 12]))

# %% [markdown]
# ## States over time
#
# The ribbons of the run under the time line of its events; then of its twin.

# %%
strong.plot.ribbons()
plt.show()

# %%
weak.plot.ribbons()
plt.show()

# %% [markdown]
# ## On the map
#
# The ways of all, with the events numbered where they happened.

# %%
strong.plot.map()
plt.show()

# %% [markdown]
# ## As tables
#
# A series has a row for each step and agent. Here is what the two dogs foresaw for the handler, and how far he
# was dragged.

# %%
figure, panels = plt.subplots(2, 1, figsize=(8, 5), sharex=True, layout="constrained")
for run, label, style in ((strong, "bond 0.9", "-"), (weak, "bond 0.3", "--")):
    dog = run.series.query("agent == 'dog'").set_index("t_s")
    handler = run.series.query("agent == 'handler'").set_index("t_s")
    panels[0].plot(dog["partner_harm"], style, label=label)
    panels[1].plot(handler["dragged_m"], style, label=label)
panels[0].set(ylabel="Harm foreseen\nfor the handler", ylim=(-0.05, 1.05))
panels[1].set(ylabel="Handler dragged (m)", xlabel="Time since the boot was caught (s)")
panels[1].legend(loc="upper left")
panels[0].set_title(f"Replicate {replicate}: the same luck, another bond (two single runs)")
plt.show()

# %% [markdown]
# ## The live model
#
# `results.replay` gives the same run as a live Mesa model: step it, look at any agent, change what you like.

# %%
model = results.replay(point, replicate)
while model.running and not model["dog"].defied:
    model.step()
dog = model["dog"]
print(f"{model.world.clock.t_s:.1f} s: the dog pulls against the order, arousal {dog.arousal:.2f}")
model.run_to_end()
print(f"rescued: {bool(model.world.tally.rescued)}, as recorded: {bool(saved.loc[replicate, 0.9])}")

# %% [markdown]
# On the command line: `bondsim replay twins --point 1 --replicate 7 --what-if dog.bond=0.3` tells both, and
# `bondsim explore twins` shows the sweep in the browser, where a click plays a run.
