"""Tables in, tables out: intervals, contrasts, summaries. Nothing here runs a model or touches a folder.

Every interval is a 95 % interval unless another level is asked for, and every estimate comes with the number
of runs behind it and the number that had no value.
"""

from bondsim.analysis.contrasts import Contrast, contrast
from bondsim.analysis.differences import McNemar, paired_difference, unpaired_difference
from bondsim.analysis.gains import Gain
from bondsim.analysis.intervals import Interval, hall, mean_interval, quantile_interval, student, wilson
from bondsim.analysis.pairs import Differences
from bondsim.analysis.summaries import Tally, quantiles, summarise

__all__ = [
    "Contrast",
    "Differences",
    "Gain",
    "Interval",
    "McNemar",
    "Tally",
    "contrast",
    "hall",
    "mean_interval",
    "paired_difference",
    "quantile_interval",
    "quantiles",
    "student",
    "summarise",
    "unpaired_difference",
    "wilson",
]
