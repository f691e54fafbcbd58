"""A classifier of scikit-learn, whose file gives a label and probabilities, to ONNX by skl2onnx."""

import numpy as np
import sklearn
from common import digits, folder, reference, stripped
from skl2onnx import to_onnx
from sklearn.neural_network import MLPClassifier

x, y = digits()
model = MLPClassifier((16,), activation="tanh", max_iter=60, random_state=0).fit(x, y)
# export
onnx = to_onnx(model, x[:1], options={"zipmap": False})
with open(f"{folder()}/sklearn-mlp.onnx", "wb") as file:
    file.write(onnx.SerializeToString())
np.savez(f"{folder()}/sklearn-mlp.npz", x=x, y=y)
# end
stripped(f"{folder()}/sklearn-mlp.onnx")

# By hand, since scikit-learn has no derivatives: one hidden layer h = tanh(xW + b), scores hV + c, softmax.
shapes = [a.shape for pair in zip(model.coefs_, model.intercepts_) for a in pair]
parts = [a.astype(np.float32).astype(np.float64) for pair in zip(model.coefs_, model.intercepts_) for a in pair]
inputs, n = x.astype(np.float64), len(x)
one_hot = np.eye(10)[y]


def unflat(theta):
    sizes = np.cumsum([int(np.prod(s)) for s in shapes])[:-1]
    return [p.reshape(s) for p, s in zip(np.split(theta, sizes), shapes)]


def forward(theta):
    w, b, v, c = unflat(theta)
    h = np.tanh(inputs @ w + b)
    z = h @ v + c
    z = z - z.max(1, keepdims=True)
    p = np.exp(z)
    p /= p.sum(1, keepdims=True)
    return w, b, v, c, h, p


def gradient(theta):
    _, _, v, _, h, p = forward(theta)
    d = (p - one_hot) / n
    e = (d @ v.T) * (1 - h * h)
    return np.concatenate([a.ravel() for a in [inputs.T @ e, e.sum(0), h.T @ d, d.sum(0)]])


def product(direction):
    w, b, v, c, h, p = forward(theta)
    dw, db, dv, dc = unflat(direction)
    dh = (1 - h * h) * (inputs @ dw + db)
    dz = dh @ v + h @ dv + dc
    d = (p - one_hot) / n
    dd = p * (dz - (p * dz).sum(1, keepdims=True)) / n
    back = d @ v.T
    de = (dd @ v.T + d @ dv.T) * (1 - h * h) + back * (-2 * h * dh)
    return np.concatenate([a.ravel() for a in [inputs.T @ de, de.sum(0), dh.T @ d + h.T @ dd, dd.sum(0)]])


theta = np.concatenate([p.ravel() for p in parts])
*_, p = forward(theta)
value = -np.log(p[np.arange(n), y]).mean()
reference(
    "sklearn-mlp", value, gradient(theta), product, theta.size, lossKind="cross-entropy", versions={"scikit-learn": sklearn.__version__}
)
