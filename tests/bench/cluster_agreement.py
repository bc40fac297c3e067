#!/usr/bin/env python3
"""Clusters the projected loss of every basis vector of a run with polcascope-engine, scikit-learn and the hdbscan
package, at random settings, and prints where they differ.

usage: cluster_agreement.py ENGINE RUN.polca [--settings N] [--seed N]

Points that leave a cluster at the very height at which it splits belong to no side in Polcascope, and to one by the
order of the rows in the packages; a branch of just the minimum size may exist or not for the same reason. So where labels differ,
the rows are shuffled up to 60 times: what a package itself then answers in two ways is counted as a tie of its own. Anything
else that differs makes the exit status 1.
"""
import argparse
import pathlib
import subprocess
import sys
import tempfile

import h5py
import hdbscan
import numpy as np
from sklearn.cluster import HDBSCAN

arguments = argparse.ArgumentParser()
arguments.add_argument("engine")
arguments.add_argument("run", type=pathlib.Path)
arguments.add_argument("--settings", type=int, default=6, help="random settings for each vector")
arguments.add_argument("--seed", type=int, default=0)
arguments = arguments.parse_args()


def projected_loss(trajectories, k):
    """Cumulative sums of p_k(t) times the mean of D_k(x, t) and D_k(x, t + 1), [N, T - 1]."""
    d = trajectories["gradient_projection"][k].astype(float)
    p = trajectories["weight_projection"][k][:-1, None]
    return np.ascontiguousarray(np.cumsum(p * (d[:-1] + d[1:]) / 2, axis=0).T.astype(np.float32))


def with_engine(rows, folder, size, samples, method, epsilon):
    np.save(folder / "rows.npy", rows)
    subprocess.run([arguments.engine, "cluster", folder / "rows.npy", "--min-cluster-size", str(size), "--min-samples",
                    str(samples), "--method", method, "--epsilon", repr(epsilon), "--out", folder / "result.h5"],
                   check=True, stdout=subprocess.DEVNULL)
    with h5py.File(folder / "result.h5") as result:
        found = {name: result[name][:] for name in ("labels", "probabilities", "outlier_scores")}
        found["heights"] = result["spanning_tree/distance"][:]
    (folder / "result.h5").unlink()
    return found


def with_sklearn(rows, size, samples, method, epsilon):
    fitted = HDBSCAN(min_cluster_size=size, min_samples=samples, cluster_selection_method=method,
                     cluster_selection_epsilon=epsilon, algorithm="kd_tree", copy=True).fit(rows)
    return fitted.labels_, fitted.probabilities_, fitted._single_linkage_tree_["value"]


def with_hdbscan(rows, size, samples, method, epsilon):
    fitted = hdbscan.HDBSCAN(min_cluster_size=size, min_samples=samples - 1, cluster_selection_method=method,
                             cluster_selection_epsilon=epsilon, algorithm="prims_kdtree",
                             approx_min_span_tree=False).fit(rows)
    return fitted.labels_, fitted.probabilities_, fitted.single_linkage_tree_._linkage[:, 2]


def differing(labels, others):
    """The points whose label is not that which the others' cluster meets most often, and back."""
    points = np.zeros(len(labels), bool)
    for a, b in ((labels, others), (others, labels)):
        for cluster in np.unique(a):
            members = a == cluster
            if cluster >= 0:
                values, counts = np.unique(b[members], return_counts=True)
                points |= members & (b != values[counts.argmax()])
            else:
                points |= members & (b >= 0)
    return points


random = np.random.default_rng(arguments.seed)
unexplained = 0
print("| vector | size | min_samples | method | epsilon | package | clusters | noise | differ | of them ties | weights, relative | probabilities |")
print("|---|---|---|---|---|---|---|---|---|---|---|---|")
with h5py.File(arguments.run / "trajectories/trajectories.h5") as trajectories, tempfile.TemporaryDirectory() as folder:
    for k in range(trajectories["gradient_projection"].shape[0]):
        rows = projected_loss(trajectories, k)
        for _ in range(arguments.settings):
            samples = int(random.choice([2, 3, 5, 10, 25, 100]))
            size = int(random.choice([5, 10, 25, 50, 150]))
            method = str(random.choice(["eom", "leaf"]))
            found = with_engine(rows, pathlib.Path(folder), size, samples, method, 0.0)
            epsilon = 0.0
            if random.random() < 0.4:
                epsilon = float(np.quantile(found["heights"], random.uniform(0.5, 0.99)))
                epsilon *= 1 + 1e-6  # between two heights
                found = with_engine(rows, pathlib.Path(folder), size, samples, method, epsilon)
            for name, package in (("scikit-learn", with_sklearn), ("hdbscan", with_hdbscan)):
                labels, probabilities, heights = package(rows.astype(float), size, samples, method, epsilon)
                points = differing(found["labels"], labels)
                ties = np.zeros(len(rows), bool)
                for _ in range(60):
                    if not (points & ~ties).any():
                        break
                    order = random.permutation(len(rows))
                    again = np.empty(len(rows), int)
                    again[order] = package(rows[order].astype(float), size, samples, method, epsilon)[0]
                    ties |= differing(labels, again) | ~differing(found["labels"], again)
                unexplained += int((points & ~ties).sum())
                same = ~points
                weights = abs(heights.sum() / found["heights"].sum() - 1)
                worst = abs(probabilities - found["probabilities"])[same].max(initial=0)
                unexplained += weights > 1e-9
                print(f"| {k} | {size} | {samples} | {method} | {epsilon:.3g} | {name} | {found['labels'].max() + 1} "
                      f"| {(found['labels'] < 0).sum()} | {points.sum()} | {(points & ties).sum()} | {weights:.1e} | {worst:.1e} |",
                      flush=True)
print(f"\n{unexplained} unexplained differences")
sys.exit(int(unexplained > 0))
