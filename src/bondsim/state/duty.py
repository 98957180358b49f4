"""State of the family `duty`: shifts, searches, incidents."""

from bondsim.state.field import MISSING, Field

AGENT = (
    Field("duty_h", "float", "h", "hours of duty of this day"),
    Field("n_calls", "float", "", "incidents it was called to so far"),
)

TALLY = (
    Field("searches", "float", "", "searches on duty in which something was to be found"),
    Field("empty_searches", "float", "", "searches on duty in which nothing was"),
    Field("finds", "float", "", "finds"),
    Field("false_alerts", "float", "", "alerts where nothing was"),
    Field("sensitivity", "float", "", "share of what was there that was found", MISSING),
    Field("false_alert_share", "float", "", "share of empty searches that ended in an alert", MISSING),
    Field("incidents", "float", "", "incidents played"),
    Field("rescues", "float", "", "handlers who were caught in mortal danger in them and got out"),
    Field("handlers_killed", "float", "", "handlers killed in them"),
    Field("harms", "float", "", "dogs and handlers hurt or killed in them"),
    Field("duty_h", "float", "h", "hours of duty of all dogs"),
    Field("bond_d", "float", "d", "bond of dogs in service to their handlers, integrated over days"),
    Field("trust_d", "float", "d", "trust of handlers in dogs in service, integrated over days"),
    Field("alert_d", "float", "d", "vigilance of dogs in service, integrated over days"),
    Field("team_bond", "float", "", "mean bond of dogs in service to their handlers", MISSING),
    Field("team_trust", "float", "", "mean trust of handlers in dogs in service", MISSING),
    Field("vigilance", "float", "log-odds", "mean vigilance of dogs in service", MISSING),
)
