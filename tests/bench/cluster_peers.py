#!/usr/bin/env python3
"""Times HDBSCAN here against scikit-learn, hdbscan and fast_hdbscan: same rows, same parameters, one run, threads pinned.

usage: cluster_peers.py ENGINE [--points N,N,...] [--features N,N,...] [--threads 2] [--limit SECONDS] [--peers A,B,...]

ENGINE is polcascope-engine. The rows are synthetic trajectories, the same every time: random walks around twelve curves,
and a tenth of them around none. Peers (pip install scikit-learn hdbscan fast_hdbscan h5py) are run by the Python that runs
this. For each shape it prints, as a table in Markdown, the wall time of the fit alone (imports, reading and compilation left out), the
process's peak memory, and how many times longer than here it took. What would need more memory than there is, or took
longer than the limit at a smaller size, is left out and said to be. Labels are compared, too: the adjusted Rand index
against ours stands in brackets (1: the same partition; fast_hdbscan is approximate above 30 features).
"""
import argparse
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

MINIMUM_SAMPLES = 15
PEERS = ["sklearn brute", "sklearn kd_tree", "hdbscan", "hdbscan generic", "fast_hdbscan"]
THREADS = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"]


def trajectories(points, features):
    import numpy
    random = numpy.random.default_rng(1)
    curves = random.normal(size=(12, features)).cumsum(axis=1)
    kinds = random.integers(0, 13, size=points)  # the last: none
    rows = random.normal(size=(points, features)).cumsum(axis=1) * numpy.where(kinds < 12, 0.1, 1)[:, None]
    amplitudes = numpy.exp(0.3 * random.normal(size=points))
    rows += numpy.where((kinds < 12)[:, None], amplitudes[:, None] * curves[kinds % 12], 0)
    return rows.astype("float32")


def fit(peer, path, size, threads):
    """In a process of its own: prints seconds and labels of one fit as JSON."""
    import numpy
    rows = numpy.load(path)
    if peer.startswith("sklearn"):
        from sklearn.cluster import HDBSCAN
        model = HDBSCAN(min_cluster_size=size, min_samples=MINIMUM_SAMPLES, algorithm=peer.split()[1], n_jobs=threads, copy=True)
    elif peer.startswith("hdbscan"):
        from hdbscan import HDBSCAN
        # Its min_samples leaves the point itself out.
        model = HDBSCAN(min_cluster_size=size, min_samples=MINIMUM_SAMPLES - 1, core_dist_n_jobs=threads,
                        algorithm="generic" if peer.endswith("generic") else "best")
        rows = rows.astype(float)
    else:
        from fast_hdbscan import HDBSCAN
        model = HDBSCAN(min_cluster_size=size, min_samples=MINIMUM_SAMPLES - 1)
        model.fit(rows[:500])  # compiles
    begin = time.perf_counter()
    model.fit(rows)
    seconds = time.perf_counter() - begin
    print(json.dumps({"seconds": seconds, "labels": model.labels_.tolist(),
                      "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


def bytes_needed(peer, points):
    """What a peer's full matrices of doubles take; scikit-learn's brute force and hdbscan's generic hold two or three."""
    return points ** 2 * 8 * {"sklearn brute": 2.2, "hdbscan generic": 3}.get(peer, 0)


def ours(engine, path, size, threads):
    out = path.with_suffix(".h5")
    answer = subprocess.run(["/usr/bin/time", "-f", "%M", engine, "cluster", path, "--min-cluster-size", str(size), "--min-samples",
                             str(MINIMUM_SAMPLES), "--threads", str(threads), "--out", out, "--json"],
                            check=True, capture_output=True, text=True)
    import h5py
    with h5py.File(out) as file:
        labels = file["labels"][:].tolist()
    return {"seconds": json.loads(answer.stdout)["tree_seconds"], "labels": labels, "mb": int(answer.stderr.split()[-1]) / 1024}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("engine")
    arguments.add_argument("--points", default="1000,2000,5000,10000,20000,50000")
    arguments.add_argument("--features", default="10,50,200,600")
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--limit", type=float, default=60, help="seconds after which a peer is left out of larger sizes")
    arguments.add_argument("--peers", default=",".join(PEERS))
    arguments = arguments.parse_args()
    import numpy
    from sklearn.metrics import adjusted_rand_score

    for name in THREADS:
        os.environ[name] = str(arguments.threads)
    peers = [peer for peer in arguments.peers.split(",") if peer]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_AVPHYS_PAGES")
    print(f"{arguments.threads} threads, min_samples {MINIMUM_SAMPLES} with the point, smallest cluster 1 %, "
          f"limit {arguments.limit:.0f} s\n")
    print("| rows x features | here | " + " | ".join(peers) + " |")
    print("|---|" + "---|" * (len(peers) + 1))
    for features in map(int, arguments.features.split(",")):
        left_out = {}
        for points in map(int, arguments.points.split(",")):
            with tempfile.TemporaryDirectory() as folder:
                path = pathlib.Path(folder) / "rows.npy"
                numpy.save(path, trajectories(points, features))
                size = max(points // 100, 5)
                here = ours(arguments.engine, path, size, arguments.threads)
                cells = [f"{here['seconds']:.2f} s, {here['mb']:.0f} MB"]
                for peer in peers:
                    if peer in left_out:
                        cells.append(left_out[peer])
                        continue
                    if bytes_needed(peer, points) > 0.9 * memory:
                        cells.append("not enough memory")
                        continue
                    try:
                        answer = subprocess.run([sys.executable, __file__, "--fit", peer, path, str(size), str(arguments.threads)],
                                                capture_output=True, text=True, timeout=10 * arguments.limit)
                        if answer.returncode != 0:
                            cells.append("failed: " + (answer.stderr.strip().splitlines() or ["killed"])[-1][:60])
                            continue
                        peer_result = json.loads(answer.stdout.splitlines()[-1])
                    except subprocess.TimeoutExpired:
                        left_out[peer] = "over the limit"
                        cells.append(f"over {10 * arguments.limit:.0f} s")
                        continue
                    if peer_result["seconds"] > arguments.limit:
                        left_out[peer] = "over the limit"
                    rand = adjusted_rand_score(here["labels"], peer_result["labels"])
                    cells.append(f"{peer_result['seconds']:.2f} s, {peer_result['mb']:.0f} MB, "
                                 f"x {peer_result['seconds'] / here['seconds']:.1f} ({rand:.3f})")
                print(f"| {points:,} x {features} | " + " | ".join(cells) + " |", flush=True)


if sys.argv[1:2] == ["--fit"]:
    fit(sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]))
else:
    main()
