"""What the encoder in the box costs: the time of a query, beside sentence-transformers on the same weights; room."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.encoder import BOX, BoxEncoder

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

QUERIES = 40
ROUNDS = 3
PIECES = (22, 32)
"""Questions of about this many pieces are timed."""
RESIDENT = """
from pathlib import Path
from index.encoder import BoxEncoder
BoxEncoder().encode_queries(["hộ nghèo phải giảm bao nhiêu"] * 20)
status = Path("/proc/self/status").read_text()
print(status.split("VmHWM:")[1].split()[0])
"""


def measure_encoder(texts: Sequence[str]) -> list[str]:
    """Lines on the encoder's room, and its time for a query beside that of torch, taken in turns in one run."""
    size = sum(path.stat().st_size for path in BOX.rglob("*") if path.is_file())
    lines = [
        f"encoder: {size / 1e6:.1f} MB on disk, {measure_resident()} MB resident at most, Python and numpy included"
    ]
    box = BoxEncoder()
    chosen = [text for text in texts if PIECES[0] <= box.count_pieces(text) <= PIECES[1]][:QUERIES]
    if not chosen:
        return lines
    ways: dict[str, Callable[[str], object]] = {"planbot": lambda text: box.encode_queries([text])}
    with suppress(ImportError):
        model = load_in_torch(BOX)
        ways["sentence-transformers with torch"] = lambda text: model.encode(f"query: {text}", show_progress_bar=False)
        vectors = model.encode([f"query: {text}" for text in chosen], show_progress_bar=False)
        cosine = float((np.asarray(vectors) * box.encode_queries(chosen)).sum(axis=1).mean())
        lines.append(f"  mean cosine to the same weights in float32: {cosine:.4f}")
    times: dict[str, list[float]] = {name: [] for name in ways}
    for text in chosen * ROUNDS:
        for name, encode in ways.items():
            start = time.perf_counter()
            encode(text)
            times[name].append(1000 * (time.perf_counter() - start))
    pieces = statistics.mean(map(box.count_pieces, chosen))
    lines.append(
        f"  one query of {pieces:.0f} pieces, {len(chosen)} queries, {ROUNDS} rounds in turns, 2 threads each:"
    )
    for name, taken in times.items():
        lines.append(f"    {name}: median {statistics.median(taken):.1f} ms, least {min(taken):.1f} ms")
    return lines


def measure_resident() -> str:
    """Megabytes resident at most in a new process that encodes twenty questions; "?" where Linux does not tell."""
    done = subprocess.run([sys.executable, "-c", RESIDENT], capture_output=True, text=True, check=False)  # noqa: S603
    return str(round(int(done.stdout) / 1000)) if done.returncode == 0 else "?"


def load_in_torch(folder: Path) -> SentenceTransformer:
    """The weights of a model folder as a sentence-transformers model. Raises ImportError without the extra `models`."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel

    from index.recipe.export import read_tensors

    torch.set_num_threads(2)
    config = BertConfig(**json.loads((folder / "config.json").read_text(encoding="utf-8")))
    body = BertModel(config, add_pooling_layer=False)
    tensors = {name: torch.from_numpy(values.copy()) for name, values in read_tensors(folder).items()}
    body.load_state_dict(tensors, strict=False)
    with tempfile.TemporaryDirectory() as made:
        body.save_pretrained(made)
        for name in ("tokenizer.json", "tokenizer_config.json"):
            (Path(made) / name).write_bytes((folder / name).read_bytes())
        return SentenceTransformer(modules=[Transformer(made), Pooling(config.hidden_size), Normalize()], device="cpu")
