"""The science, as small scalar functions.

A rule takes numbers and returns one number. It holds only arithmetic, comparisons and calls of other rules,
so that the same source runs as plain Python (the Mesa engine), compiled for a processor (the batch engine),
and could be compiled for a GPU:

- positional arguments without defaults, one return type, guarded divisions;
- signed integers masked below 2**63; `exp`, `log` and their kin come from `bondsim.rules.maths`, never from
the C library,
  whose last bits differ between machines;
- a rule never draws luck: a uniform number comes in as an argument ``u``.
"""
