#!/usr/bin/python3
"""The published study's recipe in PyTorch, beside Stride's: the same recording, first weights and order of batches.

  published_protocol.py compare [RECORDING ...]
      runs both on each recording (synthetic recordings of middle and of full size if none is named; --components says
      how many of them, 500 by default) and prints the losses of every epoch; ends with an error if any differs by more
      than 0.1 %. The scores of the components are Stride's; PyTorch scales them, trains and judges.
  published_protocol.py reference OUTDIR        (model/src/test/resources/published)
      keeps the losses of a small recording, whose components are PyTorch's own, for a test that needs no Python

The recipe: components fitted on all bins; the first 70 % of the bins train, the others test; each component's z-score over
the train bins; target as it is; batches of 10 in the order of time; Adam at a rate of 1e-4; and the loss of a prediction
of shape (B, 1) against a target of shape (B), which PyTorch broadcasts.

Needs Debian's python3-torch and python3-numpy.
"""
import argparse
import csv
import pathlib
import subprocess
import sys
import tempfile
import warnings

import numpy
import torch

from make_references import ACTIVATIONS, weights, write

ROOT = pathlib.Path(__file__).resolve().parents[4]
NETWORKS = {"relu": [400, 10, 10], "sigmoid": [400]}
RECORDINGS = ["synthetic:neurons=2000,bins=3000", "synthetic"]
EPOCHS, BATCH, LEARNING_RATE, TOLERANCE = 10, 10, 1e-4, 1e-3


def network(inputs, hidden, activation):
    layers, width = [], inputs
    for units in hidden:
        layers += [torch.nn.Linear(width, units), ACTIVATIONS[activation]()]
        width = units
    return torch.nn.Sequential(*layers, torch.nn.Linear(width, 1))


def broadcast_loss(net, x, y):
    """The mean over all pairs, in double: all pairs at once, as the loss has it, would not fit the memory."""
    with torch.no_grad():
        p = net(x).double()
    target = y.double()
    return (p.var(unbiased=False) + target.var(unbiased=False) + (p.mean() - target.mean()) ** 2).item()


def train(net, scores, y):
    """Losses (epochs, 3): the mean of the batches' while training, and those of train and test bins after it."""
    first_test = int(0.7 * len(y))
    fitted = scores[:first_test].astype(numpy.float64)
    deviation = fitted.std(axis=0)
    deviation[deviation == 0] = 1
    x = torch.from_numpy(((scores - fitted.mean(axis=0)) / deviation).astype(numpy.float32))
    y = torch.from_numpy(y.astype(numpy.float32))
    optimizer = torch.optim.Adam(net.parameters(), lr=LEARNING_RATE)
    loss_of = torch.nn.MSELoss()
    losses = []
    for _ in range(EPOCHS):
        batches = []
        for i in range(0, first_test, BATCH):
            last = min(i + BATCH, first_test)
            value = loss_of(net(x[i:last]), y[i:last])
            optimizer.zero_grad()
            value.backward()
            optimizer.step()
            batches.append(value.item())
        losses.append([
            sum(batches) / len(batches),
            broadcast_loss(net, x[:first_test], y[:first_test]),
            broadcast_loss(net, x[first_test:], y[first_test:]),
        ])
    return numpy.array(losses)


def stride(*words):
    subprocess.run([str(ROOT / "stride"), *map(str, words), "--quiet"], check=True, stdout=subprocess.DEVNULL)


def column(path, *names):
    with open(path, newline="") as file:
        return numpy.array([[float(row[name]) for name in names] for row in csv.DictReader(file)])


def compare(recording, components):
    """The largest relative difference of any loss."""
    largest = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        stride("pca", recording, "--components", components, "--out", folder / "pca")
        scores = numpy.load(folder / "pca" / "scores.npy")
        for activation, hidden in NETWORKS.items():
            torch.manual_seed(1)
            net = network(components, hidden, activation)
            start, run = folder / f"{activation}.safetensors", folder / activation
            write(start, {name.removeprefix("start."): w for name, w in weights("start", net)}, {})
            stride("train", recording, "--protocol", "published", "--init", start, "--activation", activation,
                   "--pca", components, "--epochs", EPOCHS, "--out", run)
            ours = column(run / "history.csv", "train_batches", "train", "test")
            theirs = train(net, scores, column(run / "predictions.csv", "actual")[:, 0])
            apart = numpy.abs(ours - theirs) / theirs
            largest = max(largest, apart.max())
            name = f"{activation} {'-'.join(map(str, hidden))}"
            print(f"\n{recording}, {components} components, {name}: broadcast loss, PyTorch / Stride")
            print("epoch      in batches             train              test   largest difference")
            for epoch in range(EPOCHS):
                pairs = "  ".join(f"{t:8.4f} / {o:8.4f}" for t, o in zip(theirs[epoch], ours[epoch]))
                print(f"{epoch + 1:5}  {pairs}  {100 * apart[epoch].max():.5f} %", flush=True)
    return largest


def reference(out):
    """Activity with a few signals that neurons share, each weaker than the one before, so that components are apart."""
    neurons, bins, components = 60, 303, 12
    rng = numpy.random.default_rng(5)
    signals = rng.standard_normal((16, bins)) * 0.8 ** numpy.arange(16)[:, None]
    activity = 3 * rng.standard_normal((neurons, 16)) @ signals + 0.3 * rng.standard_normal((neurons, bins)) + 20
    activity = activity.astype(numpy.float32)
    y = numpy.maximum(0, 6 + 5 * signals[0] + 4 * signals[3] + rng.standard_normal(bins)).astype(numpy.float32)
    centred = torch.from_numpy(activity.T.astype(numpy.float64))
    centred = centred - centred.mean(dim=0)
    _, _, rows = torch.linalg.svd(centred, full_matrices=False)
    rows = rows[:components]
    largest = rows.gather(1, rows.abs().argmax(dim=1, keepdim=True))
    scores = (centred @ (rows * torch.sign(largest)).T).numpy()
    out.mkdir(parents=True, exist_ok=True)
    for activation, hidden in NETWORKS.items():
        torch.manual_seed(2)
        net = network(components, hidden, activation)
        tensors = {"activity": activity, "run": y[:, None], **dict(weights("start", net))}
        tensors["losses"] = train(net, scores, y)
        metadata = {"activation": activation, "components": str(components), "torch": torch.__version__}
        write(out / f"{activation}-{'-'.join(map(str, hidden))}.safetensors", tensors, metadata)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("verb", choices=["compare", "reference"])
    parser.add_argument("what", nargs="*", metavar="RECORDING|OUTDIR")
    parser.add_argument("--components", type=int, default=500)
    arguments = parser.parse_args()
    warnings.filterwarnings("ignore", message="Using a target size")
    torch.set_num_threads(1)
    if arguments.verb == "reference":
        if len(arguments.what) != 1:
            parser.error("reference needs OUTDIR")
        reference(pathlib.Path(arguments.what[0]))
        return
    largest = max(compare(recording, arguments.components) for recording in arguments.what or RECORDINGS)
    print(f"\nlargest difference {100 * largest:.5f} %, allowed {100 * TOLERANCE} %")
    if not largest <= TOLERANCE:
        sys.exit("the published protocol no longer follows PyTorch")


if __name__ == "__main__":
    main()
