#!/usr/bin/python3
"""Writes the small files of other formats beside it, which the tests read.

Needs Debian's python3-numpy (1.24), python3-scipy (1.10) and python3-h5py (3.7).
The recording is that of make_fixtures.py: activity[n, t] is 100 n + t, the target at t is t * t / 4.
"""
import pathlib
import pickle

import h5py
import numpy as np
import scipy.io
import scipy.sparse

HERE = pathlib.Path(__file__).parent
NEURONS, BINS = 5, 12
ACTIVITY = np.add.outer(100 * np.arange(NEURONS), np.arange(BINS)).astype(np.float32)
TARGET = np.arange(BINS) ** 2 / 4
POSITIONS = np.arange(3.0 * NEURONS).reshape(NEURONS, 3)


def matlab():
    cell = np.empty((1, 3), object)
    cell[0, 0] = np.zeros((0, 0))
    cell[0, 1] = {"velocity": TARGET[:, None], "note": "first"}
    cell[0, 2] = {"velocity": -TARGET[:, None], "note": "second"}
    variables = {
        "Fsp": ACTIVITY,
        "med": POSITIONS,
        "beh": {
            "runSpeed": TARGET[:, None],
            "pupil": {"area": np.arange(BINS, dtype=np.uint8)[:, None], "com": np.arange(2.0 * BINS).reshape(BINS, 2)},
            "face": {"motionSVD": np.arange(4.0 * BINS).reshape(BINS, 4)},
        },
        "my_mvmt": cell,
        "flags": np.arange(6).reshape(2, 3) % 2 == 1,
        "turned": np.array([[1 + 2j, 3 - 1j]]),
        "sparse": scipy.sparse.csc_matrix(np.eye(3)),
        "cube": np.arange(24, dtype=np.int16).reshape(2, 3, 4),
        "stat": np.array([[(1.0,), (2.0,)]], dtype=[("npix", "O")]),
    }
    scipy.io.savemat(HERE / "recording_v5.mat", variables, do_compression=False)
    scipy.io.savemat(HERE / "recording_v7.mat", variables, do_compression=True)
    # scipy writes the time into the header.
    for name in ("recording_v5.mat", "recording_v7.mat"):
        data = bytearray((HERE / name).read_bytes())
        data[:116] = b"MATLAB 5.0 MAT-file, written by scipy".ljust(116)
        (HERE / name).write_bytes(data)


def matlab4():
    variables = {
        "activity": ACTIVITY,
        "target": TARGET[:, None],
        "counts": np.arange(6, dtype=np.int16).reshape(2, 3),
        "label": "two",
        "turned": np.array([[1 + 2j, 3 - 1j]]),
        "sparse": scipy.sparse.csc_matrix(np.eye(3)),
    }
    scipy.io.savemat(HERE / "recording_v4.mat", variables, format="4")


def matlab73():
    path = HERE / "recording_v73.mat"
    with h5py.File(path, "w", userblock_size=512) as f:

        def put(group, name, values, kind="double", **how):
            d = group.create_dataset(name, data=np.ascontiguousarray(np.asarray(values).T), **how)
            d.attrs["MATLAB_class"] = np.bytes_(kind)
            return d

        put(f, "Fsp", ACTIVITY, "single", chunks=(5, 5), compression="gzip")
        put(f, "med", POSITIONS)
        beh = f.create_group("beh")
        beh.attrs["MATLAB_class"] = np.bytes_("struct")
        put(beh, "runSpeed", TARGET[:, None])
        put(f, "label", np.frombuffer(b"a\0b\0", "<u2")[:, None].T, "char")
        refs = f.create_group("#refs#")
        first = put(refs, "a", TARGET[:, None])
        second = refs.create_group("b")
        second.attrs["MATLAB_class"] = np.bytes_("struct")
        put(second, "velocity", -TARGET[:, None])
        cell = f.create_dataset("my_mvmt", (2, 1), h5py.ref_dtype)
        cell[0, 0], cell[1, 0] = first.ref, second.ref
        cell.attrs["MATLAB_class"] = np.bytes_("cell")
        empty = f.create_dataset("empty", data=np.array([0, 0], np.uint64))
        empty.attrs["MATLAB_class"], empty.attrs["MATLAB_empty"] = np.bytes_("double"), np.uint8(1)
    with open(path, "r+b") as f:
        f.write(b"MATLAB 7.3 MAT-file, written by h5py".ljust(116) + b"\0" * 8 + b"\x00\x02IM")


def hdf5(libver):
    with h5py.File(HERE / f"types_{libver}.h5", "w", libver=libver) as f:
        for code in ("i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8"):
            for mark, order in (("<", "little"), (">", "big")):
                f[f"numbers/{code}_{order}"] = np.arange(6).reshape(2, 3).astype(mark + code)
        f["numbers/bool"] = np.arange(6).reshape(2, 3) % 2 == 1
        f["numbers/single"] = 7.5
        f["numbers/long"] = np.arange(2, dtype=np.longdouble)
        f["other/text"] = "text"
        f["other/names"] = np.array([b"ab", b"c"])
        f["other/records"] = np.array([(1, 2.0)], dtype=[("a", "<i4"), ("b", "<f8")])
        f["other/complex"] = np.array([1j])
        f["other/empty"] = np.zeros((0, 3))
        f["recording/activity"] = ACTIVITY
        f["recording/turned"] = ACTIVITY.T
        f["recording/target"] = TARGET
        chunked = f.create_group("chunked")
        how = {
            "plain": dict(chunks=(2, 5)),
            "deflated": dict(chunks=(2, 5), compression="gzip"),
            "all_filters": dict(chunks=(2, 5), compression="gzip", shuffle=True, fletcher32=True),
            "growing": dict(chunks=(2, 5), maxshape=(None, BINS)),
            "growing_both": dict(chunks=(2, 5), maxshape=(None, None), compression="gzip"),
            "one": dict(chunks=ACTIVITY.shape),
            "one_deflated": dict(chunks=ACTIVITY.shape, compression="gzip"),
            "lzf": dict(chunks=(2, 5), compression="lzf"),
        }
        for name, options in how.items():
            chunked.create_dataset(name, data=ACTIVITY, **options)
        partly = chunked.create_dataset("partly", ACTIVITY.shape, "f4", chunks=(2, 5), fillvalue=-1)
        partly[0:2, 0:5] = ACTIVITY[0:2, 0:5]
        f.create_dataset("never", (3, 4), "f4", fillvalue=2.5)
        f["links/up"] = f["/"]  # A ring
        f["links/soft"] = h5py.SoftLink("/recording/target")
        f["links/chain"] = h5py.SoftLink("/links/soft")
        f["links/ring"] = h5py.SoftLink("/links/ring")
        f["links/nowhere"] = h5py.SoftLink("/absent")
        f["links/outside"] = h5py.ExternalLink("recording.nwb", "/identifier")
        f.create_dataset("links/raw", (3,), "f8", external=[("/etc/passwd", 0, 24)])
        if libver == "latest":
            layout = h5py.VirtualLayout((3,), "f8")
            layout[:] = h5py.VirtualSource("recording.nwb", "/x", shape=(3,))
            f.create_virtual_dataset("links/virtual", layout)
        many = f.create_group("many")
        for i in range(12):
            many[f"n{i:02d}"] = float(i)


def vast():
    """Datasets of a few bytes that claim terabytes."""
    with h5py.File(HERE / "vast.h5", "w", libver="latest") as f:
        f.create_dataset("contiguous", (2**40,), "f8")
        f.create_dataset("small_chunks", (2**40,), "f8", chunks=(1,))
        f.create_dataset("large_chunks", (2**40,), "f8", chunks=(2**28,), compression="gzip")
        f.create_dataset("many_dimensions", (2**12,) * 4, "u1", chunks=(16,) * 4)


def names():
    """A dataset of 4 MB of zeros that stands under many names, by hard and by soft links."""
    with h5py.File(HERE / "names.h5", "w", libver="latest") as f:
        f.create_dataset("n0", data=np.zeros((1024, 1024), np.float32), compression="gzip", chunks=(1024, 1024))
        for i in range(1, 40):
            f[f"n{i}"] = f["n0"] if i < 10 else h5py.SoftLink("/n0")


def forms():
    """What the other files of HDF5 do not show: superblock 2, and chunks that lie side by side without an index."""
    with h5py.File(HERE / "superblock2.h5", "w", libver=("v108", "v108")) as f:
        f["activity"] = ACTIVITY
        f["target"] = TARGET
        f["nothing"] = h5py.Empty("f8")
    with h5py.File(HERE / "implicit.h5", "w", libver="latest") as f:
        creation = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        creation.set_chunk((2, 5))
        creation.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
        space = h5py.h5s.create_simple(ACTIVITY.shape)
        made = h5py.h5d.create(f.id, b"activity", h5py.h5t.NATIVE_FLOAT, space, creation)
        made.write(h5py.h5s.ALL, h5py.h5s.ALL, ACTIVITY)


def nwb():
    with h5py.File(HERE / "recording.nwb", "w") as f:
        f.attrs["nwb_version"] = "2.6.0"
        f["identifier"] = "made for tests"

        def series(path, kind, values, unit, **when):
            g = f.create_group(path)
            g.attrs["neurodata_type"] = kind
            g.create_dataset("data", data=values)
            g["data"].attrs["unit"] = unit
            for key, value in when.items():
                if key == "rate":
                    g["starting_time"] = 0.5
                    g["starting_time"].attrs["rate"] = value
                    g["starting_time"].attrs["unit"] = "seconds"
                else:
                    g["timestamps"] = value

        # 10 samples a second from 0.5 s on, 4 neurons: 1000 n + i
        response = np.add.outer(np.arange(60), 1000 * np.arange(4)).astype(np.float32)
        series("processing/ophys/Fluorescence/RoiResponseSeries", "RoiResponseSeries", response, "lumens", rate=10.0)
        # 25 samples a second from 0 s on: speed is the time itself
        times = np.arange(160) / 25
        series("processing/behavior/speed", "TimeSeries", times, "cm/s", timestamps=times)
        series("processing/behavior/position", "SpatialSeries", np.stack([times, -times], 1), "cm", timestamps=times)
        del f["processing/behavior/position/timestamps"]
        f["processing/behavior/position/timestamps"] = h5py.SoftLink("/processing/behavior/speed/timestamps")
        series("acquisition/movie", "TwoPhotonSeries", np.zeros((3, 2, 2)), "n.a.", rate=30.0)


def suite2p():
    folder = HERE / "suite2p" / "plane0"
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / "spks.npy", ACTIVITY)
    np.save(folder / "F.npy", ACTIVITY + 1)
    np.save(folder / "iscell.npy", np.array([[1, 0.9], [0, 0.1], [1, 0.8], [1, 0.7], [0, 0.2]]))
    stat = np.array([{"med": [np.int64(10 * n), 20.5 * n], "npix": n} for n in range(NEURONS)], object)
    with open(folder / "stat.npy", "wb") as out:
        np.lib.format.write_array_header_1_0(out, {"descr": "|O", "fortran_order": False, "shape": stat.shape})
        pickle.dump(stat, out, protocol=3)


def tables():
    names = [f"n{n}" for n in range(NEURONS)]
    for name, mark in (("table.csv", ","), ("table.tsv", "\t")):
        lines = [mark.join(["t", *names, '"the ""note"""'])]
        for t in range(BINS):
            lines.append(mark.join([f"{TARGET[t]:.4f}", *(f"{x:g}" for x in ACTIVITY[:, t]), f"bin {t}"]))
        (HERE / name).write_text("\n".join(lines) + "\n")
    (HERE / "gaps.csv").write_text("\ufeffa;b\r\n1,5;2\r\n" .replace("1,5", "1.5") + ";nan\r\n-inf;3e2\r\n")


def main():
    matlab()
    matlab4()
    matlab73()
    hdf5("earliest")
    hdf5("latest")
    vast()
    names()
    forms()
    nwb()
    suite2p()
    tables()


if __name__ == "__main__":
    main()
