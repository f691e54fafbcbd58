"""A tanh network trained by full-batch gradient descent until it is at the edge of stability, from PyTorch to ONNX."""

import numpy as np
import torch
from common import digits, folder, stripped
from torch import nn

torch.manual_seed(0)
x, y = digits()
inputs, targets = torch.tensor(x), nn.functional.one_hot(torch.tensor(y), 10).float()
model = nn.Sequential(nn.Linear(64, 32), nn.Tanh(), nn.Linear(32, 32), nn.Tanh(), nn.Linear(32, 10))
rate = 0.25
for _ in range(4000):
    loss = 0.5 * (model(inputs) - targets).square().sum(1).mean()
    gradients = torch.autograd.grad(loss, list(model.parameters()))
    with torch.no_grad():
        for parameter, gradient in zip(model.parameters(), gradients):
            parameter -= rate * gradient
torch.onnx.export(
    model,
    (inputs[:2],),
    f"{folder()}/at-the-edge.onnx",
    input_names=["x"],
    dynamic_shapes=({0: torch.export.Dim("batch")},),
    external_data=False,
    optimize=False,
)
np.savez(f"{folder()}/at-the-edge.npz", x=x, y=y)
stripped(f"{folder()}/at-the-edge.onnx")
