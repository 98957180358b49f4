"""Tables in, tables out: intervals, contrasts, summaries. Nothing here runs a model or touches a folder.

Every interval is a 95 % interval unless another level is asked for, and every estimate comes with the number
of runs behind it and the number that had no value.
"""

from bondsim.analysis.contrasts import Contrast, contrast, contrast_over_draws
from bondsim.analysis.differences import McNemar, paired_difference, unpaired_difference
from bondsim.analysis.draws import OverDraws, mean_over_draws, summarise_over_draws
from bondsim.analysis.gains import Gain
from bondsim.analysis.intervals import Interval, hall, mean_interval, quantile_interval, student, wilson
from bondsim.analysis.pairs import Differences
from bondsim.analysis.sensitivity import Sensitivity, morris_effects
from bondsim.analysis.sobol import sobol_indices
from bondsim.analysis.summaries import Tally, quantiles, summarise

__all__ = [
    "Contrast",
    "Differences",
    "Gain",
    "Interval",
    "McNemar",
    "OverDraws",
    "Sensitivity",
    "Tally",
    "contrast",
    "contrast_over_draws",
    "hall",
    "mean_interval",
    "mean_over_draws",
    "morris_effects",
    "paired_difference",
    "quantile_interval",
    "quantiles",
    "sobol_indices",
    "student",
    "summarise",
    "summarise_over_draws",
    "unpaired_difference",
    "wilson",
]
