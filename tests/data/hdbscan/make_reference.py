#!/usr/bin/env python3
"""Writes what scikit-learn (1.3 or newer) makes of four small data sets: one JSON file each, with the rows, the
sum of the spanning tree's edges for each min_samples, and labels and probabilities for each way of cutting.

    python3 make_reference.py

min_samples counts the point itself in scikit-learn, as in Polcascope. The k-d tree is asked for because the
brute-force path computes distances as |x|^2 + |y|^2 - 2xy, which loses digits.
"""
import json
import pathlib

import numpy as np
from sklearn import datasets
from sklearn.cluster import HDBSCAN


def clusterer(min_samples, size=5, method="eom", epsilon=0.0, single=False):
    return HDBSCAN(min_samples=min_samples, min_cluster_size=size, cluster_selection_method=method,
                   cluster_selection_epsilon=epsilon, allow_single_cluster=single, algorithm="kd_tree", copy=True)


def reference(rows, min_samples, cuts):
    sums = []
    for k in min_samples:
        fitted = clusterer(k).fit(rows)
        sums.append({"minimumSamples": k, "sum": float(fitted._single_linkage_tree_["value"].sum())})
    cases = []
    for k, size, method, epsilon, single in cuts:
        fitted = clusterer(k, size, method, epsilon, single).fit(rows)
        cases.append({"minimumSamples": k, "minimumClusterSize": size, "selection": method, "epsilon": epsilon,
                      "single": single, "labels": fitted.labels_.tolist(),
                      "probabilities": fitted.probabilities_.tolist()})
    return {"rows": rows.tolist(), "sums": sums, "cases": cases}


def both(k, size):
    return [(k, size, "eom", 0.0, False), (k, size, "leaf", 0.0, False)]


sets = {
    "iris": (datasets.load_iris().data, [3, 4, 5, 10, 15],
             both(5, 5) + both(10, 10) + [(5, 5, "leaf", 0.5, False), (5, 5, "eom", 0.0, True)]),
    "digits": (datasets.load_digits().data.astype(int), [5, 10, 15], both(5, 5) + both(10, 15)),
    "blobs": (datasets.make_blobs(n_samples=400, centers=5, n_features=3, cluster_std=1.2, random_state=3)[0],
              [1, 5, 12], both(1, 10) + both(5, 5) + both(5, 15) + [(5, 5, "leaf", 1.5, False)]),
    "moons": (datasets.make_moons(n_samples=300, noise=0.08, random_state=7)[0], [2, 5, 12],
              both(5, 5) + both(5, 20) + [(5, 5, "leaf", 0.15, False), (5, 5, "eom", 0.12, True)]),
    "uniform": (np.random.RandomState(0).rand(150, 2), [6],
                [(6, 5, "eom", 0.0, True), (6, 5, "eom", 0.2, True)]),
}
for name, (rows, min_samples, cuts) in sets.items():
    path = pathlib.Path(__file__).with_name(name + ".json")
    path.write_text(json.dumps(reference(rows, min_samples, cuts), separators=(",", ":")) + "\n")
