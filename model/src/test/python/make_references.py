#!/usr/bin/python3
"""Trains small networks in PyTorch and keeps them as references for Stride's trainer.

  make_references.py OUTDIR        (model/src/test/resources/references)

Each file is one problem, in safetensors: X (rows, inputs), y (rows, outputs), the weights before training as
start.mlp.N.weight and .bias, those after it as final.mlp.N.weight and .bias, and losses (epochs, 2): the mean of the
batches' losses while training, and the loss over all rows after the epoch. The metadata says how it was trained.
Batches are taken in the order of the rows; the last one is ragged.

Needs Debian's python3-torch and python3-numpy.
"""
import json
import pathlib
import struct
import sys
import warnings

import numpy
import torch

ROWS, INPUTS, BATCH, EPOCHS = 203, 16, 10, 3
ACTIVATIONS = {
    "relu": torch.nn.ReLU,
    "sigmoid": torch.nn.Sigmoid,
    "tanh": torch.nn.Tanh,
    "identity": torch.nn.Identity,
}
# name: activation, hidden widths, outputs, loss, learning rate, weight decay
PROBLEMS = {
    "linear": ("identity", [], 1, "mse", 1e-3, 0),
    "identity-8": ("identity", [8], 1, "mse", 1e-4, 0),
    "relu-16": ("relu", [16], 1, "mse", 1e-4, 0),
    "relu-16-8-4-broadcast": ("relu", [16, 8, 4], 1, "broadcast", 1e-4, 0),
    "relu-20-5-decay": ("relu", [20, 5], 1, "mse", 1e-3, 0.05),
    "sigmoid-12-broadcast": ("sigmoid", [12], 1, "broadcast", 1e-4, 0),
    "sigmoid-12-9-6": ("sigmoid", [12, 9, 6], 1, "mse", 1e-3, 0),
    "tanh-10-7": ("tanh", [10, 7], 1, "mse", 1e-3, 0),
    "tanh-11-three-outputs": ("tanh", [11], 3, "mse", 1e-3, 0),
}


def network(activation, hidden, outputs):
    layers, width = [], INPUTS
    for units in hidden:
        layers += [torch.nn.Linear(width, units), ACTIVATIONS[activation]()]
        width = units
    return torch.nn.Sequential(*layers, torch.nn.Linear(width, outputs))


def weights(prefix, net):
    linear = [module for module in net if isinstance(module, torch.nn.Linear)]
    for i, module in enumerate(linear):
        yield f"{prefix}.mlp.{i}.weight", module.weight.detach().numpy().copy()
        yield f"{prefix}.mlp.{i}.bias", module.bias.detach().numpy().copy()


def write(path, tensors, metadata):
    header, blobs, offset = {"__metadata__": metadata}, [], 0
    for name, array in tensors.items():
        raw = numpy.ascontiguousarray(array, "<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [offset, offset + len(raw)]}
        blobs.append(raw)
        offset += len(raw)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(blobs))


def reference(path, seed, activation, hidden, outputs, loss, learning_rate, weight_decay):
    torch.manual_seed(seed)
    rng = numpy.random.default_rng(seed)
    x = rng.standard_normal((ROWS, INPUTS)).astype(numpy.float32)
    mix = rng.standard_normal((INPUTS, outputs)) / numpy.sqrt(INPUTS)
    y = (1 + 3 * numpy.maximum(x @ mix, 0) + 0.3 * rng.standard_normal((ROWS, outputs))).astype(numpy.float32)
    net = network(activation, hidden, outputs)
    tensors = {"X": x, "y": y, **dict(weights("start", net))}
    optimizer = torch.optim.AdamW(net.parameters(), lr=learning_rate, weight_decay=weight_decay)
    loss_of = torch.nn.MSELoss()
    inputs = torch.from_numpy(x)
    # A target of shape (rows) meets predictions of shape (rows, 1): PyTorch broadcasts the pair.
    targets = torch.from_numpy(y[:, 0] if loss == "broadcast" else y)
    losses = []
    for _ in range(EPOCHS):
        batches = []
        for i in range(0, ROWS, BATCH):
            value = loss_of(net(inputs[i : i + BATCH]), targets[i : i + BATCH])
            optimizer.zero_grad()
            value.backward()
            optimizer.step()
            batches.append(value.item())
        with torch.no_grad():
            losses.append((sum(batches) / len(batches), loss_of(net(inputs), targets).item()))
    tensors.update(weights("final", net))
    tensors["losses"] = numpy.array(losses)
    metadata = {
        "activation": activation,
        "loss": loss,
        "batch": str(BATCH),
        "epochs": str(EPOCHS),
        "learning_rate": str(learning_rate),
        "weight_decay": str(weight_decay),
        "torch": torch.__version__,
    }
    write(path, tensors, metadata)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    warnings.filterwarnings("ignore", message="Using a target size")
    torch.set_num_threads(1)
    out = pathlib.Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    for seed, (name, problem) in enumerate(PROBLEMS.items()):
        reference(out / f"{name}.safetensors", seed, *problem)


if __name__ == "__main__":
    main()
