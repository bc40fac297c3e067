#!/usr/bin/env python3
"""Writes what scikit-learn (1.3 or newer) and the hdbscan package (0.8.40 or newer) make of small data sets: one
JSON file each, with the rows, the sum of the spanning tree's edges for each min_samples, and labels and probabilities for each
way of cutting; from the package also outlier scores, exemplars and relative validity.

    python3 make_reference.py

min_samples counts the point itself in scikit-learn, as in Polcascope, and does not in the hdbscan package. The k-d
tree is asked for because scikit-learn's brute-force path computes distances as |x|^2 + |y|^2 - 2xy, which loses digits.
"""
import json
import pathlib

import numpy as np
import hdbscan
from sklearn import datasets
from sklearn.cluster import HDBSCAN


def clusterer(min_samples, size=5, method="eom", epsilon=0.0, single=False):
    return HDBSCAN(min_samples=min_samples, min_cluster_size=size, cluster_selection_method=method,
                   cluster_selection_epsilon=epsilon, allow_single_cluster=single, algorithm="kd_tree", copy=True)


def package_answers(rows, min_samples, size, method, largest):
    fitted = hdbscan.HDBSCAN(min_samples=min_samples, min_cluster_size=size, cluster_selection_method=method,
                             max_cluster_size=largest or 0, algorithm="generic", gen_min_span_tree=True).fit(rows)
    tree = fitted.condensed_tree_._raw_tree
    children = {}
    for parent, child, _, _ in tree[tree["child_size"] > 1]:
        children.setdefault(int(parent), []).append(int(child))

    def leaves(node):
        return [leaf for child in children.get(node, []) for leaf in leaves(child)] or [node]

    def last(node):
        rows_of = tree[tree["parent"] == node]
        return [int(row["child"]) for row in rows_of if row["lambda_val"] == rows_of["lambda_val"].max()]

    selected = fitted.condensed_tree_._select_clusters()
    exemplars = [[point for leaf in leaves(node) for point in last(leaf)] for node in selected]
    return fitted.labels_, fitted.outlier_scores_, fitted.relative_validity_, exemplars


def package_case(rows, min_samples, size, method, largest):
    """What depends on the order of the rows, by how the package decides between equal heights, is null."""
    labels, scores, validity, exemplars = package_answers(rows, min_samples, size, method, largest)
    exemplars = sorted(map(sorted, exemplars))
    stable = np.ones(len(rows), bool)
    for seed in range(20):
        order = np.random.RandomState(seed).permutation(len(rows))
        others = package_answers(rows[order], min_samples, size, method, largest)
        back = np.argsort(order)
        stable &= abs(others[1][back] - scores) < 1e-12
        validity = validity if validity is not None and abs(others[2] - validity) < 1e-12 else None
        same = exemplars == sorted(sorted(int(order[point]) for point in points) for points in others[3])
        exemplars = exemplars if same else None
    return {"minimumSamples": min_samples, "minimumClusterSize": size, "selection": method, "maximumClusterSize": largest,
            "clusters": int(labels.max()) + 1, "exemplars": exemplars,
            "relativeValidity": validity if validity is None else float(validity),
            "outlierScores": [float(score) if same else None for score, same in zip(scores, stable)]}


def reference(rows, min_samples, cuts, package_cuts):
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
    return {"rows": rows.tolist(), "sums": sums, "cases": cases,
            "packageCases": [package_case(rows, *cut) for cut in package_cuts]}


def both(k, size):
    return [(k, size, "eom", 0.0, False), (k, size, "leaf", 0.0, False)]


sets = {
    "iris": (datasets.load_iris().data, [3, 4, 5, 10, 15],
             both(5, 5) + both(10, 10) + [(5, 5, "leaf", 0.5, False), (5, 5, "eom", 0.0, True)],
             # (Not 5, 5: five points that part at one height are a branch of no extent there, whatever the order.)
             [(5, 15, "eom", None), (9, 10, "leaf", None)]),
    "digits": (datasets.load_digits().data.astype(int), [5, 10, 15], both(5, 5) + both(10, 15), []),
    "blobs": (datasets.make_blobs(n_samples=400, centers=5, n_features=3, cluster_std=1.2, random_state=3)[0],
              [1, 5, 12], both(1, 10) + both(5, 5) + both(5, 15) + [(5, 5, "leaf", 1.5, False)],
              [(5, 5, "eom", None), (5, 15, "eom", 100), (1, 8, "eom", 70), (5, 5, "leaf", None)]),
    "moons": (datasets.make_moons(n_samples=300, noise=0.08, random_state=7)[0], [2, 5, 12],
              both(5, 5) + both(5, 20) + [(5, 5, "leaf", 0.15, False), (5, 5, "eom", 0.12, True)],
              [(5, 5, "eom", None), (12, 20, "eom", 120), (1, 8, "leaf", None)]),
    "uniform": (np.random.RandomState(0).rand(150, 2), [6],
                [(6, 5, "eom", 0.0, True), (6, 5, "eom", 0.2, True)], [(6, 5, "eom", None)]),
}
for name, (rows, min_samples, cuts, package_cuts) in sets.items():
    path = pathlib.Path(__file__).with_name(name + ".json")
    path.write_text(json.dumps(reference(rows, min_samples, cuts, package_cuts), separators=(",", ":")) + "\n")
