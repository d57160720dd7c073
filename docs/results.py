#!/usr/bin/python3
"""Runs every decoder and baseline on real recordings and a synthetic one, and writes the page of results.

  results.py RECORDINGS [--page docs/results.md] [--out runs/results] [--depth 3]

RECORDINGS is a folder with the public recordings that the page names, each in a folder of its own (see recordings.py);
they are not part of Stride. What is in the out folder already is not run again. Calls ./stride, which builds itself.
--depth 1 runs one network of each case and the baselines, 2 five averaged as well, 3 several seeds of the small ones too.

Needs Python 3 with numpy, scipy and h5py.
"""
import argparse
import dataclasses
import json
import pathlib
import subprocess

import recordings

ROOT = pathlib.Path(__file__).resolve().parent.parent


@dataclasses.dataclass
class Case:
    """A target of a recording, and how it is decoded."""

    key: str
    title: str
    source: str
    target: str | None
    options: list
    seeds: int  # of the network alone: how much its first weights and orders matter
    elsewhere: str = ""  # what public tools reached on the same bins, split and inputs


def cases(folder, out):
    """Every case, with the recordings prepared."""
    for session in recordings.SESSIONS:
        path = recordings.mouse(folder, out, session)
        elsewhere = "ridge 0.40" if session == 1 else ""
        yield Case(f"mouse-{session}", f"Mouse CA1, session {session}, speed", str(path), "speed", [], 5, elsewhere)
    for number, worm in enumerate(recordings.WORMS, 1):
        path = recordings.worm(folder, out, worm)
        yield Case(f"worm-{number}", f"Worm {worm}, velocity, alternating blocks", str(path), "velocity", ["--split", "blocked"], 5)
    yield Case("synthetic", "Synthetic, full size, speed", "synthetic", None, [], 1)
    monkey = str(recordings.monkey(folder, out))
    history = ["--history", "8"]
    yield Case("monkey-vx", "Monkey M1, hand velocity x", monkey, "vx", history, 1, "ridge 0.753, network 0.956")
    yield Case("monkey-vy", "Monkey M1, hand velocity y", monkey, "vy", history, 1, "ridge 0.718, network 0.947")
    yield Case("monkey-v", "Monkey M1, both together (mean R2)", monkey, "v", history, 1)
    yield Case("monkey-speed", "Monkey M1, hand speed", monkey, "speed", history, 1, "ridge 0.893, network 0.968")
    for number, worm in enumerate(recordings.WORMS, 1):
        path = recordings.worm(folder, out, worm)
        yield Case(f"worm-{number}-late", f"Worm {worm}, velocity, last 30 %", str(path), "velocity", [], 5)


def train(case, out, *more):
    """The run.json of one decoder, trained unless it is there."""
    name = "-".join([case.key, *(word.lstrip("-") for word in more)])
    run = out / name
    if not (run / "run.json").exists():
        print(name, flush=True)
        words = ["./stride", "train", case.source, *case.options, *more, "--null", "0", "--out", str(run), "--resume",
                 "--quiet"]
        # Reduced rank is for several targets; with one it is ridge.
        words += ["--extra-baselines", "rrr,kalman" if case.target == "v" else "kalman"]
        words += ["--activity", "activity", "--target", case.target] if case.target else []
        subprocess.run(words, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return json.loads((run / "run.json").read_text())


def figure(x):
    return "" if x is None else f"{x:.3f}"


def interval(of, part="test", key="r2"):
    bounds = ((of.get("intervals") or {}).get(part) or {}).get(key)
    return f"{figure(bounds['low'])} to {figure(bounds['high'])}" if bounds and bounds["low"] is not None else ""


def against(of):
    found = ((of.get("versus_ridge") or {}).get("test") or {}).get("r2")
    if not found:
        return ""
    ends = f" ({found['low']:+.3f} to {found['high']:+.3f})" if found["low"] is not None else " (too few bins for an interval)"
    return f"{found['difference']:+.3f}{ends}"


def table(single, five):
    rows = [(b["label"], b) for b in single["baselines"]]
    rows += [("network, `sound`", single)] + ([("five networks averaged", five)] if five else [])
    lines = ["| decoder | test R2 | 95 % interval | RMSE | R2 over ridge's |", "|---|---|---|---|---|"]
    for label, of in rows:
        test = (of["metrics"] or {}).get("test")
        if test is None:
            lines.append(f"| {label} | not fitted: {of['error']} | | | |")
            continue
        lines.append(f"| {label} | {figure(test['r2'])} | {interval(of)} | {test['rmse']:.4g} | {against(of)} |")
    return lines


def spread(case, out):
    r2 = sorted(train(case, out, "--seed", str(seed))["metrics"]["test"]["r2"] for seed in range(1, case.seeds + 1))
    return f"One network with each of {case.seeds} seeds: {figure(r2[0])} to {figure(r2[-1])}, median {figure(r2[len(r2) // 2])}."


def ridge(run):
    return next(b for b in run["baselines"] if b["model"] == "ridge")


HEAD = """# Results

Every decoder and baseline that Stride has, on public recordings and a synthetic one. This page is made by

    python3 docs/results.py RECORDINGS

and nothing on it is typed in by hand, but for the figures of public tools. The recordings are not ours to pass on; the
last section names their sources, and `docs/recordings.py` says how they are brought to plain arrays.

How to read it: R2 by sums of squares on test bins that nothing was fitted on, chosen by or tuned on; the settings are those
of `--protocol sound` throughout (`docs/decisions.md` says how they were chosen, on other bins). The last 30 % of the bins
test, with gaps, unless a title says otherwise. Intervals come from a bootstrap over blocks of time, within one recording:
they say how much another stretch of the same session might change the figure, and nothing of another animal. Persistence
looks at the target's own last value; it is no decoder, and says how much of the target is merely slow. The Kalman filter takes
what a target leaves of the inputs for noise that is new in each bin; where it is slow, as in calcium signals, the filter trusts
the inputs too much.
"""

SOURCES = """## Sources
| recording | what | from |
|---|---|---|
| monkey M1 | 95 units, 31,413 bins of 50 ms, hand kinematics; a course's data (BME 517, University of Michigan) | github.com/nickmatton/NeuralSignalDecoding, `contdata95.mat` |
| mouse CA1 | calcium events of 458 and 385 cells, a linear track, bins of 1 s; Sheintuch, Geva et al. 2020, Current Biology | github.com/zivlab/multiple_maps, C11_M1, environment A, sessions 1 and 2 |
| worms | 130 neurons, 799 and 800 volumes, freely moving; Dag et al. 2023, Cell | github.com/flavell-lab/NSM_5HTR_analysis, `2022-01-16-01` and `2022-08-02-31` |
| synthetic | 11,983 neurons, 7,018 bins; made by `stride synth` with the statistics of the published recording | seed 1 |

The figures of public tools are of scikit-learn's ridge and of a PyTorch network (256-64, dropout, AdamW, early stopping) on
the same bins, split and inputs; for the mouse, of ridge with a smoothing over three bins.
"""


def page(found):
    lines = [HEAD, "## In short", "| recording, target | ridge | one network | five averaged | public tools |", "|---|---|---|---|---|"]
    for case, single, five, _ in found:
        r2 = [of and of["metrics"]["test"]["r2"] for of in (ridge(single), single, five)]
        lines.append(f"| {case.title} | {' | '.join(map(figure, r2))} | {case.elsewhere} |")
    if any(five is None for _, _, five, _ in found):
        lines += ["", "What was not run is left empty, or out (`--depth` of the script)."]
    lines += ["", *remarks({case.key: (single, five) for case, single, five, _ in found})]
    for case, single, five, seeds in found:
        lines += ["", f"## {case.title}", *table(single, five), *(["", seeds] if seeds else [])]
    return "\n".join(lines + ["", SOURCES])


def remarks(runs):
    """What must be said, by what came out."""
    single, five = runs["synthetic"]
    best, other = ridge(single)["metrics"]["test"]["r2"], single["metrics"]["test"]["r2"]
    found = single["versus_ridge"]["test"]["r2"]
    verdict = ("ridge is ahead of the network" if found["high"] < 0 else
               "the network is ahead of ridge" if found["low"] > 0 else "network and ridge can't be told apart")
    yield (f"- **On the synthetic recording {verdict}**: R2 {figure(other)} and {figure(best)}; the network's R2 over"
           f" ridge's is {against(single)}" + (f", of five averaged {against(five)}." if five else ".")
           + " What it is made of is nearly linear, and a line is all that it asks for.")
    worms = [of["metrics"]["test"]["r2"] for key, pair in runs.items() if key.startswith("worm") for of in pair if of]
    worms += [ridge(pair[0])["metrics"]["test"]["r2"] for key, pair in runs.items() if key.startswith("worm")]
    ends = [end for key, (single, _) in runs.items() if key.startswith("worm")
            for end in single["intervals"]["test"]["r2"].values() if end is not None]
    yield (f"- **Worms vary**: from {figure(min(worms))} to {figure(max(worms))} by animal, decoder and split, with intervals of"
           f" the network from {figure(min(ends))} to {figure(max(ends))}; below zero is worse than a constant. An animal that"
           " changes its ways on food is another one later in the recording. Alternating blocks (`--split blocked`) see all of"
           " its states, and 200 test bins still tell little.")
    yield ("- **One animal each, but for mouse and worm, where it is two sessions of one mouse and two worms**: nothing here"
           " says that a network beats ridge in general.")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recordings", type=pathlib.Path)
    parser.add_argument("--page", type=pathlib.Path, default=ROOT / "docs" / "results.md")
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "runs" / "results")
    parser.add_argument("--depth", type=int, default=3, choices=[1, 2, 3])
    arguments = parser.parse_args()
    out = arguments.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    every = list(cases(arguments.recordings, out))
    single = [train(case, out) for case in every]
    five = [train(case, out, "--ensemble", "5") if arguments.depth > 1 else None for case in every]
    seeds = [spread(case, out) if arguments.depth > 2 and case.seeds > 1 else "" for case in every]
    arguments.page.write_text(page(list(zip(every, single, five, seeds))))


if __name__ == "__main__":
    main()
