"""A residual network with layer normalisation in PyTorch, and one by batch normalisation in inference form, to ONNX."""

import numpy as np
import torch
from common import digits, folder, reference, stripped
from torch import nn

torch.manual_seed(0)
x, y = digits()


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(1, 6, 3, stride=2, padding=1)
        self.norm = nn.GroupNorm(1, 6)
        self.conv = nn.Conv2d(6, 6, 3, padding=1)
        self.scale = nn.LayerNorm(96)
        self.out = nn.Linear(96, 10)

    def forward(self, images):
        h = self.stem(images)
        h = h + self.conv(nn.functional.gelu(self.norm(h)))
        return self.out(self.scale(h.flatten(1)))


class Normalised(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(1, 4, 3, padding=1), nn.BatchNorm2d(4), nn.Tanh(), nn.AvgPool2d(2), nn.Flatten(), nn.Linear(64, 10)
        )

    def forward(self, images):
        return self.body(images)


def numbers(name, net, images, labels, versions):
    """Loss and derivatives of the exported weights, in float64."""
    net = net.double().eval()
    parameters = list(net.parameters())
    flat = lambda tensors: torch.cat([t.reshape(-1) for t in tensors])
    inputs, targets = torch.tensor(images, dtype=torch.float64), torch.tensor(labels)
    loss = nn.functional.cross_entropy(net(inputs), targets)
    gradient = flat(torch.autograd.grad(loss, parameters, create_graph=True))

    def product(v):
        return flat(torch.autograd.grad(gradient @ torch.tensor(v), parameters, retain_graph=True)).numpy()

    reference(
        name, loss.item(), gradient.detach().numpy(), product, gradient.numel(), lossKind="cross-entropy", versions=versions
    )


versions = {"torch": torch.__version__.split("+")[0]}
images = x.reshape(-1, 1, 8, 8)
for name, net in [("torch-residual", Residual()), ("torch-batch-norm", Normalised())]:
    optimiser = torch.optim.Adam(net.parameters(), 0.01)
    net.train()
    for _ in range(60):
        optimiser.zero_grad()
        nn.functional.cross_entropy(net(torch.tensor(images)), torch.tensor(y)).backward()
        optimiser.step()
    model = net.eval()
    # export
    torch.onnx.export(
        model,
        (torch.tensor(images[:2]),),
        f"{folder()}/{name}.onnx",
        input_names=["x"],
        dynamic_shapes=({0: torch.export.Dim("batch")},),
        external_data=False,
        optimize=False,
    )
    np.savez(f"{folder()}/{name}.npz", x=images, y=y)
    # end
    stripped(f"{folder()}/{name}.onnx")
    numbers(name, net, images, y, versions)
