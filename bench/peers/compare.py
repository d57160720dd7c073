#!/usr/bin/env python3
"""Compares Stride's matrix product with OpenBLAS (through numpy) and with the pure-Java libraries, in one table.

All take turns, round by round, so that whatever else the machine does meets each of them; the table has the median over
the rounds of each round's median time. Needs numpy with OpenBLAS, and bench/target/benchmarks.jar (mvn package).

    OPENBLAS_NUM_THREADS=1 bench/peers/compare.py [--rounds 3] [--shapes 256x256x256,...] [--rivals STRIDE,NETLIB,...]
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

SHAPES = "64x64x64,128x128x128,256x256x256,512x512x512,1024x1024x1024,2048x2048x2048,10x500x400"
JAR = pathlib.Path(__file__).resolve().parents[1] / "target" / "benchmarks.jar"
SECONDS = 1.0
PAGES = pathlib.Path("/sys/kernel/mm/transparent_hugepage/enabled")


def jvm_options():
    """The vector module, and huge pages where the kernel gives them: numpy asks for them for its arrays, too."""
    options = ["--add-modules=jdk.incubator.vector"]
    if PAGES.exists() and "[never]" not in PAGES.read_text():
        options.append("-XX:+UseTransparentHugePages")
    return " ".join(options)


def openblas(shape):
    """GFLOP/s of numpy's product, by the median time; m x k by k x n."""
    import numpy as np

    m, k, n = shape
    random = np.random.default_rng(1)
    a = random.integers(-4, 5, (m, k)).astype(np.float32)
    b = random.integers(-4, 5, (k, n)).astype(np.float32)
    c = np.empty((m, n), np.float32)
    np.dot(a, b, out=c)
    if not np.array_equal(c, a.astype(np.float64) @ b.astype(np.float64)):
        sys.exit(f"numpy: wrong product at {shape}")
    times = []
    start = time.perf_counter()
    while len(times) < 5 or time.perf_counter() - start < SECONDS:
        before = time.perf_counter()
        np.dot(a, b, out=c)
        times.append(time.perf_counter() - before)
    return 2e-9 * m * k * n / statistics.median(times)


def java(rival, shape, jdk):
    """GFLOP/s of one of the benchmark's libraries, by the median time."""
    m, k, n = shape
    with tempfile.TemporaryDirectory() as folder:
        result = pathlib.Path(folder) / "result.json"
        command = [jdk, "-jar", str(JAR), "ProductBenchmark", "-f", "1", "-wi", "2", "-i", "2"]
        command += ["-jvmArgsAppend", jvm_options(), "-p", f"sgemm={rival}", "-p", f"shape={m}x{k}x{n}", "-rf", "json", "-rff", str(result)]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0 or not result.exists():
            sys.exit(f"{rival} at {shape}:\n{done.stdout}{done.stderr}")
        metric = json.loads(result.read_text())[0]["primaryMetric"]
    return 2e-3 * m * k * n / metric["scorePercentiles"]["50.0"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--shapes", default=SHAPES, help="m x k x n, comma-separated")
    parser.add_argument("--rivals", default="STRIDE,STRIDE_2,NETLIB,EJML,LOOP")
    options = parser.parse_args()
    home = os.environ.get("JAVA_HOME")
    jdk = str(pathlib.Path(home) / "bin" / "java") if home else "java"
    rivals = options.rivals.split(",")
    print("GFLOP/s of float32 products m x k x n; in brackets the ratio of STRIDE to each")
    print("| shape | OpenBLAS | " + " | ".join(rivals) + " |")
    print("|---" * (len(rivals) + 2) + "|")
    for text in options.shapes.split(","):
        shape = tuple(int(size) for size in text.split("x"))
        runs = {name: [] for name in ["OpenBLAS", *rivals]}
        for _ in range(options.rounds):
            runs["OpenBLAS"].append(openblas(shape))
            for rival in rivals:
                runs[rival].append(java(rival, shape, jdk))
        medians = {name: statistics.median(values) for name, values in runs.items()}
        cells = []
        for name, value in medians.items():
            ratio = f" ({medians['STRIDE'] / value:.2f})" if "STRIDE" in medians and name != "STRIDE" else ""
            cells.append(f"{value:.1f}{ratio}")
        print(f"| {text} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
