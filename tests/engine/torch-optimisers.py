"""What PyTorch's optimisers make of a small tanh network in float64; prints torch-optimisers.json."""

import json
import math

import torch

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

n, layers = 12, [4, 6, 3]
x = torch.tensor([[math.sin(3 * i + 7 * j + 1) for j in range(layers[0])] for i in range(n)])
y = torch.tensor([i % layers[-1] for i in range(n)])


def start():
    parts, count = [], 0
    for a, b in zip(layers, layers[1:]):
        for shape in ([a, b], [b]):
            size = math.prod(shape)
            numbers = [0.5 * math.cos(5 * (count + k)) for k in range(size)]
            parts.append(torch.tensor(numbers).reshape(shape).requires_grad_())
            count += size
    return parts


def loss(parts):
    w0, b0, w1, b1 = parts
    return torch.nn.functional.cross_entropy(torch.tanh(x @ w0 + b0) @ w1 + b1, y)


optimisers = {
    "gradient descent": lambda p: torch.optim.SGD(p, lr=0.5),
    "heavy ball": lambda p: torch.optim.SGD(p, lr=0.2, momentum=0.9),
    "nesterov": lambda p: torch.optim.SGD(p, lr=0.2, momentum=0.9, nesterov=True),
    "adam": lambda p: torch.optim.Adam(p, lr=0.02),
    "adamW": lambda p: torch.optim.AdamW(p, lr=0.02, weight_decay=0.1),
}

results = {"torch": torch.__version__.split("+")[0]}
for name, make in optimisers.items():
    parts = start()
    optimiser = make(parts)
    losses = []
    for _ in range(100):
        optimiser.zero_grad()
        value = loss(parts)
        value.backward()
        losses.append(value.item())
        optimiser.step()
    results[name] = {"losses": losses[::11], "parameters": torch.cat([p.detach().flatten() for p in parts]).tolist()}
print(json.dumps(results))
