"""A model as one small ONNX file with 8-bit weights, in the folder layout of sentence-transformers.

The graph is written node by node rather than traced, so that it is the same on every machine and uses the fused
operators of onnxruntime. Word embeddings are int8 with a scale for every row, matrices int8 with a scale for every
column, and activations are quantised as they come (`DynamicQuantizeMatMul`). A few matrices, named in `FINE`, get
activations with outliers, which one scale for all would drown: these have a scale for every `BLOCK` weights and
activations (`MatMulNBits` at accuracy level 4). On law questions the cosine to the float model is .999.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer

Array = NDArray[np.float32]

FINE = frozenset(f"encoder.layer.{layer}.output.dense" for layer in (0, 4, 5))
"""Matrices quantised in blocks: alone these cost 28 of the 36 ten-thousandths that the cosine loses otherwise."""
BLOCK = 64
"""Weights of such a matrix under one scale."""
LIMIT = 512
"""Pieces that the model reads at most, the two special ones among them."""
FUSED = "com.microsoft"


class GraphWriter:
    """Collects the nodes and the weights of an encoder's graph."""

    def __init__(self, tensors: Mapping[str, Array], heads: int, epsilon: float) -> None:
        self._tensors = tensors
        self._heads = heads
        self._epsilon = epsilon
        self._nodes: list[onnx.NodeProto] = []
        self._weights: list[onnx.TensorProto] = []

    def write(self) -> onnx.ModelProto:
        """The whole graph: `input_ids`, `attention_mask` (batch × pieces) to `last_hidden_state`."""
        state = self._embed()
        mask = self._node("Cast", ["attention_mask"], to=TensorProto.INT32)
        layer = 0
        while f"encoder.layer.{layer}.output.dense.weight" in self._tensors:
            state = self._layer(f"encoder.layer.{layer}", state, mask)
            layer += 1
        self._nodes[-1].output[0] = "last_hidden_state"
        shape = ["batch", "pieces"]
        hidden = self._tensors["embeddings.LayerNorm.weight"].size
        graph = helper.make_graph(
            self._nodes,
            "encoder",
            [helper.make_tensor_value_info(n, TensorProto.INT64, shape) for n in ("input_ids", "attention_mask")],
            [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, [*shape, hidden])],
            self._weights,
        )
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(FUSED, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=8, producer_name="planbot")

    def _embed(self) -> str:
        rows, scales = quantise_rows(self._tensors["embeddings.word_embeddings.weight"])
        pieces = self._node("Gather", [self._weight("word", rows), "input_ids"])
        scale = self._node("Gather", [self._weight("word_scale", scales), "input_ids"])
        words = self._node("Mul", [self._node("Cast", [pieces], to=TensorProto.FLOAT), scale])
        # The only token type there is, folded into the positions.
        place = (
            self._tensors["embeddings.position_embeddings.weight"]
            + self._tensors["embeddings.token_type_embeddings.weight"][0]
        )
        shape = self._node("Shape", ["input_ids"])
        length = self._node("Gather", [shape, self._weight("one", np.array([1], np.int64))])
        first = self._weight("zero", np.array([0], np.int64))
        places = self._node("Slice", [self._weight("places", place.astype(np.float16)), first, length])
        total = self._node("Add", [words, self._node("Cast", [places], to=TensorProto.FLOAT)])
        return self._node(
            "LayerNormalization",
            [total, self._named("embeddings.LayerNorm.weight"), self._named("embeddings.LayerNorm.bias")],
            epsilon=self._epsilon,
        )

    def _layer(self, name: str, state: str, mask: str) -> str:
        parts = [self._multiply(f"{name}.attention.self.{part}", state) for part in ("query", "key", "value")]
        joined = self._node("MultiHeadAttention", [*parts, "", mask], FUSED, num_heads=self._heads)
        out = self._multiply(f"{name}.attention.output.dense", joined)
        state = self._normalise(f"{name}.attention.output.LayerNorm", state, out)
        inner = self._node("Gelu", [self._multiply(f"{name}.intermediate.dense", state)], FUSED)
        out = self._multiply(f"{name}.output.dense", inner)
        return self._normalise(f"{name}.output.LayerNorm", state, out)

    def _multiply(self, name: str, state: str) -> str:
        matrix = self._tensors[f"{name}.weight"]
        if name not in FINE:
            turned, scale = quantise_rows(matrix)
            return self._node(
                "DynamicQuantizeMatMul",
                [
                    state,
                    self._weight(f"{name}.turned", turned.T),
                    self._weight(f"{name}.scale", scale[:, 0]),
                    "",
                    self._named(f"{name}.bias"),
                ],
                FUSED,
            )
        codes, scales = quantise_blocks(matrix, BLOCK)
        inputs = [state, self._weight(f"{name}.codes", codes), self._weight(f"{name}.scales", scales), "", ""]
        return self._node(
            "MatMulNBits",
            [*inputs, self._named(f"{name}.bias")],
            FUSED,
            K=matrix.shape[1],
            N=matrix.shape[0],
            bits=8,
            block_size=BLOCK,
            accuracy_level=4,
        )

    def _normalise(self, name: str, state: str, added: str) -> str:
        return self._node(
            "SkipLayerNormalization",
            [state, added, self._named(f"{name}.weight"), self._named(f"{name}.bias")],
            FUSED,
            epsilon=self._epsilon,
        )

    def _node(self, kind: str, inputs: list[str], domain: str = "", **attributes: float) -> str:
        output = f"{kind}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, inputs, [output], output, domain=domain, **attributes))  # type: ignore[arg-type]
        return output

    def _named(self, name: str) -> str:
        return self._weight(name, self._tensors[name])

    def _weight(self, name: str, values: NDArray[np.generic]) -> str:
        self._weights.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name


def quantise_rows(matrix: Array) -> tuple[NDArray[np.int8], Array]:
    """A matrix as int8 and a scale for every row, so that code × scale is near the value."""
    scales = np.maximum(np.abs(matrix).max(axis=1, keepdims=True), 1e-12) / 127
    return np.rint(matrix / scales).astype(np.int8), scales.astype(np.float32)


def quantise_blocks(matrix: Array, block: int) -> tuple[NDArray[np.uint8], Array]:
    """A matrix (out × in) as MatMulNBits has it: codes around 128 (out × blocks × block), scales (out × blocks)."""
    rows, width = matrix.shape
    blocks = matrix.reshape(rows, width // block, block)
    scales = np.maximum(np.abs(blocks).max(axis=2, keepdims=True), 1e-12) / 127
    codes = np.rint(blocks / scales).astype(np.int16) + 128
    return codes.astype(np.uint8), scales[..., 0].astype(np.float32)


def read_tensors(folder: Path) -> dict[str, Array]:
    """The weights of a written model folder as float32, named as in `transformers.BertModel`."""
    graph = onnx.load(folder / "onnx" / "model.onnx").graph
    parts = {weight.name: numpy_helper.to_array(weight) for weight in graph.initializer}
    tensors = {
        "embeddings.word_embeddings.weight": parts["word"] * parts["word_scale"],
        "embeddings.position_embeddings.weight": parts["places"].astype(np.float32),
        "embeddings.token_type_embeddings.weight": np.zeros((2, parts["places"].shape[1]), np.float32),
    }
    for name, values in parts.items():
        if name.endswith(".codes"):
            scales = parts[name.replace(".codes", ".scales")][..., None]
            matrix = (values.astype(np.float32) - 128) * scales
            tensors[name.replace(".codes", ".weight")] = matrix.reshape(len(matrix), -1)
        elif name.endswith(".turned"):
            scale = parts[name.replace(".turned", ".scale")]
            tensors[name.replace(".turned", ".weight")] = np.ascontiguousarray((values * scale).T)
        elif name.endswith((".weight", ".bias")):
            tensors[name] = values
    return tensors


def write_encoder(
    folder: Path, tensors: Mapping[str, Array], tokenizer: Tokenizer, config: Mapping[str, object]
) -> None:
    """Write a model folder; `config` holds the arguments of BertConfig."""
    heads, epsilon = int(str(config["num_attention_heads"])), float(str(config["layer_norm_eps"]))
    (folder / "onnx").mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    model = GraphWriter(tensors, heads, epsilon).write()
    # So that a tokenizer of another model is noticed on loading.
    digest = hashlib.sha256((folder / "tokenizer.json").read_bytes()).hexdigest()
    helper.set_model_props(model, {"tokenizer": digest})
    onnx.save(model, folder / "onnx" / "model.onnx")
    hidden = config["hidden_size"]
    transformers = "sentence_transformers.models"
    for path, content in {
        "config.json": {"model_type": "bert", "architectures": ["BertModel"], **config},
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": LIMIT,
            "bos_token": "<s>",
            "cls_token": "<s>",
            "eos_token": "</s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
            "model_input_names": ["input_ids", "attention_mask"],
        },
        "sentence_bert_config.json": {"max_seq_length": LIMIT, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "passage": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{transformers}.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{transformers}.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{transformers}.Normalize"},
        ],
        "1_Pooling/config.json": {"word_embedding_dimension": hidden, "pooling_mode_mean_tokens": True},
    }.items():
        target = folder / path
        target.parent.mkdir(exist_ok=True)
        target.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
