"""The words of the model and the integer codes that stand for them inside a run.

Codes are written into stored events: add at the end, never renumber.
"""

from bondsim.vocabulary.actions import *
from bondsim.vocabulary.codes import *
from bondsim.vocabulary.events import *
from bondsim.vocabulary.events_of_days import *
from bondsim.vocabulary.families import *
