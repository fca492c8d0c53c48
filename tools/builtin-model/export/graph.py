"""ONNX graphs over the one table, that lies beside them."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnx.external_data_helper import set_external_data

OPSET, IR = 13, 7
TABLE_FILE = "table.bin"


class Graph:
    """Nodes in the order in which they are added; each returns the name of its output."""

    def __init__(self, name: str, inputs: tuple[str, ...], values: np.ndarray, scales: np.ndarray):
        self._name, self._values = name, values
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, np.ndarray] = {"Q": values, "S": scales[:, None]}
        self._inputs = [helper.make_tensor_value_info(i, TensorProto.INT64, ["B", "L"]) for i in inputs]

    def constant(self, name: str, value: np.ndarray | float | list[int]) -> str:
        self._constants[name] = np.asarray(value, np.int64 if isinstance(value, list) else None) if not isinstance(value, float) else np.float32(value)
        return name

    def add(self, kind: str, *inputs: str, name: str = "", **attributes) -> str:
        output = name or f"n{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, list(inputs), [output], **attributes))
        return output

    def rows(self) -> str:
        """The vectors of the tokens: [B, L, D]."""
        whole = self.add("Cast", self.add("Gather", "Q", "input_ids"), to=TensorProto.FLOAT)
        return self.add("Mul", whole, self.add("Gather", "S", "input_ids"))

    def number(self, name: str) -> str:
        return self.add("Cast", name, to=TensorProto.FLOAT)

    def last(self, name: str) -> str:
        """With one more dimension at the end."""
        if "last_axis" not in self._constants:
            self.constant("last_axis", [-1])
        return self.add("Unsqueeze", name, "last_axis")

    def total(self, name: str, keep: int = 0) -> str:
        """Sum over the tokens."""
        if "token_axis" not in self._constants:
            self.constant("token_axis", [1])
        return self.add("ReduceSum", name, "token_axis", keepdims=keep)

    def unit(self, name: str, axis: int) -> str:
        """Of length 1 along the axis; what is zero stays so."""
        return self.add("Div", name, self.at_least(self.add("ReduceL2", name, axes=[axis], keepdims=1)))

    def at_least(self, name: str) -> str:
        if "eps" not in self._constants:
            self.constant("eps", 1e-9)
        return self.add("Max", name, "eps")

    def save(self, folder: Path, file: str, outputs: dict[str, list]) -> None:
        values = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in outputs.items()]
        tensors = [numpy_helper.from_array(value, name) for name, value in self._constants.items()]
        model = helper.make_model(helper.make_graph(self._nodes, self._name, self._inputs, values, tensors), opset_imports=[helper.make_opsetid("", OPSET)])
        model.ir_version = IR
        onnx.checker.check_model(model)
        for tensor in model.graph.initializer:
            if tensor.name == "Q":
                set_external_data(tensor, TABLE_FILE, 0, len(tensor.raw_data))
                tensor.ClearField("raw_data")
                tensor.data_location = TensorProto.EXTERNAL
        (folder / file).write_bytes(model.SerializeToString(deterministic=True))
