"""The commands: their arguments, options and help. What a command does stands in `bondsim.cli`, by its name."""
