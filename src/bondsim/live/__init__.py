"""Live pages in the browser: one run to play with, and the runs behind a sweep.

Made of Mesa's visualisation on Solara, served on this machine alone, without the internet. Importing this says so
to Solara, which reads it from the environment when it is imported.
"""

import os

from bondsim.engines.batch.compiled import cache_folder

QUIET = {
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False",
    "SOLARA_MODE": "production",  # else its pages ask the vendor's site about their version
    "SOLARA_THEME_LOADER": "plain",
    "SOLARA_THEME_SHOW_BANNER": "False",
    "SOLARA_CHECK_HOOKS": "off",
}
os.environ.update(QUIET)
os.environ.pop("SOLARA_APP", None)
if (_folder := cache_folder()) is not None:
    os.environ.setdefault("SOLARA_HOME", str(_folder / "solara"))  # else it makes a folder in the user's home
