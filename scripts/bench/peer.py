"""PyTorch's side of the benchmark: one JSON request a line on standard input, one JSON answer a line on standard output.

A request names a case (step, hvp, lanczos, slice, top, matmul), a network, the number of samples, the precision, the mode (eager or
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


class Residual(torch.nn.Module):
    """Pre-activated residual blocks with batch normalisation; the first convolution halves the image."""

    def __init__(self, layers):
        super().__init__()
        pixels, filters, blocks, outputs = layers
        self.side = round(pixels**0.5)
        self.stem = torch.nn.Conv2d(1, filters, 3, stride=2, padding=1, bias=False)
        norms = [torch.nn.BatchNorm2d(filters, track_running_stats=False) for _ in range(2 * blocks)]
        self.norms = torch.nn.ModuleList(norms)
        convolutions = [torch.nn.Conv2d(filters, filters, 3, padding=1, bias=False) for _ in range(2 * blocks)]
        self.convolutions = torch.nn.ModuleList(convolutions)
        self.out = torch.nn.Linear(filters, outputs)

    def forward(self, x):
        h = self.stem(x.reshape(-1, 1, self.side, self.side))
        for i in range(0, len(self.norms), 2):
            z = self.convolutions[i](torch.relu(self.norms[i](h)))
            h = h + self.convolutions[i + 1](torch.relu(self.norms[i + 1](z)))
        return self.out(h.mean((2, 3)))


class Transformer(torch.nn.Module):
    """A vision transformer: pre-normalised blocks, GELU, a mean over the tokens."""

    def __init__(self, layers):
        super().__init__()
        pixels, self.patch, d, self.heads, blocks, outputs = layers
        self.across = round(pixels**0.5) // self.patch
        self.embed = torch.nn.Linear(self.patch**2, d)
        self.positions = torch.nn.Parameter(torch.zeros(self.across**2, d))
        sizes = {"qkv": (d, 3 * d), "out": (d, d), "up": (d, 4 * d), "down": (4 * d, d)}
        self.blocks = torch.nn.ModuleList(
            torch.nn.ModuleDict(
                {"first": torch.nn.LayerNorm(d), "second": torch.nn.LayerNorm(d)}
                | {name: torch.nn.Linear(*size) for name, size in sizes.items()}
            )
            for _ in range(blocks)
        )
        self.norm = torch.nn.LayerNorm(d)
        self.head = torch.nn.Linear(d, outputs)

    def forward(self, x):
        n, across, patch = len(x), self.across, self.patch
        cut = x.reshape(n, across, patch, across, patch).transpose(2, 3).reshape(n, across**2, patch**2)
        h = self.embed(cut) + self.positions
        for block in self.blocks:
            qkv = block["qkv"](block["first"](h)).reshape(n, across**2, 3, self.heads, -1)
            queries, keys, values = qkv.permute(2, 0, 3, 1, 4)
            scores = queries @ keys.transpose(-1, -2) / queries.shape[-1] ** 0.5
            mixed = torch.softmax(scores, -1) @ values
            h = h + block["out"](mixed.transpose(1, 2).reshape(n, across**2, -1))
            h = h + block["down"](F.gelu(block["up"](block["second"](h))))
        return self.head(self.norm(h).mean(1))


kinds = {"mlp": Mlp, "cnn": Cnn, "resnet": Residual, "vit": Transformer}


class Setting:
    """One network with its data; its cases are functions without arguments that end with a number on the host."""

    def __init__(self, request):
        torch.manual_seed(0)
        dtype = torch.float64 if request["precision"] == "float64" else torch.float32
        layers, n = request["layers"], request["n"]
        self.model = kinds[request["kind"]](layers).to(dtype)
        self.classifies = request["kind"] in ("resnet", "vit")
        self.batch = request.get("batch")
        self.x = 0.25 * torch.randn(n, layers[0], dtype=dtype)
        self.labels = torch.arange(n) % layers[-1]
        self.targets = F.one_hot(self.labels, layers[-1]).to(dtype)
        self.order, self.drawn = torch.randperm(n), 0
        self.parameters = list(self.model.parameters())
        self.v = [torch.randn_like(p) for p in self.parameters]
        norm = sum((d * d).sum() for d in self.v).sqrt()
        self.v = [d / norm for d in self.v]
        if "problem" in request:
            self.take(request["problem"])
        self.case = getattr(self, request["case"])
        if request["case"] == "hvp":
            self.case = self.fastest_product()
        if request["mode"] == "compile":
            self.loss = torch.compile(self.loss)

    def loss(self, samples=slice(None), model=None):
        outputs = (model or self.model)(self.x[samples])
        if self.classifies:
            return F.cross_entropy(outputs, self.labels[samples])
        return ((outputs - self.targets[samples]) ** 2).sum() / (2 * len(outputs))

    @torch.no_grad()
    def take(self, file):
        """The other side's parameters, inputs and targets; its kernels are [inputs, outputs]."""
        import numpy as np

        numbers = np.fromfile(file)
        for p in self.parameters:
            part, numbers = torch.from_numpy(numbers[: p.numel()]), numbers[p.numel() :]
            p.copy_(part.view(p.shape[::-1]).T if p.ndim == 2 else part)
        x, y = np.split(numbers, [self.x.numel()])
        self.x = torch.from_numpy(x).view_as(self.x).to(self.x.dtype)
        self.targets = torch.from_numpy(y).view_as(self.targets).to(self.x.dtype)

    def draw(self):
        if self.batch is None:
            return slice(None)
        first = self.drawn = (self.drawn + self.batch) % len(self.x)
        return self.order[first : first + self.batch]

    def step(self):
        loss = self.loss(self.draw())
        gradients = torch.autograd.grad(loss, self.parameters)
        with torch.no_grad():
            torch._foreach_sub_(self.parameters, gradients, alpha=0.1)
        return loss.item()

    def batches(self):
        if self.batch is None:
            return [slice(None)]
        return [slice(first, first + self.batch) for first in range(0, len(self.x), self.batch)]

    def hvp(self):
        """By double backward."""
        total = 0
        for samples in self.batches():
            gradients = torch.autograd.grad(self.loss(samples), self.parameters, create_graph=True)
            total += torch.autograd.grad(gradients, self.parameters, grad_outputs=self.v)[0].flatten()[0]
        return total.item()

    def forward_over_reverse(self):
        names = [name for name, _ in self.model.named_parameters()]
        point = {name: p.detach() for name, p in zip(names, self.parameters)}
        along = dict(zip(names, self.v))
        total = 0
        for samples in self.batches():
            call = lambda p: lambda x: torch.func.functional_call(self.model, p, (x,))
            gradient = torch.func.grad(lambda p: self.loss(samples, call(p)))
            total += torch.func.jvp(gradient, (point,), (along,))[1][names[0]].flatten()[0]
        return total.item()

    def fastest_product(self):
        """The faster of the two ways that torch has, which depends on the network."""
        ways = []
        for way in (self.hvp, self.forward_over_reverse):
            try:
                way()
                started = time.perf_counter()
                for _ in range(3):
                    way()
                ways.append((time.perf_counter() - started, way))
            except (NotImplementedError, RuntimeError):
                continue
        return min(ways, key=lambda pair: pair[0])[1]

    def shared_product(self):
        """Products that share the graph of the gradients, as ours share what depends on the point alone."""
        gradients = torch.autograd.grad(self.loss(), self.parameters, create_graph=True)

        def product(flat):
            parts, offset = [], 0
            for p in self.parameters:
                parts.append(flat[offset : offset + p.numel()].view_as(p))
                offset += p.numel()
            image = torch.autograd.grad(gradients, self.parameters, grad_outputs=parts, retain_graph=True)
            return torch.cat([part.flatten() for part in image])

        return product

    def top(self, count=5, tolerance=1e-6):
        """By ARPACK, whose tolerance is the same: an estimate of the residual in units of the eigenvalue."""
        import numpy as np
        from scipy.sparse.linalg import LinearOperator, eigsh

        product = self.shared_product()
        size = sum(p.numel() for p in self.parameters)
        operator = LinearOperator(
            (size, size), matvec=lambda v: product(torch.from_numpy(v.ravel())).numpy(), dtype=np.float64
        )
        start = np.random.default_rng(0).standard_normal(size)
        values, _ = eigsh(operator, k=count, which="LA", tol=tolerance, v0=start)
        return float(values.sum())

    def lanczos(self, iterations=60, count=10):
        product = self.shared_product()
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
    key += str(request.get("batch"))
    if key not in settings:
        settings.clear()
        torch._dynamo.reset()
        settings[key] = Setting(request)
        for _ in range(1 if request["case"] == "top" else 3):
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
