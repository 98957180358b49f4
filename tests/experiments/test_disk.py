"""Disks that are full, broken or read-only, at any moment: said in words, nothing corrupted, gone on with."""

import errno
import io
import os
import random
import resource
from pathlib import Path

import pytest

from bondsim.experiments.errors import ResultsError
from bondsim.experiments.folder import store
from bondsim.experiments.results import open_results
from bondsim.experiments.runner import execute
from bondsim.experiments.upkeep.export import export
from bondsim.experiments.upkeep.extend import extend

REASONS = {
    errno.ENOSPC: "no space left on device",
    errno.EROFS: "read-only file system",
    errno.EDQUOT: "disk quota exceeded",
    errno.EIO: "input/output error",
}


class Disk:
    """A disk on which everything goes wrong from some moment on, counted in operations that change it."""

    def __init__(self, monkeypatch):
        self.left, self.number = 10**9, errno.ENOSPC
        for owner, name in [(os, "fsync"), (os, "ftruncate"), *((Path, n) for n in ("replace", "mkdir"))]:
            monkeypatch.setattr(owner, name, self._counted(getattr(owner, name)))
        disk, plain = self, Path.open

        class Raw(io.FileIO):
            def write(self, content):
                disk.spend()
                return super().write(content)

        def opened(path, mode="r", *arguments, **named):
            if mode in ("wb", "xb"):
                return io.BufferedWriter(Raw(path, mode))
            return plain(path, mode, *arguments, **named)

        monkeypatch.setattr(Path, "open", opened)

    def spend(self):
        self.left -= 1
        if self.left < 0:
            raise OSError(self.number, os.strerror(self.number))

    def _counted(self, operation):
        def or_error(*arguments, **named):
            self.spend()
            return operation(*arguments, **named)

        return or_error


@pytest.fixture
def disk(monkeypatch):
    monkeypatch.setattr(store, "SHARD", 50)
    return Disk(monkeypatch)


def spent(disk, work):
    """How many operations some work takes."""
    before = disk.left
    work()
    return before - disk.left


def broken_at(disk, moment, number, work, out):
    """Do some work on a disk that fails at some moment; it is said in words."""
    disk.left, disk.number = moment, number
    with pytest.raises(ResultsError, match=rf"cannot use {out}.*for results: {REASONS[number]}"):
        work(out)
    disk.left = 10**9


def test_a_disk_that_fails_at_any_moment_of_a_run(tmp_path, fake, disk):
    """A sample of the proof below."""
    run_fails(tmp_path, fake, disk, lambda total: random.Random(5).sample(range(total), 12))


@pytest.mark.prove
def test_a_disk_that_fails_at_every_moment_of_a_run(tmp_path, fake, disk):
    run_fails(tmp_path, fake, disk, range)


def run_fails(tmp_path, fake, disk, moments):
    def run(out):
        execute(fake.plan(replicates=10), out, engine=fake.Engine(), threads=1, block_runs=25)

    total = spent(disk, lambda: run(tmp_path / "whole"))
    assert total > 40
    whole = fake.tree(tmp_path / "whole")
    luck = random.Random(6)
    for i, moment in enumerate(moments(total)):
        out = tmp_path / f"out-{i}"
        broken_at(disk, moment, luck.choice(list(REASONS)), run, out)
        if (out / "manifest.json").exists():
            assert len(open_results(out).runs) <= 60  # what is there can be read
        run(out)
        assert fake.tree(out) == whole, moment


def test_a_disk_that_fails_while_results_are_extended_costs_them_nothing(tmp_path, fake, disk):
    execute(fake.plan(), tmp_path / "old", engine=fake.Engine())
    old, before = open_results(tmp_path / "old"), fake.tree(tmp_path / "old")

    def larger(out):
        extend(old, fake.larger(), out, engine=fake.Engine(), threads=1, block_runs=25)

    total = spent(disk, lambda: larger(tmp_path / "whole"))
    for i, moment in enumerate(random.Random(7).sample(range(total), 6)):
        out = tmp_path / f"out-{i}"
        broken_at(disk, moment, errno.ENOSPC, larger, out)
        larger(out)
        assert fake.tree(out) == fake.tree(tmp_path / "whole")
        assert fake.tree(tmp_path / "old") == before


@pytest.mark.parametrize("form", ["csv", "netcdf", "archive"])
def test_an_export_without_room_leaves_nothing(tmp_path, fake, form):
    """The system lets no file grow beyond a few hundred bytes, as if the disk were full."""
    if form == "netcdf":
        pytest.importorskip("xarray")
    execute(fake.plan(), tmp_path / "old", engine=fake.Engine())
    out, limits = tmp_path / "exported", resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300, limits[1]))
    try:
        with pytest.raises(ResultsError, match=rf"cannot use {out}.*: .*file too large"):
            export(tmp_path / "old", form, out)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["old"]
    assert export(tmp_path / "old", form, out) == out and out.exists()
