"""The pieces of a unigram tokenizer that Vietnamese text needs, and a tokenizer of them alone."""

from __future__ import annotations

import string
import unicodedata
from collections import Counter
from collections.abc import Iterable

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from documents.syllables import fold, is_syllable
from index.recipe.origin import Origin

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
SPACE = "▁"
MARKS = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
ALPHABET = frozenset(
    string.ascii_letters + string.digits + string.punctuation + MARKS + MARKS.upper() + "–—“”‘’…•§°²³%‰½±×÷≤≥→"
)


def build_tokenizer(pieces: list[tuple[str, float]]) -> Tokenizer:
    """A tokenizer with the normalisation of XLM-RoBERTa, written with regular expressions.

    Compatibility composition, control characters dropped, other blanks read as spaces: the same as the table of
    the origin wherever Vietnamese text can tell.
    """
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=SPECIAL.index("<unk>"), byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(
                Regex(r"[\t\n\f\r\x{85}\x{1680}\x{200B}-\x{200F}\x{2028}\x{2029}\x{2581}\x{FEFF}\x{FFFD}]"), " "
            ),
            normalizers.Replace(Regex(r"\p{Cc}"), ""),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement=SPACE, prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement=SPACE, prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    tokenizer.add_special_tokens(list(SPECIAL))
    return tokenizer


def choose_pieces(origin: Origin, texts: Iterable[str], size: int) -> list[int]:
    """The rows of the origin to keep, in their order: at most `size` of them.

    Kept first are the special pieces and single characters of the alphabet, then pieces that the texts use, as they
    stand and as people type them (without accents, in small letters), most used first; then what reads as one
    Vietnamese syllable; then Latin pieces, the most probable first.
    """
    rows = {piece: row for row, (piece, _) in enumerate(origin.pieces)}
    latin = [row for row, (piece, _) in enumerate(origin.pieces) if ALPHABET.issuperset(piece.replace(SPACE, ""))]
    used = count_pieces(build_tokenizer(origin.pieces), texts)
    used_rows = [rows[piece] for piece, _ in used.most_common() if ALPHABET.issuperset(piece.replace(SPACE, ""))]
    chosen = dict.fromkeys(rows[piece] for piece in SPECIAL)
    chosen |= dict.fromkeys(row for row in latin if len(origin.pieces[row][0].replace(SPACE, "")) <= 1)
    chosen |= dict.fromkeys(used_rows)
    chosen |= dict.fromkeys(row for row in latin if is_syllable(origin.pieces[row][0].removeprefix(SPACE)))
    chosen |= dict.fromkeys(sorted(latin, key=lambda row: -origin.pieces[row][1]))
    return sorted(list(chosen)[:size])


def count_pieces(tokenizer: Tokenizer, texts: Iterable[str]) -> Counter[str]:
    """How often each piece is used, by the texts as they stand, in small letters, and both without accents."""
    counts: Counter[str] = Counter()
    for text in texts:
        for form in {text, text.lower(), strip_accents(text), fold(text)}:
            counts.update(tokenizer.encode(form, add_special_tokens=False).tokens)
    return counts


def strip_accents(text: str) -> str:
    """A text as typed without accents, its capitals kept."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare).replace("đ", "d").replace("Đ", "D")
