import json
import random
import struct
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnx", reason="the extra `models` is not installed")

from index.encoder import BoxEncoder
from index.errors import EncoderError
from index.recipe.export import quantise_blocks, quantise_rows, read_tensors, write_encoder
from index.recipe.make import ASKED, mix_tensors
from index.recipe.origin import BLOCK, Origin, read_origin
from index.recipe.pairs import ask_clause, make_pairs, read_asked, reads_well, shorten, split_sections, type_question
from index.recipe.vocabulary import SPECIAL, build_tokenizer, choose_pieces, strip_accents

HIDDEN, INNER, LAYERS, HEADS = 64, 128, 2, 2
PIECES = [*((piece, 0.0) for piece in SPECIAL), *((piece, -float(n)) for n, piece in enumerate("▁abcdenghioxộê", 1))]
CONFIG = {
    "hidden_size": HIDDEN,
    "num_hidden_layers": LAYERS,
    "num_attention_heads": HEADS,
    "intermediate_size": INNER,
    "max_position_embeddings": 512,
    "type_vocab_size": 2,
    "layer_norm_eps": 1e-12,
    "vocab_size": len(PIECES),
}


def random_model():
    torch = pytest.importorskip("torch", reason="the extra `models` is not installed")
    transformers = pytest.importorskip("transformers", reason="the extra `models` is not installed")
    torch.manual_seed(3)
    model = transformers.BertModel(transformers.BertConfig(**CONFIG), add_pooling_layer=False).eval()
    for weight in model.parameters():
        weight.data += 0.05 * torch.randn_like(weight)
    return torch, model


def test_the_graph_computes_what_the_model_does(tmp_path: Path) -> None:
    torch, model = random_model()
    tensors = {name: value.numpy() for name, value in model.state_dict().items()}
    write_encoder(tmp_path, tensors, build_tokenizer(PIECES), CONFIG)
    box = BoxEncoder(tmp_path)
    assert box.dimensions == HIDDEN
    for text in ("ho ngheo", "xã", "a " * 100):
        pieces = build_tokenizer(PIECES).encode(f"query: {text}").ids
        with torch.no_grad():
            mean = model(torch.tensor([pieces])).last_hidden_state[0].mean(dim=0).numpy()
        assert box.encode_queries([text])[0] @ (mean / np.linalg.norm(mean)) > 0.995


def test_written_weights_are_read_back(tmp_path: Path) -> None:
    _, model = random_model()
    tensors = {name: value.numpy() for name, value in model.state_dict().items()}
    write_encoder(tmp_path, tensors, build_tokenizer(PIECES), CONFIG)
    read = read_tensors(tmp_path)
    place, kind = "embeddings.position_embeddings.weight", "embeddings.token_type_embeddings.weight"
    np.testing.assert_allclose(read.pop(place), tensors.pop(place) + tensors[kind][0], atol=2e-3)
    assert not read.pop(kind).any()
    tensors.pop(kind)
    assert read.keys() == tensors.keys()
    for name, values in tensors.items():
        np.testing.assert_allclose(read[name], values, atol=np.abs(values).max() / 120)


def test_codes_times_scales_are_near_the_values() -> None:
    matrix = np.random.default_rng(1).standard_normal((6, 128)).astype(np.float32)
    codes, scales = quantise_rows(matrix)
    np.testing.assert_allclose(codes * scales, matrix, atol=scales.max())
    blocks, sizes = quantise_blocks(matrix, 64)
    values = (blocks.astype(np.float32) - 128) * sizes[..., None]
    np.testing.assert_allclose(values.reshape(6, 128), matrix, atol=sizes.max())


def test_a_row_of_zeros_stays_zero() -> None:
    codes, scales = quantise_rows(np.zeros((1, 4), np.float32))
    assert not (codes * scales).any()


def pack(path: Path) -> dict[str, np.ndarray]:
    """A packed file of the origin's format with one layer, and the values in it."""
    generator = np.random.default_rng(5)
    hidden, inner = 32, 64
    blob = "".join(piece for piece, _ in PIECES).encode()
    bounds = np.cumsum([0, *(len(piece.encode()) for piece, _ in PIECES)]).astype("<u4")
    head = b"E5S1" + struct.pack("<I7ifi", 1, hidden, 1, 2, inner, len(PIECES), 8, 2, 1e-12, 32)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(blob)) + bounds.tobytes()
    head += np.array([score for _, score in PIECES], "<f4").tobytes() + blob + struct.pack("<iI", 1, 5) + bytes(5)
    shapes = {
        "emb.word": (len(PIECES), hidden),
        "emb.pos": (8, hidden),
        "emb.type": (2, hidden),
        "l0.q.w": (hidden, hidden),
    }
    shapes |= {"l0.fi.w": (inner, hidden), "l0.fo.w": (hidden, inner), "emb.ln.w": (hidden,), "l0.q.b": (hidden,)}
    values, bodies = {}, {}
    for name, shape in shapes.items():
        if name in {"emb.word", "l0.q.w", "l0.fi.w", "l0.fo.w"}:
            nibbles = generator.integers(0, 16, (int(np.prod(shape)) // 32, 32)).astype(np.uint8)
            blocks = np.zeros(len(nibbles), BLOCK)
            blocks["scale"] = 0.5
            blocks["nibbles"] = nibbles[:, :16] | nibbles[:, 16:] << 4
            values[name], bodies[name] = ((nibbles.astype(np.float32) - 8) * 0.5).reshape(shape), blocks.tobytes()
        else:
            values[name] = generator.standard_normal(shape).astype(np.float32)
            bodies[name] = values[name].tobytes()
    place = len(head) + 4 + sum(2 + len(name) + 21 for name in shapes)
    head += struct.pack("<i", len(shapes))
    for name, body in bodies.items():
        packed = name not in {"emb.pos", "emb.type", "emb.ln.w", "l0.q.b"}
        head += struct.pack("<H", len(name)) + name.encode()
        head += struct.pack("<BIQQ", packed, values[name].size, place, len(body))
        place += len(body)
    path.write_bytes(head + b"".join(bodies.values()))
    return values


def test_the_packed_file_is_read(tmp_path: Path) -> None:
    values = pack(tmp_path / "packed.bin")
    origin = read_origin(tmp_path / "packed.bin")
    assert origin.pieces == PIECES
    assert (origin.hidden, origin.layers, origin.heads, origin.inner, origin.positions) == (32, 1, 2, 64, 8)
    for name, other in {
        "emb.word": "embeddings.word_embeddings.weight",
        "emb.ln.w": "embeddings.LayerNorm.weight",
        "l0.q.w": "encoder.layer.0.attention.self.query.weight",
        "l0.q.b": "encoder.layer.0.attention.self.query.bias",
        "l0.fi.w": "encoder.layer.0.intermediate.dense.weight",
        "l0.fo.w": "encoder.layer.0.output.dense.weight",
    }.items():
        np.testing.assert_array_equal(origin.tensors[other], values[name])


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.bin").write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(EncoderError, match=r"other\.bin"):
        read_origin(tmp_path / "other.bin")


def test_the_tokenizer_reads_blanks_and_compositions_alike() -> None:
    tokenizer = build_tokenizer(PIECES)
    ids = tokenizer.encode("hộ ngheo").ids
    for text in ("ho\u0323\u0302 ngheo", "hộ\t\n ngheo", "h\x01ộ\u200bngheo", "ｈộ  ngheo"):
        assert tokenizer.encode(text).ids == ids
    assert (ids[0], ids[-1]) == (0, 2)


def test_pieces_in_use_are_kept_first() -> None:
    letters = [(letter, -1.0) for letter in "▁abcxyzhộo"]
    words = [("▁hộ", -9.0), ("▁ho", -9.5), ("▁zz", -2.0), ("漢", -1.5), ("▁xã", -12.0)]
    origin = Origin(1, 1, 1, 1, 1, 1, 0.1, [(piece, 0.0) for piece in SPECIAL] + letters + words, {})
    kept = {origin.pieces[row][0] for row in choose_pieces(origin, ["hộ"], len(SPECIAL) + len(letters) + 2)}
    assert {"▁hộ", "▁ho", *SPECIAL} <= kept
    assert "漢" not in {origin.pieces[row][0] for row in choose_pieces(origin, ["hộ 漢"], 1000)}


def test_accents_are_stripped_and_capitals_kept() -> None:
    assert strip_accents("Đối với Huyện nghèo") == "Doi voi Huyen ngheo"


LAW = """Điều 1. Phạm vi điều chỉnh
Nghị định này quy định về việc hỗ trợ hộ nghèo, hộ cận nghèo; trách nhiệm
của Ủy ban nhân dân các cấp trong việc thực hiện.
Điều 2. Mức hỗ trợ
Mỗi hộ nghèo được hỗ trợ 15 triệu đồng để làm nhà ở; hộ cận nghèo được hỗ trợ
10 triệu đồng theo quy định của pháp luật hiện hành.
Điều 3. Biểu số liệu
1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20
"""


def test_sections_stand_under_their_headings() -> None:
    first, second = split_sections(LAW)
    assert (first.heading, second.heading) == ("Phạm vi điều chỉnh", "Mức hỗ trợ")
    assert first.body.startswith("Nghị định này")


@pytest.mark.parametrize(
    "text", ["", "hộ nghèo", "The quick brown fox jumps over the lazy dog " * 3, "ho ngheo duoc ho tro " * 6]
)
def test_what_does_not_read_well_is_left_out(text: str) -> None:
    assert not reads_well(text)


def test_pairs_are_the_same_every_time() -> None:
    pairs = make_pairs([LAW], 3, random.Random(1))
    assert pairs == make_pairs([LAW], 3, random.Random(1))
    assert len({pair.section for pair in pairs}) == 2
    assert all(pair.question and pair.passage for pair in pairs)


def test_written_questions_stand_to_their_clause_under_its_last_headings(tmp_path: Path) -> None:
    line = {"heading": "A › B › C", "clause": "Xã báo cáo trước ngày 15/11.", "questions": ["Chậm nhất hôm nào?"] * 40}
    path = tmp_path / "questions.jsonl"
    path.write_text(json.dumps(line) + "\n" + json.dumps(line | {"heading": ""}) + "\n", encoding="utf-8")
    pairs = read_asked(path, random.Random(1))
    assert {pair.passage for pair in pairs if pair.section == 0} == {"B › C. Xã báo cáo trước ngày 15/11."}
    assert {pair.passage for pair in pairs if pair.section == 1} == {"Xã báo cáo trước ngày 15/11."}
    assert 2 < len({pair.question for pair in pairs}) < 20


def test_the_written_questions_can_be_read() -> None:
    pairs = read_asked(ASKED, random.Random(1))
    assert len(pairs) > 10_000
    assert all(pair.question and pair.passage for pair in pairs)


def test_a_clause_becomes_a_question_of_its_words() -> None:
    clause = "Mỗi hộ nghèo được hỗ trợ 15 triệu đồng để làm nhà ở"
    asked = [ask_clause(clause, random.Random(seed)) for seed in range(50)]
    assert any("bao nhiêu" in question for question in asked)
    assert any("15" in question for question in asked)
    assert len(set(asked)) > 25


def test_questions_are_typed_in_many_ways() -> None:
    question = "Ủy ban nhân dân xã không được hỗ trợ bao nhiêu hộ nghèo?"
    typed = {type_question(question, random.Random(seed)) for seed in range(60)}
    assert question in typed
    assert any(text.isascii() for text in typed)
    assert any("ubnd" in text.lower() for text in typed)


def test_whole_words_alone_are_shortened() -> None:
    assert shorten("không khí", random.Random(2)) in {"ko khí", "k khí", "hok khí", "không khí"}
    assert "không" not in shorten("không", random.Random(3)) or shorten("không", random.Random(3)) == "không"


def test_batches_hold_no_section_twice() -> None:
    from index.recipe.pairs import Pair
    from index.recipe.train import BATCH, find_neighbours, make_batches

    words = ["hộ", "nghèo", "cận", "xã", "huyện", "thôn", "bản", "tỉnh", "vốn", "vay", "đất", "nhà", "nước", "trường"]
    chance = random.Random(4)
    pairs = [
        Pair(" ".join(chance.sample(words, 4)), " ".join(chance.sample(words, 8)) + f" {number}", number // 2)
        for number in range(4 * BATCH)
    ]
    near = find_neighbours(pairs)
    assert all(pairs[other].section != pair.section for pair, row in zip(pairs, near, strict=True) for other in row)
    batches = list(make_batches(pairs, near, 0))
    assert batches
    for batch in batches:
        assert len({pair.section for pair in batch}) == BATCH == len(batch)
    seen = [pair for batch in batches for pair in batch]
    assert len(set(seen)) == len(seen)


def test_mixing_goes_part_of_the_way() -> None:
    mixed = mix_tensors({"a": np.zeros(2, np.float32)}, {"a": np.ones(2, np.float32)}, 0.25)
    np.testing.assert_allclose(mixed["a"], 0.25)
