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
# # A career and a policy
#
# Some questions take years. A handler goes to prison for three years, and the dog, which belongs to the state,
# is given to another officer. What does each policy cost? A career is simulated day by day, over the same agents
# and relations as an incident.
#
# All numbers here are **simulated results of a model**; `docs/answers/reassignment.md` says what they rest on.

# %%
import matplotlib.pyplot as plt

import bondsim as bs

POLICIES = ["kept_by_force", "kept_with_patience", "seen_monthly", "neutral_place"]

# %% [markdown]
# ## One career
#
# The first days, told as they pass.

# %%
career = bs.simulate("reassignment", seed=4, set={"policy": "seen_monthly"})
print("\n".join(career.timeline().splitlines()[:12]))

# %% [markdown]
# ## Two policies, day by day
#
# The same dog with the same luck, kept by the new handler with force, or seen by its old handler once a month:
# its separation distress, and the chance that it refuses an order.

# %%
forced = bs.simulate("reassignment", seed=4, set={"policy": "kept_by_force"})
figure, panels = plt.subplots(2, 1, figsize=(8, 5), sharex=True, layout="constrained")
for run, label, style in ((career, "seen monthly", "-"), (forced, "kept by force", "--")):
    dog = run.series.query("agent == 'dog'").set_index("day")
    panels[0].plot(dog["distress"], style, label=label)
    panels[1].plot(dog["p_refuse"], style, label=label)
panels[0].set(ylabel="Separation distress\n(0 to 1)", ylim=(-0.05, 1.05), title="Two single runs, same luck")
panels[1].set(ylabel="Chance to refuse\nan order", ylim=(-0.05, 1.05), xlabel="Day since the handler left")
panels[0].legend()
plt.show()

# %% [markdown]
# ## The policies beside each other
#
# Every policy meets the same luck, so they are compared pair by pair.

# %%
experiment = bs.Experiment(
    scenario="reassignment",
    question="What does each policy cost the dog when it is given to a new handler?",
    vary={"policy": POLICIES},
    record={"outcomes": ["welfare_lost_d", "readiness_lost_d", "refused_share", "home"]},
    replicates=60,
    seed=5,
)
results = experiment.run("policies")
results

# %%
results.plot.tradeoff(x="readiness_lost_d", y="welfare_lost_d", by="policy")
plt.show()

# %%
for policy in POLICIES[1:]:
    print(results.contrast("welfare_lost_d", "policy", POLICIES[0], policy))

# %% [markdown]
# In the model the neutral place costs the service most and monthly visits cost the dog most, since each visit wakes
# the expectation anew. How far it does is `handover.visit_resets`, an assumption: vary it before you believe
# this. Whose days count for more is not for a model to say.
#
# `careers` follows a whole unit for twelve years, `after_loss` a handler who lost a dog, `academy` a class of
# teams; `bondsim watch careers` shows a unit day by day in the browser.
