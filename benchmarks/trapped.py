"""The frozen C kernel `trapped.c`: compiled here, filled by name from Setups, called through ctypes."""

import ctypes
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

SOURCE = Path(__file__).with_name("trapped.c")
FLAGS = ("-O3", "-march=native", "-ffp-contract=off", "-shared", "-fPIC")
CAST = ("handler", "dog", "responder_1", "responder_2", "dispatcher")
ACTIONS = ("pull", "guard", "withdraw", "travel")
LAWS = (
    "sense",
    "harm",
    "choice",
    "arousal",
    "energy",
    "drag",
    "stance",
    "radio",
    "trust",
    "attachment",
    "ground",
    "weather",
)
OUTSIDE = ("went_alone", "falls", "arrested", "escaped")  # outcomes of a chase, which the C leaves out


class NoCompiler(RuntimeError):
    pass


class Map(ctypes.Structure):
    _fields_ = (
        ("terrain", ctypes.c_void_p),
        ("pace", ctypes.c_void_p),
        ("cell_m", ctypes.c_double),
        ("width", ctypes.c_int64),
        ("height", ctypes.c_int64),
    )


@cache
def structs():
    """Record types of the structs in the C text, by name."""
    text = SOURCE.read_text().split("/* <structs> */")[1].split("/* </structs> */")[0]
    kinds = {"double": np.float64, "int64_t": np.int64}
    found = {}
    for body, name in re.findall(r"typedef struct \{(.*?)\} (\w+);", text, re.DOTALL):
        declared = re.findall(r"(double|int64_t) ([^;]+);", body)
        found[name] = np.dtype(
            [(f.strip(), kinds[kind]) for kind, names in declared for f in names.split(",")]
        )
    found["point"] = np.dtype(
        [(law, found[f"{law}_law"]) for law in LAWS]
        + [
            ("actions", found["action_features"], len(ACTIONS)),
            ("train", found["train_traits"]),
            ("agents", found["agent_traits"], len(CAST)),
            ("partner", found["relation_traits"], len(CAST)),
            ("superior", found["relation_traits"], len(CAST)),
            ("clock", found["clock_traits"]),
        ]
    )
    return found


@cache
def library():
    """The compiled kernel."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        raise NoCompiler(
            "there is no C compiler (cc, gcc or clang) on PATH: the comparison with C is left out"
        )
    with TemporaryDirectory() as folder:
        made = Path(folder) / "trapped.so"
        subprocess.run([compiler, *FLAGS, "-o", str(made), str(SOURCE), "-lm"], check=True)
        lib = ctypes.CDLL(str(made))
    lib.size_of_point.restype = ctypes.c_int64
    if lib.size_of_point() != structs()["point"].itemsize:
        raise RuntimeError("trapped.c and trapped.py lay out a design point differently")
    lib.run_all.restype = None
    lib.run_all.argtypes = [ctypes.c_void_p, ctypes.POINTER(Map), ctypes.c_int64, *[ctypes.c_void_p] * 4]
    return lib


def copy_by_name(target, source):
    for name in target.dtype.names:
        target[name] = source[name]


def points_of(setups):
    """Design points for the C kernel, from Setups of the rail yard that start trapped and shuffle nothing."""
    from bondsim.parameter import ACTIONS as CODES

    points = np.zeros(len(setups), structs()["point"])
    for p, setup in zip(points, setups, strict=True):
        assert setup.clock["shuffled"] == -1
        cast = setup.scenario.cast
        for law in LAWS:
            copy_by_name(p[law], setup.p[law])
        for k, name in enumerate(ACTIONS):
            copy_by_name(p["actions"][k], setup.actions[list(CODES).index(name)])
        copy_by_name(p["train"], setup.hazards[0])
        copy_by_name(p["clock"], setup.clock)
        for k, name in enumerate(CAST):
            i = cast.index(name)
            copy_by_name(p["agents"][k], setup.agents[i])
            for link in ("partner", "superior"):
                j = setup.agents[i][link]
                if j >= 0:
                    copy_by_name(p[link][k], setup.relations[i, j])
    return points


class Kernel:
    """The C kernel on some design points."""

    def __init__(self, setups):
        self.lib = library()
        self.points = points_of(setups)
        scenario = setups[0].scenario
        self.terrain = np.ascontiguousarray(scenario.map.terrain, np.int8)
        self.pace = np.ascontiguousarray(scenario.grounds["pace"])
        height, width = self.terrain.shape
        self.map = Map(
            self.terrain.ctypes.data, self.pace.ctypes.data, float(scenario.place["cell_m"]), width, height
        )

    def run(self, point, replicate, seed):
        """Outcomes of runs, records of the C struct; releases the interpreter's lock."""
        point, replicate, seed = (np.ascontiguousarray(v, np.int64) for v in (point, replicate, seed))
        out = np.zeros(len(point), structs()["outcome"])
        where = [v.ctypes.data for v in (point, replicate, seed, out)]
        self.lib.run_all(self.points.ctypes.data, ctypes.byref(self.map), len(point), *where)
        return out


def differing(scenario, block, out):
    """Number of values, by outcome, in which a Block and the C kernel differ in any bit (missing equals missing)."""
    found = {}
    for column, name in enumerate(scenario.outcomes):
        if name in OUTSIDE:
            continue
        ours, theirs = block.outcomes[:, column], out[name]
        same = (ours.view(np.int64) == theirs.view(np.int64)) | (np.isnan(ours) & np.isnan(theirs))
        found[name] = int((~same).sum())
    found["status"] = int((block.status != out["status"]).sum())
    return {name: n for name, n in found.items() if n}
