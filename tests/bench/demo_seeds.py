#!/usr/bin/env python3
"""Runs the demo recipe with five seeds and prints what each finds, as tables in Markdown.

usage: demo_seeds.py ENGINE FOLDER [--jobs N] [--set key=value]...

Runs are kept in FOLDER (seed-1.polca ...) and not made again when they are there. One thread a run, so that the same
numbers come out whatever the number of cores; --jobs runs several at a time.
"""
import argparse
import concurrent.futures
import json
import pathlib
import subprocess

arguments = argparse.ArgumentParser()
arguments.add_argument("engine")
arguments.add_argument("folder", type=pathlib.Path)
arguments.add_argument("--jobs", type=int, default=1)
arguments.add_argument("--set", action="append", default=[], dest="settings")
arguments = arguments.parse_args()
arguments.folder.mkdir(parents=True, exist_ok=True)


def table(seed):
    run = arguments.folder / f"seed-{seed}.polca"
    if (run / "run.json").exists():
        subprocess.run([arguments.engine, "resume", run], check=True, stdout=subprocess.DEVNULL)
    else:
        settings = [f"seed={seed}", "compute.threads=1", *arguments.settings]
        subprocess.run([arguments.engine, "run", "demo-arithmetic", "--out", run, *(word for s in settings for word in ("--set", s))],
                       check=True, stdout=subprocess.DEVNULL)
    return json.loads(subprocess.run([arguments.engine, "table", run, "--json"], check=True, capture_output=True).stdout)


with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
    tables = list(pool.map(table, range(1, 6)))

print("| rules | clustered | decomposed | digit clusters | carry clusters | best homogeneity (shuffled, 95th percentile) | recall of carries |")
print("|---|---|---|---|---|---|---|")
for rows in zip(*(t["rows"] for t in tables)):
    first = rows[0]
    decomposed = first["decomposition"] if first["quantity"] in ("POLCA", "projected loss") else ""
    print("|", " | ".join([
        first["rules"], first["quantity"], decomposed,
        ", ".join(str(r["digit_clusters"]) for r in rows),
        ", ".join(str(r["carry_clusters"]) for r in rows),
        ", ".join(f"{r['best_homogeneity']:.2f} ({r['best_shuffled_95']:.2f})" for r in rows),
        ", ".join(f"{r['recall_clustered']:.2f}/{r['recall_all']:.2f}" for r in rows)]), "|")
print()
print("| seed | loss, first to last (nats) | explained, first order | explained, trapezoid | share of squared movement |")
print("|---|---|---|---|---|")
for seed, t in enumerate(tables, 1):
    print(f"| {seed} | {t['loss_first']:.2f} to {t['loss_last']:.2f} | {100 * t['explained_first_order']:.0f} % "
          f"| {100 * t['explained_trapezoid']:.1f} % | {100 * t['span_share']:.2f} % |")
