"""A network of Keras 3 that ends in a softmax, to ONNX."""

import os

os.environ["KERAS_BACKEND"] = "torch"
import keras
import numpy as np
import torch
from common import digits, folder, reference, stripped

keras.utils.set_random_seed(0)
x, y = digits()
model = keras.Sequential(
    [
        keras.Input((64,)),
        keras.layers.Dense(20, "relu"),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(10, "softmax"),
    ]
)
model.compile(keras.optimizers.SGD(0.1), "sparse_categorical_crossentropy")
model.fit(x, y, epochs=30, batch_size=50, verbose=0)
# export
model.export(f"{folder()}/keras-softmax.onnx", format="onnx", verbose=False)
np.savez(f"{folder()}/keras-softmax.npz", x=x, y=y)
# end
stripped(f"{folder()}/keras-softmax.onnx")

weights = [torch.tensor(w.astype(np.float64), requires_grad=True) for w in model.get_weights()]
inputs, targets = torch.tensor(x, dtype=torch.float64), torch.tensor(y)
scores = torch.relu(inputs @ weights[0] + weights[1]) @ weights[2] + weights[3]
loss = torch.nn.functional.cross_entropy(scores, targets)
flat = lambda tensors: torch.cat([t.reshape(-1) for t in tensors])
gradient = flat(torch.autograd.grad(loss, weights, create_graph=True))
product = lambda v: flat(torch.autograd.grad(gradient @ torch.tensor(v), weights, retain_graph=True)).numpy()
reference(
    "keras-softmax",
    loss.item(),
    gradient.detach().numpy(),
    product,
    gradient.numel(),
    lossKind="cross-entropy",
    versions={"keras": keras.__version__},
)
