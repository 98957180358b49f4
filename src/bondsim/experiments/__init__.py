"""Experiments: from a question in YAML to tables that can be trusted.

==================  ==================================================================================
`config`            what an experiment file may say; `schema` makes the JSON Schema for editors from it
`layers`            the file, what it extends, its table of points, and the command line, in one document
`design`            levels and points
`figures`           the figures it draws
`resolve`, `plan`   all of it checked against the scenario: what is to be computed
==================  ==================================================================================
"""
