#!/usr/bin/python3
"""Measures what each kind of augmentation brings, on bins that no result is reported on; prints a table.

  augmentation.py RECORDINGS [--out FOLDER] [--seeds N]

Of each public recording (see recordings.py) the last 30 % of the bins are cut off first. In what is left of the mouse
sessions and worms, a setting is judged by the held-out bins of five contiguous folds, its epoch chosen on validation
bins; in what is left of the monkey's, and in a full-size synthetic recording of another seed than the one reported, by
validation bins. Each figure is R2, the mean over seeds and their standard deviation. What is there already in FOLDER
is not run again.

Needs Python 3 with numpy, scipy and h5py.
"""
import argparse
import json
import pathlib
import statistics
import subprocess

import recordings

ROOT = pathlib.Path(__file__).resolve().parent.parent
KINDS = ["none", "noise=0.1", "noise=0.3", "neurons=0.1", "neurons=0.3", "mix=0.2", "mix=0.5", "jitter=1", "jitter=2"]
FOLDS = ["--split", "kfold", "--folds", "5"]


def sweep(name, source, target, options, seeds, out):
    """R2 of every setting and seed: {setting: [R2, ...]}."""
    run = out / name
    if not run.exists():
        words = ["./stride", "sweep", str(source), *options, "--augment", ";".join(KINDS), "--seeds", str(seeds),
                 "--out", str(run), "--resume", "--quiet"]
        words += ["--activity", "activity", "--target", target] if target else []
        subprocess.run(words, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    part = "test" if FOLDS[0] in options and "kfold" in options else "valid"
    found = {kind: [] for kind in KINDS}
    for path in sorted((run / "trials").iterdir()):
        trial = json.loads((path / "run.json").read_text())
        found[trial["options"].get("augment", "none")].append(trial["metrics"][part]["r2"])
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recordings", type=pathlib.Path)
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("runs/augmentation"))
    parser.add_argument("--seeds", type=int, default=3)
    arguments = parser.parse_args()
    out = arguments.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    columns = {}
    for session in recordings.SESSIONS:
        path = recordings.head(recordings.mouse(arguments.recordings, out, session))
        columns[f"mouse {session}"] = sweep(f"mouse-{session}", path, "speed", FOLDS, arguments.seeds, out)
    for worm in recordings.WORMS:
        path = recordings.head(recordings.worm(arguments.recordings, out, worm))
        columns[f"worm {worm}"] = sweep(f"worm-{worm}", path, "velocity", FOLDS, arguments.seeds, out)
    columns["synthetic"] = sweep("synthetic", "synthetic:seed=2", None, [], 2, out)
    path = recordings.head(recordings.monkey(arguments.recordings, out))
    columns["monkey"] = sweep("monkey", path, "v", ["--history", "8"], 1, out)
    print("| augmentation | " + " | ".join(columns) + " |")
    print("|---|" + "---|" * len(columns))
    for kind in KINDS:
        cells = []
        for found in columns.values():
            r2 = found[kind]
            spread = f" +- {statistics.stdev(r2):.3f}" if len(r2) > 1 else ""
            cells.append(f"{statistics.mean(r2):.3f}{spread}")
        print(f"| `{kind}` | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
