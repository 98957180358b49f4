"""A script with a dog that hangs, to be killed and stopped:  python own.py FOLDER [SECONDS A RUN MAY TAKE]."""

import sys

import bondsim as bs


class Hangs(bs.Dog):
    def choose(self):
        while self.model.world.clock.replicate == 2:
            pass
        super().choose()


if __name__ == "__main__":
    experiment = bs.Experiment(
        "rail_yard",
        replicates=6,
        record={"outcomes": ["rescued"]},
        agents={"dog": Hangs},
        limits={"time_s": float(sys.argv[2]) if len(sys.argv) > 2 else 300.0, "retries": 0},
    )
    experiment.run(sys.argv[1], threads=1, block_runs=1)
