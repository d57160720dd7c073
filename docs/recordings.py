"""Brings the public recordings that results are reported on to plain arrays that Stride reads.

Each function takes the folder of recordings, which has the files of docs/results.md in one folder for each source, and a
folder to write to. Needs numpy, scipy and h5py.
"""
import csv

import h5py
import numpy
import scipy.io

WORMS = ("2022-01-16-01", "2022-08-02-31")
SESSIONS = (1, 2)


def write(path, activity, **targets):
    """Activity as (neurons, bins), targets as (bins)."""
    numpy.savez(path, activity=numpy.ascontiguousarray(activity, "<f4"), **targets)
    return path


def monkey(recordings, out):
    """Spike counts and hand velocity in bins of 50 ms; the speed is the length of the velocity."""
    arrays = scipy.io.loadmat(recordings / "monkey-m1" / "contdata95.mat")
    vx, vy = arrays["X"][:, 2], arrays["X"][:, 3]
    return write(out / "monkey.npz", arrays["Y"].T, vx=vx, vy=vy, v=numpy.stack([vx, vy], 1), speed=numpy.hypot(vx, vy))


def mouse(recordings, out, session):
    """Calcium events and running speed in bins of 1 s: 20 frames of the microscope.

    The session has five trials with a track of their own. A trial's events begin at its first frame, its velocity one
    frame later; both are cut to the shorter, as the authors' script does. Tracking slips are cut off at 200 cm/s.
    """
    folder = recordings / "mouse-ca1"
    events = scipy.io.loadmat(folder / f"C11_M1_A_finalEventsMat_{session}.mat")["allEventsMat"]
    tracks = scipy.io.loadmat(
        folder / f"C11_M1_A_behavior_{session}.mat", squeeze_me=True, struct_as_record=False)["my_mvmt"]
    with open(folder / f"C11_M1_A_frameLog_{session}.csv", newline="") as file:
        frames = {int(row["trial"]): (int(row["begFrame"]), int(row["endFrame"])) for row in csv.DictReader(file)}
    activity, speed = [], []
    for trial in range(2, 7):
        first, last = frames[trial]
        own = events[first - 1 : last]
        velocity = numpy.minimum(numpy.abs(tracks[trial - 1].velocity[1:]), 200)
        bins = min(len(own), len(velocity)) // 20
        activity.append(own[: 20 * bins].reshape(bins, 20, -1).mean(axis=1))
        speed.append(velocity[: 20 * bins].reshape(bins, 20).mean(axis=1))
    return write(out / f"mouse-{session}.npz", numpy.concatenate(activity).T, speed=numpy.concatenate(speed))


def worm(recordings, out, name):
    """Calcium traces and velocity at each volume of the microscope, 0.6 to 0.74 s."""
    with h5py.File(recordings / "celegans" / f"{name}-data.h5") as file:
        return write(
            out / f"worm-{name}.npz", file["gcamp/trace_array"][()].T, velocity=file["behavior/velocity"][()])


def head(path, share=0.7):
    """The first bins of a recording alone: what choices are made on, with the bins that are reported on cut off."""
    arrays = dict(numpy.load(path))
    activity = arrays.pop("activity")
    bins = int(share * activity.shape[1])
    return write(
        path.with_name(path.stem + "-head.npz"), activity[:, :bins], **{k: v[:bins] for k, v in arrays.items()})
