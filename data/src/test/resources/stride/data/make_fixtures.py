#!/usr/bin/python3
"""Writes the small files beside it, which the tests read. Needs Debian's python3-numpy (1.24)."""
import io
import pathlib
import pickle
import sys
from collections import OrderedDict

import numpy as np

HERE = pathlib.Path(__file__).parent
NEURONS, BINS = 5, 12


def recording(order):
    """A dict like stringer_spontaneous.npy's; sresp[n, t] is 100 n + t, run[t] is t * t / 4."""
    sresp = np.add.outer(100 * np.arange(NEURONS), np.arange(BINS)).astype(np.float32)
    stat = np.empty((NEURONS, 1), object)
    for n in range(NEURONS):
        stat[n, 0] = {
            "ypix": np.arange(3),
            "lam": np.linspace(0, 1, 3, dtype=np.float32),
            "med": [1.5 * n, 200.0],
            "npix": np.int64(n),
            "overlap": np.array([True, False]),
            "label": "größe",
        }
    return {
        "sresp": np.array(sresp, order=order),
        "run": (np.arange(BINS) ** 2 / 4)[:, None],
        "stat": stat,
        "xyz": np.array(np.arange(3 * NEURONS, dtype=float).reshape(3, NEURONS), order=order),
        "beh": {"pupil": {"area": np.arange(BINS, dtype=">f4")}, "gain": np.float64(2.5)},
        "listed": [float(t % 5) for t in range(BINS)],
        "unused": [{1, 2}, frozenset([3]), 4j, 2**80, -5, None, b"", b"\x80\xff", bytearray(b"x"), range(3), (1, 2, 3, 4), OrderedDict(a=1)],
        "fields": np.array([(1, 2.0), (3, 4.0)], dtype=[("a", "<i4"), ("b", "<f8")]),
        "day": np.array(["2016-04-05"], "M8[D]"),
    }


def npy_of_object(value, protocol):
    outer = np.empty((), object)
    outer[()] = value
    out = io.BytesIO()
    np.lib.format.write_array_header_1_0(out, {"descr": "|O", "fortran_order": False, "shape": ()})
    pickle.dump(outer, out, protocol=protocol)
    return out.getvalue()


def numbers():
    """Every numeric type in both byte orders: the values 0 1 2 3 4 5, as 2 x 3, in C and in Fortran order."""
    arrays = {}
    for code in ["i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8"]:
        for mark, name in (("<", "little"), (">", "big")):
            for order in "CF":
                values = np.arange(6).reshape(2, 3).astype(mark + code)
                arrays[f"{code}_{name}_{order}"] = np.array(values, order=order)
    arrays["b1"] = np.arange(6).reshape(2, 3) % 2 == 1
    arrays["extremes_i1"] = np.array([-128, 127], "i1")
    arrays["extremes_u1"] = np.array([0, 255], "u1")
    arrays["extremes_i2"] = np.array([-32768, 32767], "<i2")
    arrays["extremes_u2"] = np.array([0, 65535], "<u2")
    arrays["extremes_u4"] = np.array([0, 2**32 - 1], "<u4")
    arrays["extremes_i8"] = np.array([-(2**63), 2**63 - 1], "<i8")
    arrays["extremes_u8"] = np.array([2**63 + 2**11, 2**64 - 1], "<u8")
    arrays["extremes_f2"] = np.array([6e-8, -65504], "<f2")
    arrays["complex"] = np.array([1j])
    arrays["text"] = np.array(["ab", "c"])
    arrays["single"] = np.array(7.5)
    return arrays


def sessions():
    """An array of objects: dicts of arrays, an array, and nothing."""
    found = np.empty((2, 2), object)
    for i in range(2):
        found[0, i] = {"spks": recording("C")["sresp"] + i, "wheel": np.arange(12.0) * i, "mouse": "Lederberg"}
    found[1, 0] = np.arange(3.0)
    return found


def main():
    np.save(HERE / "sessions.npy", sessions(), allow_pickle=True)
    for protocol in (2, 3, 4, 5):
        (HERE / f"recording_p{protocol}.npy").write_bytes(npy_of_object(recording("C"), protocol))
        (HERE / f"recording_f{protocol}.npy").write_bytes(npy_of_object(recording("F"), protocol))
    (HERE / "recording.pkl").write_bytes(pickle.dumps(recording("C"), protocol=4))
    np.savez(HERE / "numbers.npz", **numbers())
    np.savez_compressed(HERE / "numbers_deflated.npz", objects=np.array([{"a": 1}], object), **numbers())
    np.savez_compressed(HERE / "recording_deflated.npz", **{k: recording("F")[k] for k in ("sresp", "run", "xyz")})
    for version in (1, 2, 3):
        with open(HERE / f"version{version}.npy", "wb") as f:
            np.lib.format.write_array(f, np.arange(6.0).reshape(2, 3), version=(version, 0))


if __name__ == "__main__":
    sys.exit(main())
