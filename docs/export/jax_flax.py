"""A network of Flax in JAX, to ONNX by jax2onnx."""

import jax
import jax.numpy as jnp
import numpy as np
from common import digits, folder, reference, stripped
from flax import nnx
from jax2onnx import to_onnx

x, y = digits()


class Net(nnx.Module):
    def __init__(self, rngs):
        self.first = nnx.Linear(64, 24, rngs=rngs)
        self.norm = nnx.LayerNorm(24, rngs=rngs)
        self.out = nnx.Linear(24, 10, rngs=rngs)

    def __call__(self, inputs):
        return self.out(nnx.tanh(self.norm(self.first(inputs))))


model = Net(nnx.Rngs(0))
graph, state = nnx.split(model)


def loss(state, inputs):
    logits = nnx.merge(graph, state)(inputs)
    return -jnp.mean(jax.nn.log_softmax(logits)[jnp.arange(len(y)), y])


for _ in range(200):
    state = jax.tree.map(lambda p, g: p - 0.3 * g, state, jax.grad(loss)(state, jnp.asarray(x)))
model = nnx.merge(graph, state)
# export
to_onnx(model, [("B", 64)], return_mode="file", output_path=f"{folder()}/jax-flax.onnx")
np.savez(f"{folder()}/jax-flax.npz", x=x, y=y)
# end
stripped(f"{folder()}/jax-flax.onnx")

jax.config.update("jax_enable_x64", True)
wide = jax.tree.map(lambda p: jnp.asarray(np.asarray(p), jnp.float64), state)
inputs = jnp.asarray(x.astype(np.float64))
flat, unflat = jax.flatten_util.ravel_pytree(wide)
value = lambda theta: loss(unflat(theta), inputs)
gradient = jax.jit(jax.grad(value))
product = jax.jit(lambda v: jax.jvp(jax.grad(value), (flat,), (v,))[1])
reference(
    "jax-flax",
    value(flat),
    np.asarray(gradient(flat)),
    lambda v: np.asarray(product(jnp.asarray(v))),
    flat.size,
    lossKind="cross-entropy",
    versions={"jax": jax.__version__},
)
