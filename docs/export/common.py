"""Digits for the examples of this folder, and reference numbers of a loss by its own framework, in float64."""

import json
import sys

import numpy as np
from scipy.sparse.linalg import LinearOperator, eigsh
from sklearn.datasets import load_digits


def digits(count=200):
    images, labels = load_digits(return_X_y=True)
    return (images[:count] / 16 - 0.3).astype(np.float32), labels[:count].astype(np.int64)


def folder():
    return sys.argv[1] if len(sys.argv) > 1 else "."


def reference(name, value, gradient, product, size, **more):
    """Writes loss, gradient norm, the largest five and the smallest three eigenvalues of v -> Hv."""
    operator = LinearOperator((size, size), matvec=lambda v: product(v.ravel()), dtype=np.float64)
    ends = {}
    for key, which, count in [("top", "LA", 5), ("bottom", "SA", 3)]:
        values = eigsh(operator, k=count, which=which, tol=1e-10, ncv=80, return_eigenvectors=False)
        ends[key] = sorted((float(v) for v in values), reverse=key == "top")
    numbers = {
        "parameters": size,
        "loss": float(value),
        "gradientNorm": float(np.linalg.norm(gradient)),
        **ends,
        **more,
    }
    with open(f"{folder()}/{name}.json", "w") as file:
        json.dump(numbers, file, indent=2)
        file.write("\n")


def stripped(path):
    """Takes what exporters write about the machine out of an ONNX file."""
    import onnx

    model = onnx.load(path)
    nodes = [*model.graph.node, *[node for function in model.functions for node in function.node]]
    for node in nodes:
        node.doc_string = ""
        del node.metadata_props[:]
    for value in [*model.graph.value_info, *model.graph.input, *model.graph.output, *model.graph.initializer]:
        value.doc_string = ""
        if hasattr(value, "metadata_props"):
            del value.metadata_props[:]
    del model.metadata_props[:]
    del model.graph.metadata_props[:]
    model.doc_string = model.graph.doc_string = ""
    onnx.save(model, path)
