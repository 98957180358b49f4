"""The five laws, lifted onto agents: who reads which state, and which rules change it.

Rules (`bondsim.rules`) are numbers in, a number out. Laws say where the numbers come from and where they
go. They are written once, against a `World` whose members may be Python objects (the Mesa engine) or
records of arrays (the batch engine), and the same restrictions hold as for rules, so that both engines run
this very source. `schedule` has the order of events on one screen.
"""
