#!/usr/bin/python3
"""Writes reader_cases.tsv: what numpy, scipy and h5py read in the files of other projects' test suites.

Takes the folder of those files, which are not ours to publish; only these figures are. One line for each array, under
the name that Stride gives it: file, name, shape, type, least and greatest finite value, count of NaN, and the sum of all
finite values weighted 1 to 7 in turn (row-major; '-' where there are more than two dimensions). What holds no real numbers
has '-' from the values on; a file that the reference library refuses has 'refused' for a name.
Needs Debian's python3-numpy (1.24), python3-scipy (1.10) and python3-h5py (3.7).
"""
import pathlib
import pickle
import sys
import warnings

import h5py
import numpy as np
import scipy.io
import scipy.sparse

HERE = pathlib.Path(__file__).parent
warnings.simplefilter("ignore")


def row(name, value, shape=None, kind=None):
    value = np.asarray(value)
    shape = value.shape if shape is None else shape
    shape = "x".join(map(str, shape)) if len(shape) else "single"
    if value.dtype.kind not in "biuf" or kind == "other":
        return [name, shape, "-", "-", "-", "-", "-"]
    numbers = value.astype(float)
    finite = np.isfinite(numbers)
    least, greatest = ("NaN", "NaN") if not finite.any() else (repr(numbers[finite].min()), repr(numbers[finite].max()))
    weights = np.arange(numbers.size).reshape(numbers.shape) % 7 + 1
    total = "-" if numbers.ndim > 2 else repr(float((numbers * weights)[finite].sum()))
    return [name, shape, value.dtype.name, least, greatest, str(int(np.isnan(numbers).sum())), total]


def numpy_file(path):
    try:
        held = np.load(path, allow_pickle=True, encoding="latin1")
    except Exception as e:
        if path.suffix != ".pkl":
            raise
        held = pickle.loads(path.read_bytes(), encoding="latin1")
    if isinstance(held, np.lib.npyio.NpzFile):
        return [row(name, held[name]) for name in held.files]
    return [row(path.name if path.suffix == ".pkl" else path.stem, held)]


def matlab_value(name, value):
    if scipy.sparse.issparse(value):
        return [row(name, np.zeros(0), value.shape, "other")]
    if isinstance(value, np.ndarray) and value.dtype.names and value.size == 1 and not isinstance(value, scipy.io.matlab.MatlabOpaque):
        return sum((matlab_value(f"{name}.{f}", value[f].flat[0]) for f in value.dtype.names), [])
    if isinstance(value, np.ndarray) and value.dtype == object and not isinstance(value, scipy.io.matlab.MatlabFunction):
        return sum((matlab_value(f"{name}{{{i + 1}}}", v) for i, v in enumerate(value.ravel(order="F"))), [])
    if value.dtype.kind in "USO" or value.dtype.names:
        return [row(name, np.zeros(0), value.shape if value.dtype.kind not in "O" else (), "other")]
    return [row(name, value)]


def matlab_file(path):
    held = scipy.io.loadmat(path, chars_as_strings=False)
    rows = sum((matlab_value(k, v) for k, v in held.items() if not k.startswith("__")), [])
    # Objects of MATLAB's own classes have no shape in the file.
    opaque = {k for k, v in held.items() if isinstance(v, scipy.io.matlab.MatlabOpaque)}
    rows = [r if r[0] not in opaque else [r[0], "single", *["-"] * 5] for r in rows]
    # scipy does not tell the names of such objects.
    return [r for r in rows if r[0] != "None"]


def hdf5_file(path):
    rows = []
    matlab = path.suffix == ".mat"

    def visit(name, node):
        if isinstance(node, h5py.Dataset):
            try:
                value = node[()] if node.dtype.kind in "biuf" else np.zeros(0, "S1")
            except Exception:
                rows.append([f"/{name}", "x".join(map(str, node.shape)), "unreadable", "-", "-", "-", "-"])
                return
            if matlab:
                rows.append(row(name.replace("/", "."), value.T))
            else:
                rows.append(row(f"/{name}", value, node.shape))

    with h5py.File(path) as f:
        f.visititems(visit)
    return rows


def main():
    folder = pathlib.Path(sys.argv[1])
    with open(HERE / "reader_cases.tsv", "w") as out:
        for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "note.txt"):
            name = path.relative_to(folder)
            try:
                if path.suffix in (".npy", ".npz", ".pkl"):
                    rows = numpy_file(path)
                elif h5py.is_hdf5(path):
                    rows = hdf5_file(path)
                else:
                    rows = matlab_file(path)
            except Exception as e:
                rows = [["refused", type(e).__name__, *["-"] * 5]]
            for each in rows or [["empty", *["-"] * 6]]:
                print(name, *each, sep="\t", file=out)


if __name__ == "__main__":
    main()
