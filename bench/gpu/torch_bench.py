"""The models of a plan in PyTorch, with the same weights: results and timings in the form that Attune.Bench.Gpu reports.

usage: torch_bench.py FOLDER cpu|cuda RESULTS
"""

import json
import statistics
import sys
import time
from pathlib import Path

import torch
import torch.nn.functional as F

WARM_UP, LEAST_RUNS, LEAST_SECONDS = 3, 5, 3.0


def attention(q, k, v, mask=None, causal=False):
    """[batch, heads, sequence, size] each; mask is True where a key may be seen, [batch, 1, 1, sequence]."""
    if hasattr(F, "scaled_dot_product_attention"):
        return F.scaled_dot_product_attention(q, k, v, attn_mask=mask, is_causal=causal)
    # PyTorch before 2.0.
    scores = q @ k.transpose(-1, -2) / q.shape[-1] ** 0.5
    if causal:
        n = q.shape[-2]
        mask = torch.ones(n, n, dtype=torch.bool, device=q.device).tril()
    if mask is not None:
        scores = scores.masked_fill(~mask, float("-inf"))
    return scores.softmax(-1) @ v


class Weights:
    """Tensors of a file of 32-bit numbers, moved to the device when they are first asked for."""

    def __init__(self, folder, index, device, dtype):
        path = folder / index["file"]
        self.places = {x["name"]: (x["dims"], x["offset"] // 4) for x in index["tensors"]}
        self.numbers = torch.from_file(str(path), shared=False, size=path.stat().st_size // 4, dtype=torch.float32)
        self.device, self.dtype, self.loaded = device, dtype, {}

    def __getitem__(self, name):
        if name not in self.loaded:
            dims, first = self.places[name]
            count = 1
            for x in dims:
                count *= x
            self.loaded[name] = self.numbers[first : first + count].view(*dims).to(self.device, self.dtype)
        return self.loaded[name]

    def affine(self, x, name):
        return torch.matmul(x, self[f"{name}.weight"]) + self[f"{name}.bias"]


class E5:
    """XLM-R with mean pooling and vectors of length 1."""

    def __init__(self, model, weights):
        self.sizes, self.w = model["sizes"], weights

    def norm(self, x, name):
        return F.layer_norm(x, x.shape[-1:], self.w[f"{name}.weight"], self.w[f"{name}.bias"], self.sizes["epsilon"])

    def __call__(self, ids, mask):
        w, heads = self.w, int(self.sizes["heads"])
        batch, length = ids.shape
        positions = torch.cumsum(mask, 1) * mask + 1
        x = w["embeddings.word"][ids] + w["embeddings.type"][0] + w["embeddings.position"][positions]
        x = self.norm(x, "embeddings.norm")
        # Without padding no mask is needed, and the fastest kernels take none.
        seen = None if bool(mask.all()) else mask.bool()[:, None, None, :]
        for layer in range(int(self.sizes["layers"])):
            name = f"layer.{layer}"
            q, k, v = (w.affine(x, f"{name}.{part}").view(batch, length, heads, -1).transpose(1, 2) for part in ("query", "key", "value"))
            mixed = attention(q, k, v, seen).transpose(1, 2).reshape(batch, length, -1)
            x = self.norm(w.affine(mixed, f"{name}.attention") + x, f"{name}.attention.norm")
            x = self.norm(w.affine(F.gelu(w.affine(x, f"{name}.inner")), f"{name}.outer") + x, f"{name}.norm")
        x = x.float() * mask[:, :, None]
        return F.normalize(x.sum(1), dim=1)


class Qwen:
    """Qwen3 with tied embeddings: the logits of a few tokens at the last position. Padding is on the right, so causality hides it."""

    def __init__(self, model, weights):
        self.sizes, self.w = model["sizes"], weights
        self.columns = torch.tensor(model["columns"], device=weights.device)

    def norm(self, x, name):
        y = x.float()
        y = y * torch.rsqrt(y.pow(2).mean(-1, keepdim=True) + self.sizes["epsilon"])
        return self.w[f"{name}.weight"] * y.to(x.dtype)

    @staticmethod
    def rotate(x, cos, sin):
        first, second = x.chunk(2, -1)
        return x * cos + torch.cat([-second, first], -1) * sin

    def __call__(self, ids, mask):
        w, s = self.w, self.sizes
        heads, groups, size = int(s["heads"]), int(s["keyValueHeads"]), int(s["headSize"])
        batch, length = ids.shape
        x = w["embed"][ids]
        waves = s["rotaryBase"] ** (-torch.arange(size // 2, device=ids.device, dtype=torch.float32) / (size // 2))
        angles = torch.arange(length, device=ids.device, dtype=torch.float32)[:, None] * waves
        angles = torch.cat([angles, angles], -1)
        cos, sin = angles.cos().to(x.dtype), angles.sin().to(x.dtype)
        for layer in range(int(s["layers"])):
            name = f"layer.{layer}"
            y = self.norm(x, f"{name}.norm1")
            q = self.norm((y @ w[f"{name}.q"]).view(batch, length, heads, size), f"{name}.q_norm").transpose(1, 2)
            k = self.norm((y @ w[f"{name}.k"]).view(batch, length, groups, size), f"{name}.k_norm").transpose(1, 2)
            v = (y @ w[f"{name}.v"]).view(batch, length, groups, size).transpose(1, 2)
            q, k = self.rotate(q, cos, sin), self.rotate(k, cos, sin)
            k, v = (z.repeat_interleave(heads // groups, 1) for z in (k, v))
            mixed = attention(q, k, v, causal=True).transpose(1, 2).reshape(batch, length, -1)
            x = x + mixed @ w[f"{name}.o"]
            y = self.norm(x, f"{name}.norm2")
            x = x + (F.silu(y @ w[f"{name}.gate"]) * (y @ w[f"{name}.up"])) @ w[f"{name}.down"]
        last = self.norm(x[torch.arange(batch, device=ids.device), mask.sum(1) - 1], "norm")
        return last.float() @ w["embed"][self.columns].float().T


def run(model, texts, padding, device):
    """From ids in memory to results in memory."""
    length = max(map(len, texts))
    ids = torch.tensor([x + [padding] * (length - len(x)) for x in texts])
    mask = torch.tensor([[1] * len(x) + [0] * (length - len(x)) for x in texts])
    return forward(model, ids, mask, device)


def forward(model, ids, mask, device):
    with torch.inference_mode():
        return model(ids.to(device), mask.to(device)).cpu()


def measure(model, size, device):
    rows, length = size["rows"], size["length"]
    ids, mask = torch.randint(2, 50, (rows, length)), torch.ones(rows, length, dtype=torch.int64)
    for _ in range(WARM_UP):
        forward(model, ids, mask, device)
    times, started = [], time.perf_counter()
    while len(times) < LEAST_RUNS or time.perf_counter() - started < LEAST_SECONDS:
        begin = time.perf_counter()
        forward(model, ids, mask, device)
        times.append(time.perf_counter() - begin)
    median = statistics.median(times)
    return {"rows": rows, "length": length, "runs": len(times), "medianSeconds": median, "tokensPerSecond": rows * length / median}


def main():
    folder, device, results_path = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    if device == "cuda" and not torch.cuda.is_available():
        print("PyTorch sees no usable GPU.", file=sys.stderr)
        return 3
    kinds = {"fp32": torch.float32} if device == "cpu" else {"fp32": torch.float32, "fp16": torch.float16, "bf16": torch.bfloat16}
    results = []
    for plan in json.loads((folder / "plan.json").read_text())["models"]:
        for kind, dtype in kinds.items():
            weights = Weights(folder, plan["weights"], device, dtype)
            model = {"e5": E5, "qwen": Qwen}[plan["name"]](plan, weights)
            rows = run(model, plan["parity"], plan["padding"], device).tolist()
            timings = [measure(model, x, device) for x in plan["batches"]] if device == "cuda" else []
            results.append({"model": plan["name"], "runtime": f"PyTorch {torch.__version__} {device.upper()}, {kind}", "rows": rows, "timings": timings})
            print(f"PyTorch: {plan['name']}, {kind}" + "".join(f", {x['rows']} × {x['length']}: {x['tokensPerSecond']:,.0f} tokens/s" for x in timings))
    Path(results_path).write_text(json.dumps(results))
    return 0


if __name__ == "__main__":
    sys.exit(main())
