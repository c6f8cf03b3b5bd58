import shutil
from pathlib import Path

import numpy as np
import pytest

from documents.syllables import fold
from index.encoder import BOX, BoxEncoder, ModelEncoder, find_family, load_encoder, normalise_rows
from index.errors import EncoderError

ODD = [
    "",
    " \n\t",
    "\x00\x01\x1f",
    "\ud800",
    "e\u0302\u0301",
    "😀" * 50,
    "漢字",
    "a" * 100_000,
    "hộ nghèo " * 11_000,
    "\u200b\ufeff",
]


def test_vectors_have_length_one(box: BoxEncoder) -> None:
    rows = box.encode_passages(["hộ nghèo", "huyện nghèo giảm từ 7%/năm trở lên"])
    assert rows.shape == (2, box.dimensions)
    assert rows.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_meaning_counts_more_than_words(box: BoxEncoder) -> None:
    question = box.encode_queries(["Bao giờ phải nộp báo cáo?"])[0]
    near, far = box.encode_passages(
        ["Thời hạn gửi kết quả về Sở là trước ngày 15 tháng 11.", "Kinh phí do ngân sách cấp tỉnh bảo đảm."]
    )
    assert question @ near > question @ far


def test_a_text_has_the_same_vector_alone_and_among_others(box: BoxEncoder) -> None:
    texts = ["hộ nghèo", "một câu dài hơn hẳn, có nhiều chữ hơn các câu khác trong cùng một lượt", "xã"]
    together = box.encode_passages(texts)
    for text, row in zip(texts, together, strict=True):
        assert row @ box.encode_passages([text])[0] > 0.98  # activations in 8 bits have one scale for all of a call


def test_decomposed_and_composed_text_meet(box: BoxEncoder) -> None:
    import unicodedata

    text = "Thưởng cho huyện nghèo"
    composed, decomposed = box.encode_queries([text, unicodedata.normalize("NFD", text)])
    assert composed @ decomposed > 0.999


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_texts_have_a_right_vector(box: BoxEncoder, text: str) -> None:
    for rows in (box.encode_queries([text]), box.encode_passages([text, "hộ nghèo"])[:1]):
        assert np.isfinite(rows).all()
        assert np.linalg.norm(rows) == pytest.approx(1, abs=1e-4)


def test_no_texts_no_rows(box: BoxEncoder) -> None:
    assert box.encode_passages([]).shape == (0, box.dimensions)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BOX, tmp_path / "encoder"))


@pytest.mark.parametrize("name", ["onnx/model.onnx", "tokenizer.json"])
@pytest.mark.parametrize("keep", [0, 100, 0.5])
def test_a_truncated_file_is_an_error(folder: Path, name: str, keep: float) -> None:
    path = folder / name
    content = path.read_bytes()
    path.write_bytes(content[: int(keep * len(content)) if isinstance(keep, float) else keep])
    with pytest.raises(EncoderError, match="cài lại planbot"):
        BoxEncoder(folder)


@pytest.mark.parametrize("name", ["onnx/model.onnx", "tokenizer.json"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(EncoderError, match=name):
        BoxEncoder(folder)


@pytest.mark.parametrize("size", [10, 60_000])
def test_a_tokenizer_of_another_model_is_noticed(folder: Path, size: int) -> None:
    from tokenizers import Tokenizer, models

    pieces = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
    words = [(f"từ{number}", -1.0) for number in range(size)]
    Tokenizer(models.Unigram(pieces + words, unk_id=3)).save(str(folder / "tokenizer.json"))
    with pytest.raises(EncoderError, match="không khớp"):
        BoxEncoder(folder)


def test_a_graph_of_another_kind_is_noticed(folder: Path) -> None:
    onnx = pytest.importorskip("onnx", reason="the extra `models` is not installed")
    helper, kind = onnx.helper, onnx.TensorProto.FLOAT
    graph = helper.make_graph(
        [helper.make_node("Identity", ["x"], ["y"])],
        "other",
        [helper.make_tensor_value_info("x", kind, [1])],
        [helper.make_tensor_value_info("y", kind, [1])],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, folder / "onnx/model.onnx")
    with pytest.raises(EncoderError, match="không khớp"):
        BoxEncoder(folder)


def test_the_name_follows_the_weights(folder: Path, box: BoxEncoder) -> None:
    onnx = pytest.importorskip("onnx", reason="the extra `models` is not installed")
    assert BoxEncoder(folder).name == box.name
    model = onnx.load(folder / "onnx/model.onnx")
    weight = next(weight for weight in model.graph.initializer if weight.name == "word_scale")
    weight.CopyFrom(onnx.numpy_helper.from_array(1.01 * onnx.numpy_helper.to_array(weight), weight.name))
    onnx.save(model, folder / "onnx/model.onnx")
    assert BoxEncoder(folder).name != box.name


def test_the_setting_chooses_the_encoder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PLANBOT_ENCODER", raising=False)
    assert isinstance(load_encoder(), BoxEncoder)
    monkeypatch.setenv("PLANBOT_ENCODER", str(folder))
    assert isinstance(load_encoder(), BoxEncoder)
    (folder / "onnx" / "model.onnx").write_bytes(b"")
    with pytest.raises(EncoderError):
        load_encoder()


@pytest.mark.parametrize(
    ("name", "prefix", "segmented"),
    [
        ("bkai-foundation-models/vietnamese-bi-encoder", "", True),
        ("AITeamVN/Vietnamese_Embedding", "", False),
        ("BAAI/bge-m3", "", False),
        ("intfloat/multilingual-e5-base", "query: ", False),
        ("/models/e5-small", "query: ", False),
    ],
)
def test_families_by_name(name: str, prefix: str, segmented: bool) -> None:
    family = find_family(name)
    assert (family.query, family.segmented) == (prefix, segmented)


def test_rows_of_zeros_stay_zeros() -> None:
    assert not normalise_rows(np.zeros((1, 4), np.float32)).any()


def make_model(folder: Path) -> Path:
    """A real sentence-transformers model with a vocabulary of a few words and one tiny layer."""
    transformers = pytest.importorskip("transformers", reason="the extra `models` is not installed")
    modules = pytest.importorskip("sentence_transformers", reason="the extra `models` is not installed")
    import torch
    from sentence_transformers.models import Pooling, Transformer

    words = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "[MASK]",
        "ho",
        "ngheo",
        "ho_ngheo",
        "xa",
        "query",
        "passage",
        ":",
        "giam",
    ]
    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(words))
    body = folder / "body"
    config = transformers.BertConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32
    )
    torch.manual_seed(1)
    transformers.BertModel(config).save_pretrained(body)
    transformers.BertTokenizerFast(vocab_file=str(folder / "vocab.txt")).save_pretrained(body)
    model = modules.SentenceTransformer(modules=[Transformer(str(body)), Pooling(16)], device="cpu")
    model.save(str(folder / "model"))
    return folder / "model"


def test_a_sentence_transformers_folder_is_an_encoder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_model(tmp_path / "tiny")
    monkeypatch.setenv("PLANBOT_ENCODER", str(path))
    encoder = load_encoder()
    assert isinstance(encoder, ModelEncoder)
    assert encoder.dimensions == 16
    rows = encoder.encode_passages(["ho ngheo", "xa", ""])
    assert rows.shape == (3, 16)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(encoder.encode_queries(["ho ngheo"])[0], rows[0], atol=1e-5)
    assert encoder.name == ModelEncoder(str(path)).name


FAMILY_NAMES = {
    "bkai-foundation-models--vietnamese-bi-encoder": ("", ""),
    "AITeamVN--Vietnamese_Embedding": ("", ""),
    "BAAI--bge-m3": ("", ""),
    "intfloat--multilingual-e5-base": ("query: ", "passage: "),
}


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_model(tmp_path_factory.mktemp("families") / "tiny")


@pytest.mark.parametrize(("name", "prefixes"), FAMILY_NAMES.items())
def test_every_family_keeps_the_contract(
    tmp_path: Path, tiny: Path, monkeypatch: pytest.MonkeyPatch, name: str, prefixes: tuple[str, str]
) -> None:
    from sentence_transformers import SentenceTransformer

    monkeypatch.setenv("PLANBOT_ENCODER", str(shutil.copytree(tiny, tmp_path / name)))
    encoder = load_encoder()
    model = SentenceTransformer(str(tiny), device="cpu")
    segmented = find_family(name).segmented
    text = "hộ nghèo được khen thưởng"
    read = "hộ nghèo được khen_thưởng" if segmented else text
    for prefix, rows in zip(prefixes, (encoder.encode_queries([text]), encoder.encode_passages([text])), strict=True):
        expected = normalise_rows(np.asarray(model.encode([prefix + read]), np.float32))
        np.testing.assert_allclose(rows, expected, atol=1e-5)
    rows = encoder.encode_passages(ODD)
    assert rows.shape == (len(ODD), encoder.dimensions)
    assert np.isfinite(rows).all()
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-4)
    assert encoder.encode_queries([]).shape == (0, encoder.dimensions)
    assert name in encoder.name


def test_a_segmented_family_is_given_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def segment(text: str) -> str:
        seen.append(text)
        return text.replace("ho ngheo", "ho_ngheo")

    monkeypatch.setattr("index.encoder.segment_words", segment)
    folder = shutil.copytree(make_model(tmp_path / "tiny"), tmp_path / "phobert-tiny")
    ModelEncoder(str(folder)).encode_passages(["ho ngheo"])
    assert seen == ["ho ngheo"]


def test_underthesea_joins_the_syllables_of_a_word() -> None:
    from index.encoder import segment_words

    assert "khen_thưởng" in segment_words("Đề nghị khen thưởng hộ nghèo")


def test_an_unknown_model_says_what_to_do(tmp_path: Path) -> None:
    pytest.importorskip("sentence_transformers", reason="the extra `models` is not installed")
    (tmp_path / "empty").mkdir()
    with pytest.raises(EncoderError, match="PLANBOT_ENCODER"):
        load_encoder(str(tmp_path / "empty"))


def test_questions_without_accents_are_not_lost(box: BoxEncoder) -> None:
    question = "huyện nghèo giảm bao nhiêu phần trăm mỗi năm"
    bare = box.encode_queries([fold(question)])[0]
    near, far = box.encode_passages([question, "Kinh phí do ngân sách cấp tỉnh bảo đảm."])
    assert bare @ near > bare @ far
