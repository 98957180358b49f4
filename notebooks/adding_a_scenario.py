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
# # Adding a scenario
#
# A scenario is an incident as data: a YAML file and a map. No Python is needed. A child has left a picnic and
# sits somewhere in a wood; a dog that searches the wind and two walkers go out. How much does the dog add?
# `docs/scenarios.md` writes this one step by step and says what each part may hold.
#
# All numbers here are **simulated results of a model**.

# %%
from pathlib import Path

import matplotlib.pyplot as plt

import bondsim as bs

# %% [markdown]
# ## The map
#
# A letter a cell of 20 m: `.` is wood, `r` thicket, and four letters mark places.

# %%
wood = "." * 30
rows = [wood] * 20
rows[0] = "P" + "." * 14 + "A" + "." * 13 + "B"
rows[5:10] = [wood[:13] + "r" * 9 + wood[22:]] * 5
rows[12] = wood[:15] + "K" + wood[16:]
Path("lost_child.txt").write_text("\n".join(rows) + "\n")
print("\n".join(rows[:6]))

# %% [markdown]
# ## The incident
#
# Who is there, where each begins, whom each is after; what differs from the model's own numbers; what is
# compared; what is counted.

# %%
SCENARIO = """
name: lost_child
title: A child lost in a wood
question: How much more often is a lost child found within an hour with an air-scent dog beside two walkers?
uses: [scent]
clock: {dt_s: 1, max_s: 3600, ends: time}
map:
  file: lost_child.txt
  cell_m: 20
  grounds:
    ".": {name: wood}
    "r": {name: thicket, pace: 0.6}
  places:
    P: {name: picnic place, ground: "."}
    A: {name: where the first walker starts, ground: "."}
    B: {name: where the second walker starts, ground: "."}
    K: {name: middle of where the child may be, ground: "."}
cast:
  child: {role: civilian, at: K, spread_m: 150}
  handler: {role: handler, at: P, partner: dog, quarry: child}
  dog: {role: dog, at: P, partner: handler, superior: handler, quarry: child}
  walker_1: {role: handler, at: A, quarry: child}
  walker_2: {role: handler, at: B, quarry: child}
set:
  dog.nose: true
  dog.trails: false
  dog.reserve: 1
  dog.sight_m: 4
  handler.sight_m: 1
  walker_1.sight_m: 4
  walker_2.sight_m: 4
  scent.threat_harm: 0
choices:
  searchers:
    text: who searches
    default: all
    options:
      all: {text: a dog with its handler and two walkers}
      walkers: {text: two walkers, set: {dog.present: false, handler.present: false}}
outcomes:
  found: {of: child.located, kind: boolean, text: the child was found within the hour}
  found_s: {of: tally.located_s, kind: number, unit: s, text: time until it was found; missing where it was not}
"""
Path("lost_child.yaml").write_text(SCENARIO)
print(bs.outcomes("lost_child.yaml")[["outcome", "kind", "unit", "description"]].to_string(index=False))

# %% [markdown]
# A mistake is told with its line and column, and with what would do:

# %%
Path("hasty.yaml").write_text(SCENARIO.replace("quarry: child}", "quarry: chidl}", 1))
try:
    bs.simulate("hasty.yaml")
except ValueError as error:
    print(error)

# %% [markdown]
# ## Watch it once

# %%
run = bs.simulate("lost_child.yaml", seed=1)
print("\n".join(run.timeline().splitlines()[:8]))

# %%
run.plot.map()
plt.show()

# %% [markdown]
# ## Ask it a question

# %%
experiment = bs.Experiment(
    scenario="lost_child.yaml",
    question="How much more often is a lost child found within an hour with a dog?",
    vary={"searchers": ["walkers", "all"], "scent.leg_m": [30, 60]},
    record={"outcomes": ["found", "found_s"]},
    replicates=100,
)
results = experiment.run("lost")
results.plot.response(x="scent.leg_m", y="found", by="searchers")
plt.show()

# %%
print(results.contrast("found", "searchers", "walkers", "all"))

# %% [markdown]
# Part of that difference is what a third sweep does, with or without a nose: `docs/scenarios.md` takes the two
# apart. `bondsim watch lost_child.yaml` plays the search in the browser.
