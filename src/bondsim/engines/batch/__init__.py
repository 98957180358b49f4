"""The batch engine: one compiled loop over runs, for sweeps. It makes no objects."""

from bondsim.engines.batch.block import compile, run_block
from bondsim.engines.batch.compiled import rules_digest
from bondsim.engines.recording import Block, Recording

__all__ = ["Block", "Recording", "compile", "rules_digest", "run_block"]
