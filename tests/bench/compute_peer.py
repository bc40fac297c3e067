#!/usr/bin/env python3
"""Compares the engine's projections and Hessian-vector products with PyTorch's, in one run, on one thread each.

    python3 -m venv peer && peer/bin/pip install torch       # 2.x; on Debian 13 python3-torch will do
    peer/bin/python tests/bench/compute_peer.py build/release/bin/polcascope-engine

With nothing else running: the two programs are measured one after the other. The peer is written as well as PyTorch
allows: in the last block only scored positions have queries. Ratios above 1: the engine is faster.

Projections: both project the gradients of the same number of tokens on the same number of vectors, at the shape of
arithmetic-2024 (and of english-2024, where every position is scored, by jvp alone: vmap over its vectors would take ten
times the memory). Blocks of 64 examples pass together, and the forward pass is shared by all vectors (vmap(jvp)). Units:
one forward pass is the program's own inference over the same tokens.

Products with the Hessian of the mean loss over 1,250 examples of arithmetic-2024, in chunks of 125: by differentiating the
gradient backwards once more, its graph kept from product to product or made again for each; and by differentiating it
forwards (jvp of grad), which keeps nothing. All chunks' graphs need not fit into memory: each is timed by itself. Units: one
gradient is the program's own of the same loss. The engine measures 256 examples and scales up.
"""

import json
import os
import subprocess
import sys
import time

os.environ["OMP_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

import torch  # noqa: E402
import torch.nn.functional as F  # noqa: E402
from torch.func import grad, jvp, vmap  # noqa: E402

torch.set_num_threads(1)
LAYERS, WIDTH, HEADS, MLP = 2, 512, 4, 2048


class Model:
    def __init__(self, vocabulary_in, vocabulary_out, positions, first_scored):
        self.first_scored = first_scored
        self.shapes = {"token": (vocabulary_in, WIDTH), "position": (positions, WIDTH)}
        for i in range(LAYERS):
            for norm in ("norm1", "norm2"):
                self.shapes |= {f"{i}.{norm}.w": (WIDTH,), f"{i}.{norm}.b": (WIDTH,)}
            for name in ("q", "k", "v", "o"):
                self.shapes |= {f"{i}.{name}.w": (WIDTH, WIDTH), f"{i}.{name}.b": (WIDTH,)}
            self.shapes |= {f"{i}.in.w": (MLP, WIDTH), f"{i}.in.b": (MLP,)}
            self.shapes |= {f"{i}.out.w": (WIDTH, MLP), f"{i}.out.b": (WIDTH,)}
        self.shapes |= {"norm.w": (WIDTH,), "norm.b": (WIDTH,)}
        self.shapes |= {"head.w": (vocabulary_out, WIDTH), "head.b": (vocabulary_out,)}
        self.size = sum(torch.Size(s).numel() for s in self.shapes.values())

    def parameters(self, theta):
        parts, offset = {}, 0
        for name, shape in self.shapes.items():
            count = torch.Size(shape).numel()
            parts[name] = theta[offset:offset + count].view(shape)
            offset += count
        return parts

    def losses(self, theta, inputs, targets):
        p = self.parameters(theta)

        def norm(x, name):
            return F.layer_norm(x, (WIDTH,), p[name + ".w"], p[name + ".b"])

        def linear(x, name):
            return F.linear(x, p[name + ".w"], p[name + ".b"])

        def heads(x):
            return x.view(*x.shape[:2], HEADS, -1).transpose(1, 2)

        count, positions = inputs.shape
        scored = positions - self.first_scored
        x = F.embedding(inputs, p["token"]) + p["position"][:positions]
        for i in range(LAYERS):
            queries = scored if i + 1 == LAYERS else positions
            mask = torch.full((queries, positions), float("-inf")).triu(positions - queries + 1)
            normed = norm(x, f"{i}.norm1")
            q, k, v = heads(linear(normed[:, -queries:], f"{i}.q")), heads(linear(normed, f"{i}.k")), heads(linear(normed, f"{i}.v"))
            attention = (q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + mask).softmax(-1)
            x = x[:, -queries:] + linear((attention @ v).transpose(1, 2).reshape(count, queries, WIDTH), f"{i}.o")
            x = x + linear(F.gelu(linear(norm(x, f"{i}.norm2"), f"{i}.in")), f"{i}.out")
        logits = linear(norm(x[:, -scored:], "norm"), "head")
        return -logits.log_softmax(-1).gather(-1, targets.unsqueeze(-1)).squeeze(-1)


def best(repeats, f):
    times = []
    for i in range(repeats + 1):
        begin = time.perf_counter()
        f()
        times.append(time.perf_counter() - begin)
    return min(times[1:] or times)


def measure(model, examples, length, vectors, block, together, repeats):
    """Seconds of one forward pass and of the projections, over all examples."""
    torch.manual_seed(1)
    theta = 0.02 * torch.randn(model.size)
    basis = torch.randn(vectors, model.size) / model.size ** 0.5
    inputs = torch.randint(model.shapes["token"][0], (examples, length))
    targets = torch.randint(model.shapes["head.w"][0], (examples, length - model.first_scored))
    blocks = [(inputs[i:i + block], targets[i:i + block]) for i in range(0, examples, block)]

    def forward():
        with torch.no_grad():
            for x, y in blocks:
                model.losses(theta, x, y)

    def project():
        with torch.no_grad():
            for x, y in blocks:
                def along(v):
                    return jvp(lambda t: model.losses(t, x, y), (theta,), (v,))[1]
                if together:
                    vmap(along)(basis)
                else:
                    for v in basis:
                        along(v)

    return best(1, forward), best(repeats, project)


def measure_products(model, examples, length, chunk):
    """Seconds of one gradient of the mean loss and, by name, of one Hessian-vector product, over all examples."""
    torch.manual_seed(1)
    theta = 0.02 * torch.randn(model.size)
    vector = torch.randn(model.size) / model.size ** 0.5
    seconds = dict.fromkeys(("gradient", "backwards", "backwards, graph kept", "forwards"), 0.0)
    for _ in range(0, examples, chunk):
        inputs = torch.randint(model.shapes["token"][0], (chunk, length))
        targets = torch.randint(model.shapes["head.w"][0], (chunk, length - model.first_scored))
        leaf = theta.clone().requires_grad_()

        def loss(t):
            return model.losses(t, inputs, targets).mean()

        def gradient(graph):
            return torch.autograd.grad(loss(leaf), leaf, create_graph=graph)[0]

        def backwards(of, keep):
            return torch.autograd.grad(of, leaf, vector, retain_graph=keep)[0]

        def forwards():
            with torch.no_grad():
                return jvp(grad(loss), (theta,), (vector,))[1]

        kept = gradient(True)
        one, other = backwards(kept, True), forwards()
        assert (one - other).norm() < 1e-3 * one.norm(), "the two products differ"
        seconds["gradient"] += best(1, lambda: gradient(False))
        seconds["backwards"] += best(1, lambda: backwards(gradient(True), False))
        seconds["backwards, graph kept"] += best(1, lambda: backwards(kept, True))
        seconds["forwards"] += best(1, forwards)
    return seconds.pop("gradient"), seconds


def main():
    engine = sys.argv[1]
    vocabulary = 30001
    print(f"PyTorch {torch.__version__}, one thread")
    rows = []
    arithmetic = Model(12, 10, 12, 7)
    for vectors in (20, 50):
        forward, seconds = measure(arithmetic, 128, 11, vectors, 64, True, 1)
        rows.append((f"arithmetic-2024, {vectors} vectors", 512 * vectors / seconds, seconds / forward))
    forward, seconds = measure(Model(vocabulary, vocabulary, 128, 0), 8, 127, 2, 8, False, 0)
    rows.append(("english-2024, a vector", 8 * 127 * 2 / seconds, seconds / forward / 2))
    gradient, products = measure_products(arithmetic, 1250, 11, 125)

    output = subprocess.run([engine, "bench", "--recipe", "arithmetic-2024", "--vectors", "20,50", "--json",
                             "--set", "compute.threads=1"], check=True, capture_output=True, text=True).stdout
    bench = json.loads(output)
    print(f"Polcascope with LibTorch {bench['libtorch']}, {bench['threads']} thread, matrix products at {bench['gflops']:.0f} GF/s\n")
    ours = [r for r in bench["results"] if r["name"].startswith("projections")]
    print(f"{'tokens x vectors a second':28}{'PyTorch':>10}{'engine':>10}{'ratio':>8}   forward passes: PyTorch, engine")
    for (name, rate, passes), result in zip(rows, ours, strict=True):
        print(f"{name:28}{rate:10.0f}{result['value']:10.0f}{result['value'] / rate:8.1f}   {passes:.1f}, {result['detail']}")

    ours = [r for r in bench["results"] if r["name"] == "Hessian-vector products"]
    print(f"\n{'Hessian-vector products a second':42}{'gradients a product':>20}")
    for name, seconds in products.items():
        print(f"{'PyTorch, ' + name:42}{1 / seconds:6.3f}{seconds / gradient:14.2f}")
    for result in ours:
        print(f"{'engine':42}{result['value']:6.3f}        {result['detail']}")
    kept = products.pop("backwards, graph kept")
    for name, result, seconds in zip(("kept", "made again"), ours, (kept, min(products.values())), strict=True):
        print(f"ratio, activations {name}: {result['value'] * seconds:.1f}")


if __name__ == "__main__":
    main()
