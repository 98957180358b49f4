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
# # Another law: a dog of your own
#
# What an agent does is split by law: `sense`, `appraise`, `choose`, `speak`, `act`, `settle`, `meet`, `learn`.
# A subclass of a Mesa agent replaces one and keeps the rest. Here: what if the dog heard no order, and what if
# it never tired?
#
# All numbers here are **simulated results of a model**; of these dogs even more so: they are nobody's claim.

# %%
import matplotlib.pyplot as plt

import bondsim as bs

SETTINGS = {"dog.bond": 0.4, "train.warning_s": "30 s"}
RUNS = 40


# %% [markdown]
# ## Two dogs


# %%
class Stubborn(bs.Dog):
    """Decides as dogs do, as if nobody had said anything."""

    def choose(self):
        self.order = -1
        super().choose()


class Tireless(bs.Dog):
    """Is rested again after every step."""

    def settle(self):
        super().settle()
        self.reserve = 1.0


# %% [markdown]
# ## The same luck for each
#
# Every kind meets the same replicates. Such runs use the Mesa engine, a few hundredths of a second each; the
# promise that both engines agree holds for the built-in classes alone.

# %%
kinds = {"as they are": {}, "stubborn": {"dog": Stubborn}, "tireless": {"dog": Tireless}}
ended = {}
for name, agents in kinds.items():
    ended[name] = []
    for replicate in range(RUNS):
        model = bs.model("rail_yard", seed=2, replicate=replicate, set=SETTINGS, agents=agents)
        model.run_to_end()
        ended[name].append(bool(model.world.tally.rescued))
{name: f"{sum(saved)} of {RUNS} rescued" for name, saved in ended.items()}

# %% [markdown]
# Forty runs are few. The intervals are those that bondsim's own figures use (Wilson's for shares).

# %%
from bondsim.analysis import wilson

figure, axes = plt.subplots(figsize=(6, 3), layout="constrained")
for row, saved in enumerate(ended.values()):
    share = sum(saved) / RUNS
    low, high = wilson(sum(saved), RUNS)
    axes.errorbar(share, row, xerr=[[share - low], [high - share]], marker="o", capsize=4, color="#0072B2")
axes.set(yticks=range(len(ended)), yticklabels=list(ended), xlim=(0, 1), ylim=(len(ended) - 0.5, -0.5))
axes.set(xlabel="rescued (share of runs)", title=f"n = {RUNS} runs each, 95 % intervals")
plt.show()

# %% [markdown]
# ## Where did they part?
#
# Under the same luck a pair of runs differs by the law alone. The first replicate that ended otherwise:

# %%
parted = [k for k in range(RUNS) if ended["as they are"][k] != ended["stubborn"][k]]
print(f"{len(parted)} of {RUNS} pairs ended otherwise")
for name in ("as they are", "stubborn"):
    model = bs.model("rail_yard", seed=2, replicate=parted[0], set=SETTINGS, agents=kinds[name])
    model.run_to_end()
    tally = model.world.tally
    pulls, dragged = int(tally.n_partner_pulls), tally.dragged_m
    print(f"{name}: {pulls} pulls, dragged {dragged:.2f} m, rescued {bool(tally.rescued)}")

# %% [markdown]
# `agents` takes names of the cast or of roles. For sweeps over many points see `docs/python.md`; if the law is to
# stay, `docs/architecture.md` says how to add it to both engines.
