"""Engines run scenarios: `mesa` as live Mesa objects, `batch` as one compiled loop.

Both follow `bondsim.laws.schedule`.
"""
