"""PyTorch's side of the benchmark: one JSON request a line on standard input, one JSON answer a line on standard output.

A request names a case (step, hvp, lanczos, slice, matmul), a network, the number of samples, the precision, the mode (eager or
compile) and how often to repeat; the answer holds the milliseconds of each repetition. The first request of a kind sets
up and warms up outside the timing, so that later ones can be interleaved with the other side's.
"""

import json
import os
import resource
import sys
import time

os.environ["OMP_NUM_THREADS"] = os.environ.get("BENCH_THREADS", "1")

import torch
import torch.nn.functional as F

torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))


class Mlp(torch.nn.Module):
    def __init__(self, layers):
        super().__init__()
        self.layers = torch.nn.ModuleList(torch.nn.Linear(a, b) for a, b in zip(layers, layers[1:]))

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = torch.tanh(layer(x))
        return self.layers[-1](x)


class Cnn(torch.nn.Module):
    """Two 3 x 3 convolutions of stride 2 and a full layer, on square images of one channel."""

    def __init__(self, layers):
        super().__init__()
        pixels, first, second, outputs = layers
        self.side = round(pixels**0.5)
        self.first = torch.nn.Conv2d(1, first, 3, stride=2, padding=1)
        self.second = torch.nn.Conv2d(first, second, 3, stride=2, padding=1)
        after = (((self.side + 1) // 2) + 1) // 2
        self.full = torch.nn.Linear(second * after * after, outputs)

    def forward(self, x):
        x = torch.tanh(self.first(x.reshape(-1, 1, self.side, self.side)))
        return self.full(torch.tanh(self.second(x)).flatten(1))


class Setting:
    """One network with its data; its cases are functions without arguments that end with a number on the host."""

    def __init__(self, request):
        torch.manual_seed(0)
        dtype = torch.float64 if request["precision"] == "float64" else torch.float32
        layers, n = request["layers"], request["n"]
        self.model = (Cnn if request["kind"] == "cnn" else Mlp)(layers).to(dtype)
        self.x = 0.25 * torch.randn(n, layers[0], dtype=dtype)
        self.targets = F.one_hot(torch.arange(n) % layers[-1], layers[-1]).to(dtype)
        self.parameters = list(self.model.parameters())
        self.v = [torch.randn_like(p) for p in self.parameters]
        norm = sum((d * d).sum() for d in self.v).sqrt()
        self.v = [d / norm for d in self.v]
        self.case = getattr(self, request["case"])
        if request["mode"] == "compile":
            self.loss = torch.compile(self.loss)

    def loss(self):
        return ((self.model(self.x) - self.targets) ** 2).sum() / (2 * len(self.x))

    def step(self):
        loss = self.loss()
        gradients = torch.autograd.grad(loss, self.parameters)
        with torch.no_grad():
            torch._foreach_sub_(self.parameters, gradients, alpha=0.1)
        return loss.item()

    def product(self, v):
        gradients = torch.autograd.grad(self.loss(), self.parameters, create_graph=True)
        return torch.autograd.grad(gradients, self.parameters, grad_outputs=v)

    def hvp(self):
        return self.product(self.v)[0][0].flatten()[0].item()

    def lanczos(self, iterations=60, count=10):
        # All products share the graph of the gradients, as ours share what depends on the point alone.
        gradients = torch.autograd.grad(self.loss(), self.parameters, create_graph=True)

        def product(flat):
            parts, offset = [], 0
            for p in self.parameters:
                parts.append(flat[offset : offset + p.numel()].view_as(p))
                offset += p.numel()
            image = torch.autograd.grad(gradients, self.parameters, grad_outputs=parts, retain_graph=True)
            return torch.cat([part.flatten() for part in image])

        basis, alphas, betas = [torch.cat([d.flatten() for d in self.v])], [], []
        for _ in range(iterations):
            w = product(basis[-1])
            alphas.append(torch.dot(w, basis[-1]).item())
            stacked = torch.stack(basis)
            for _ in range(2):
                w = w - stacked.T @ (stacked @ w)
            betas.append(w.norm().item())
            basis.append(w / betas[-1])
        ritz = torch.linalg.eigvalsh(
            torch.diag(torch.tensor(alphas, dtype=torch.float64))
            + torch.diag(torch.tensor(betas[:-1], dtype=torch.float64), 1)
            + torch.diag(torch.tensor(betas[:-1], dtype=torch.float64), -1)
        )
        return ritz[-count:].sum().item()

    def matmul(self, size=1024):
        if not hasattr(self, "side"):
            self.side = torch.randn(size, size)
        self.side @ self.side

    @torch.no_grad()
    def slice(self, points=200):
        start = [p.clone() for p in self.parameters]
        total = []
        for i in range(points):
            t = -1 + 2 * i / (points - 1)
            for p, s, d in zip(self.parameters, start, self.v):
                torch.add(s, d, alpha=t, out=p.data)
            total.append(self.loss())
        for p, s in zip(self.parameters, start):
            p.data.copy_(s)
        return torch.stack(total).sum().item()


settings = {}


def answer(request):
    key = json.dumps({name: request[name] for name in ("kind", "layers", "n", "precision", "mode", "case")})
    if key not in settings:
        settings.clear()
        torch._dynamo.reset()
        settings[key] = Setting(request)
        for _ in range(3):
            settings[key].case()
    case = settings[key].case
    times = []
    for _ in range(request["repeats"]):
        started = time.perf_counter()
        for _ in range(request["inner"]):
            case()
        times.append(1000 * (time.perf_counter() - started) / request["inner"])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"ms": times, "peak_mb": peak / 1024, "version": torch.__version__}


for line in sys.stdin:
    request = json.loads(line)
    try:
        print(json.dumps(answer(request)), flush=True)
    except Exception as error:  # the other side decides what a missing figure means
        print(json.dumps({"error": f"{type(error).__name__}: {error}"}), flush=True)
