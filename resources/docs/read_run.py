#!/usr/bin/env python3
"""Reads a run of Polcascope with h5py: loss, D, p, the basis and one checkpoint's weights.

usage: read_run.py RUN
"""
import json
import pathlib
import sys

import h5py
import numpy as np

run = pathlib.Path(sys.argv[1])
manifest = json.loads((run / "run.json").read_text())


def files(stage, prefix):
    """The stage's finished files, in the order of their number."""
    listed = [a for a in manifest["stages"][stage]["artifacts"] if a["path"].startswith(prefix)]
    return [run / a["path"] for a in sorted(listed, key=lambda a: a["index"])]


# The scored tokens, and their labels.
with h5py.File(files("task", "task/tokens")[0]) as f:
    sequences, vocabulary = f["sequences"][:], f["input_vocabulary"].asstr()[:]
    sequence, position = f["tokens/sequence"][:], f["tokens/position"][:]
    carry = f["labels/carry/value"][:]
text = "".join(vocabulary[i] for i in sequences[sequence[0]])
print(f"{len(sequence)} tokens; the first is character {position[0]} of {text}")

# Trajectories: T checkpoints, N tokens, K vectors (in several parts while the engine works).
parts = [h5py.File(path) for path in files("trajectories", "trajectories/")]
step = np.concatenate([f["step"][:] for f in parts])  # [T]
loss = np.concatenate([f["loss"][:] for f in parts])  # [T, N] nats
D = np.concatenate([f["gradient_projection"][:] for f in parts], axis=1)  # [K, T, N]
p = np.concatenate([f["weight_projection"][:] for f in parts], axis=1)  # [K, T], NaN at the last

# POLCA by the trapezoid, [K, T - 1, N], and what it leaves unexplained.
polca = (D[:, :-1] + D[:, 1:]) / 2 * p[:, :-1, None]
true_change = loss[-1] - loss[0]
explained = polca.sum(axis=(0, 1))
print(f"loss {loss[0].mean():.3f} at step {step[0]}, {loss[-1].mean():.3f} at step {step[-1]}")
print(f"mean change {true_change.mean():.4f}, along the basis {explained.mean():.4f} nats")
print(f"mean loss at the end: {loss[-1][carry == 1].mean():.3f} with a carry, {loss[-1][carry == 0].mean():.3f} without")

# The basis: K unit vectors in weight space.
basis = []
for path in files("basis", "basis/"):
    with h5py.File(path) as f:
        if "vector" in f:  # a sample has no weights
            basis.append(f["vector"][:])
        known = [f"{name} {f.attrs[name]:.4g}" for name in ("eigenvalue", "residual", "singular_value") if name in f.attrs]
        print(f"vector {f.attrs['index']}: step {f.attrs['step']}, {f.attrs.get('kind', 'hessian')} " + ", ".join(known))
if basis:
    basis = np.array(basis, dtype=np.float64)
    print(f"max |B'B - I| = {np.abs(basis @ basis.T - np.eye(len(basis))).max():.1e}")

# One checkpoint's weights, tensor by tensor.
for path in files("training", "checkpoints/step-")[-1:]:
    with h5py.File(path) as f:
        theta = f["parameters"][:]
        weights = {
            name: theta[offset:offset + rows * columns].reshape(rows, columns)
            for name, offset, (rows, columns) in zip(f["layout/name"].asstr()[:], f["layout/offset"][:], f["layout/shape"][:])
        }
    print(f"step {step[-1]}: {len(weights)} tensors, token_embedding {weights['token_embedding'].shape}")
if "sample" in manifest:
    print("a sample of {of}: {tokens} of {of_tokens} tokens, no weights".format(**manifest["sample"]))
