"""A reading of text damaged by an OCR that does not know Vietnamese, or reads it badly: a noisy channel over sentences.

Each word of a damaged line may be any known syllable that the channel makes it likely to come from; which of them
it is, its neighbours decide through the trigram model. Clean lines are left as they are, to the letter, and one
number never becomes another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from documents.reading import DOUBT, Reading, Span, Token
from documents.repair.channel import Channel, Lexicon, shipped_lexicon
from documents.repair.damage import Damage, find_damage, share_kept, share_slipped
from documents.repair.lattice import Slot, posteriors
from documents.repair.naming import restore_names, with_tokens
from documents.repair.ngrams import COMMA, NUMBER, STOP, Logs, NgramModel
from documents.repair.villages import villages_of
from documents.syllables import fold

_IMAGE = re.compile(r"\[image:[^\]\n]*\]")
_TOKEN = re.compile(r"\S+")
_BETWEEN = re.compile(r"[/–—-]|(?<=[A-ZĐ])&(?=[A-ZĐ])|:(?=\d{3})")
_ITEM_LABEL = re.compile(r"[a-zđ]")
_OPENING = "\"'“”‘’([{*_~+.•|"
_CLOSING = "\"'“”‘’.,;:!?)]}*_|…"
_FIGURE = re.compile(r"\d+(?:[.,:/–-]\d+)*%?")
# "30a", "m2": a letter that belongs to a figure; what holds only figures that letters are read as may be a word.
_LETTERED = re.compile(r"(?=\d*[235-79])\d{2,}[a-zđ]|[kcm]?m[23]")
_UNITS = frozenset({"km", "kg", "cm", "mm", "kw", "kv"})
_SHORT_FIGURE = 2
_DATE = re.compile(r"(0?[1-9]|[12]\d|3[01])[:/](0?[1-9]|1[0-2])[:/]((?:19|20)\d\d)")
_ROMAN = re.compile(r"I{1,3}|I?V|VI{1,3}|I?X|XI{1,3}|XI?V|XVI{0,3}|XI?X|XXI{0,3}")
_ROMAN_READ = re.compile(r"[IVXl1T|!]{1,5}")
_ZONE = frozenset({"vực", "kv", "quý"})
"""What is counted in Roman numerals and never has as many as eleven: "khu vực II", "quý II"."""
_STROKES = re.compile(r"[1Iil|!\]]{2,3}|[1Iil|!\]]?H|H[1Iil|!\]]")
_HEADED = re.compile(
    r"\s*((?=\S*[HL])[IVXl1!|HL]{2,5}|[IX]{0,3}Vv|v(?=\.))(?:[.,]\s*|\s+)(?=[^\W\da-z_]{2}\S*\s+\S*[^\W\da-z_]{2})"
)
"""A heading in capitals after its numeral, whose strokes may have run together: "VH. TO CHUC"."""
_RATE = re.compile(r"t[yi]")
_MISREAD_RATE = re.compile(r"1[68]")
"""What "lệ" of "tỷ lệ" is read as: nothing is counted after "tỷ" with two figures."""
_FEW = re.compile(r"0?[1-9]")
_MISREAD_SETS = re.compile(r"b[eo60dgc]{1,2}")
_FILED = frozenset({"lap", "gui", "nop"})
"""What "bộ" is read as after a number, where a dossier is spoken of."""
_MISREAD_HOUSEHOLDS = re.compile(r"[bh][a-z0-9]{1,2}")
_MISREAD_MOST = re.compile(r"[1it][a-z0-9]{0,2}i da")
_MISREAD_SUM = re.compile(r"t[eod6]n?g")
"""What "hộ" before "gia đình", "tối đa" before a number and "tổng" before "tỷ lệ" are read as."""
_MISREAD_MILLIONS = re.compile(r"[a-z]{0,2}[il]eu d[eo]ng")
"""What "triệu đồng" is read as after a number."""
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_MISREAD_MONEY = re.compile(r"d[eod60q]ng")
"""What "đồng" is read as after thousands."""
_MISREAD_UNION = re.compile(r"h[aoq0]i")
"""What "Hội" before its abbreviation is read as: "HQi CCB"."""
_PARTY = re.compile(r"[BPDĐ][UÙÚ]")
_OF_PARTY = re.compile(r"(?:NQ|KH|CT|KL|QD|QĐ|BC)$")
"""How "ĐU" of a party committee's document is read, and the kinds of these: "14-NQ/BU"."""
_SYLLABLE = re.compile(r"(?!\w$)[bcdghklmnpqrstvx]{0,3}[aeiouy]{1,3}(?:[cmnpt]|ch|n[gh])?")
_ABBREVIATIONS = frozenset({"TƯ", "TU", "HU", "ĐU"})
"""What stands in capitals within a sentence, though it reads like a syllable."""
_KNOWN = 0.9
"""How certain a word is that its neighbours leave no doubt about."""
_STRAY_STOP = re.compile(
    r"(?<=\d)\.(?=[^\S\n](?:n[aă]m|th[aá]ng|ng[aà]y)\b)|(?<=\d,)[^\S\n](?=\d{1,2}[^\S\n]?%)"
    r"|(?<=[^\W\d_][^\S\n])[_><^\\.](?:[^\S\n]+[_><^\\.])*[^\S\n](?=[^\W_])"
    r"|^[^\S\n]*[._~><^\\'‘’`]{1,3}[^\S\n]+(?=[a-z]{2}|\d{1,2}[.,)][^\S\n]+[A-ZĐ])"
    r"|(?<=[^\W\d_])[^\S\n]+[-–—_~](?=[^\S\n]*\n\s*[a-z]{2})",
    re.MULTILINE,
)
"""A stop between a figure and what it counts, a space within a figure, a speck between words or at a margin."""
_NEW_ITEM = re.compile(r"\s*(?:[-+•*]|\d+(?:\.\d+)*[.)]|[a-zđ]\))\s")

_WEIGHT = 1.1
"""The exponent of the language model's probabilities against those of the channel."""
_KEPT_WORD = -20.0
"""The log-probability that a word is none that the model knows and stands as it was printed, besides the model's."""
_KEPT_ABBREVIATION = -8.0
_CONSONANTS = re.compile(r"[B-DF-HJ-NP-TV-Z]{2,5}")
_OFTEN = 4
"""How often what has no vowel stands in a text that is sure to be an abbreviation."""
_ABBREVIATED = -8.0
"""The log-probability that what has no vowel, an abbreviation, is written in small letters."""
_VOWEL = re.compile("[aeiouy]")
_KEPT_FIGURE = -1.0
_ROMAN_READ_SO = -3.0
_SHORT_WORD = 3
_SURE_SLIP = 0.8
"""Where few words are wrong, one is read as another only with at least this probability."""
_NAMING = frozenset(
    {"tỉnh", "huyện", "xã", "phường", "thôn", "bản", "làng", "ấp", "buôn", "bon", "sóc", "khóm", "plei", "đồng", "chí"}
)
"""After these stands a name."""
_SURE = 0.95
"""A figure is read as a word only with at least this probability."""


class Word(NamedTuple):
    """A word of a damaged line to be read.

    Its place, what stands there, the mark after it (a stop, a comma or nothing), what its line suffered, and whether
    it is certain.
    """

    span: Span
    read: str
    after: str
    damage: Damage
    certain: bool = False


def restore(source: str, lexicon: Lexicon | None = None) -> Reading:
    """How a source reads, each changed or doubtful word with its place and the probability that it is right."""
    damage = find_damage(source)
    if not any(damage):
        return Reading(source)
    lexicon = lexicon or shipped_lexicon()
    lexicons = {Damage.ALL: lexicon}
    if Damage.SOME in damage:
        channel = Channel(lexicon.channel.counts, share_kept(source, damage))
        lexicons[Damage.SOME] = Lexicon(lexicon.model, channel)
    if Damage.SLIPS in damage:
        channel = Channel(lexicon.channel.counts, 1 - share_slipped(source))
        lexicons[Damage.SLIPS] = Lexicon(lexicon.model, channel)
    slots: dict[tuple[str, Damage], Slot] = {}
    changes = _image_marks(source, damage)
    words = list(_words(source, damage))
    repeated = _repeated(words)
    for sentence in _sentences(words):
        changes += _read(list(_named(sentence)), lexicons, slots, repeated)
    changes += _stray_stops(source, damage, changes)
    reading = Reading(source, tuple(sorted(changes, key=lambda token: token.span)))
    damaged = [flag in {Damage.SOME, Damage.ALL} for flag in damage]
    reading = with_tokens(reading, villages_of(reading, damaged))
    return restore_names(reading, damaged)


def _repeated(words: Iterable[Word]) -> frozenset[str]:
    """The abbreviations that a text repeats, so that no slip of the OCR can have made them: "CCB"."""
    counts = Counter(word.read for word in words if _CONSONANTS.fullmatch(word.read) and not word.certain)
    return frozenset(read for read, count in counts.items() if count >= _OFTEN)


def _image_marks(source: str, damaged: Sequence[Damage]) -> list[Token]:
    """The marks that an export left in damaged lines where a page image stood: nothing is to be read there."""
    marks = (Span(*mark.span()) for mark in _IMAGE.finditer(source))
    return [Token(mark, "") for mark in marks if damaged[source.count("\n", 0, mark.start)]]


def _stray_stops(source: str, damaged: Sequence[Damage], changes: Sequence[Token]) -> list[Token]:
    """The stops and specks that an OCR saw: "từ 03. năm trở lên", "4, 5%/năm", "trước . ngày"."""
    stops = (Span(*stop.span()) for stop in _STRAY_STOP.finditer(source))
    taken = {place for token in changes for place in range(*token.span)}
    return [Token(s, "") for s in stops if s.start not in taken and damaged[source.count("\n", 0, s.start)]]


def _words(source: str, damaged: Sequence[Damage]) -> Iterator[Word]:
    """The words of the damaged lines, without the marks around them."""
    start = 0
    lines = source.split("\n")
    for number, (line, flag) in enumerate(zip(lines, damaged, strict=True)):
        if flag:
            shown = _IMAGE.sub(lambda marker: " " * len(marker[0]), line)
            numeral = _HEADED.match(shown)
            if numeral:
                yield Word(Span(start + numeral.start(1), start + numeral.end(1)), numeral[1], STOP, flag, certain=True)
            for token in _TOKEN.finditer(shown, numeral.end(1) if numeral else 0):
                yield from _parts(token[0], start + token.start(), flag)
        if not flag or (number + 1 < len(lines) and _NEW_ITEM.match(lines[number + 1])):
            yield Word(Span(start, start), "", STOP, flag)
        start += len(line) + 1


def _parts(token: str, start: int, damage: Damage) -> Iterator[Word]:
    """The words in a run of signs: "3%/ndm)," has two."""
    whole = token.strip(_OPENING + _CLOSING)
    breaks = [] if _FIGURE.fullmatch(whole) else [mark.span() for mark in _BETWEEN.finditer(token)]
    begins = [0, *(end for _, end in breaks)]
    ends = [*(begin for begin, _ in breaks), len(token)]
    for begin, end in zip(begins, ends, strict=True):
        opened = token[begin:end].lstrip(_OPENING)
        core = opened.rstrip(_CLOSING)
        closing = opened[len(core) :]
        if core:
            first = end - len(opened)
            if closing.startswith("]") and "[" not in token and _STROKES.fullmatch(core):
                core, closing = f"{core}]", closing[1:]  # one more stroke: "khu vuc II]"
            mark = STOP if set(closing) & set(".;:!?)") else COMMA if "," in closing else ""
            figure = bool(_FIGURE.fullmatch(core)) and (len(core) > _SHORT_FIGURE or core != whole)
            figure = figure or bool(_LETTERED.fullmatch(core))
            label = closing.startswith(")") and _ITEM_LABEL.fullmatch(core)
            yield Word(Span(start + first, start + first + len(core)), core, mark, damage, figure or bool(label))


def _sentences(words: Iterable[Word]) -> Iterator[list[Word]]:
    sentence: list[Word] = []
    for word in words:
        if word.read:
            sentence.append(word)
        if word.after == STOP and sentence:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _named(sentence: Sequence[Word]) -> Iterator[Word]:
    """The words of a sentence, names and signs certain where letters slipped: a slip is told by known words only."""
    for place, word in enumerate(sentence):
        if word.damage is not Damage.SLIPS or word.certain:
            yield word
            continue
        before = sentence[place - 1].read if place else ""
        after = sentence[place + 1].read if place + 1 < len(sentence) else ""
        leads = word.read.istitle() and after.islower() and not before.istitle() and before.lower() not in _NAMING
        shown = word.read.islower() or (word.read.isupper() and not word.read.isascii()) or leads
        yield word._replace(certain=not shown or (word.read.isascii() and not word.read.isalpha()))


def _read(
    sentence: Sequence[Word],
    lexicons: Mapping[Damage, Lexicon],
    slots: dict[tuple[str, Damage], Slot],
    repeated: frozenset[str],
) -> list[Token]:
    """The tokens of a sentence that read differently or are in doubt."""
    model = lexicons[Damage.ALL].model
    row: list[Slot] = []
    at: list[int] = []
    for word in sentence:
        at.append(len(row))
        if word.certain:
            row.append(_only(model.number(NUMBER if word.read[0].isdigit() else word.read)))
        else:
            known = (word.read, word.damage)
            if known not in slots:
                slots[known] = _slot(word.read, lexicons[word.damage], often=word.read in repeated)
            row.append(slots[known])
        if word.after == COMMA:
            row.append(_only(model.number(COMMA)))
    chances = posteriors(model, row, _WEIGHT)
    tokens = [_token(word, row[place], chances[place], model) for word, place in zip(sentence, at, strict=True)]
    _settle(tokens, sentence)
    return [token for token, word in zip(tokens, sentence, strict=True) if token.doubtful or token.text != word.read]


def _settle(tokens: list[Token], sentence: Sequence[Word]) -> None:
    """Put right what a neighbour leaves no doubt about."""
    filed = any(fold(token.text) in _FILED or token.text.lower() == "hồ" for token in tokens)
    for number in reversed(range(1, len(tokens))):
        if _CONSONANTS.fullmatch(tokens[number].text) and _MISREAD_UNION.fullmatch(fold(sentence[number - 1].read)):
            union = sentence[number - 1]
            tokens[number - 1] = Token(union.span, "Hội" if union.read[0].isupper() else "hội", _KNOWN)
        right = (*_after_figure(number, tokens, sentence, filed=filed), *_before_figure(number, tokens, sentence))
        for at, text in right:
            tokens[at] = Token(sentence[at].span, in_case_of(sentence[at].read, text), _KNOWN)
        word = sentence[number]
        if tokens[number - 1].text.lower() in _ZONE and _STROKES.fullmatch(word.read):
            strokes = word.read.replace("H", "II")  # two strokes and what joins them
            tokens[number] = Token(word.span, "I" * len(strokes))
    for number, word in enumerate(sentence):
        if _PARTY.fullmatch(word.read) and number and _OF_PARTY.search(sentence[number - 1].read):
            tokens[number] = Token(word.span, "ĐU", _KNOWN)
    for number, word in enumerate(sentence[:-1]):
        text, around = tokens[number].text, [token.text for token in tokens[max(number - 1, 0) : number + 3]]
        loud = text.isupper() and text != word.read and _SYLLABLE.fullmatch(fold(text)) and text not in _ABBREVIATIONS
        alone = tokens[number + 1].text.islower() and sum(len(one) > 1 and one.isupper() for one in around) == 1
        if loud and alone and not _ROMAN.fullmatch(text):
            tokens[number] = replace(tokens[number], text=text.capitalize())


def _after_figure(
    number: int, tokens: Sequence[Token], sentence: Sequence[Word], *, filed: bool
) -> Iterator[tuple[int, str]]:
    """What a word after a number is, where only one thing is so counted: sets of papers, millions, households."""
    reads = [fold(word.read) for word in sentence[number : number + 2]]
    before = sentence[number - 1].read
    if filed and _FEW.fullmatch(before) and _MISREAD_SETS.fullmatch(reads[0]):
        yield number, "bộ"
    if not _FIGURE.fullmatch(before):
        return
    if _MISREAD_MILLIONS.fullmatch(" ".join(reads)):
        yield number, "triệu"
        yield number + 1, "đồng"
    if _THOUSANDS.fullmatch(before) and _MISREAD_MONEY.fullmatch(reads[0]):
        yield number, "đồng"
    family = [token.text.lower() for token in tokens[number + 1 : number + 3]] == ["gia", "đình"]
    if family and _MISREAD_HOUSEHOLDS.fullmatch(reads[0]):
        yield number, "hộ"


def _before_figure(number: int, tokens: Sequence[Token], sentence: Sequence[Word]) -> Iterator[tuple[int, str]]:
    """What words are that lead to a rate or a number: "tỷ lệ", "tổng tỷ lệ", "tối đa", "bình quân từ"."""
    word, read = sentence[number], fold(sentence[number].read)
    before = fold(sentence[number - 1].read)
    if _RATE.fullmatch(before) and _MISREAD_RATE.fullmatch(word.read):
        yield number - 1, "tỷ"
        yield number, "lệ"
    said = [token.text.lower() for token in tokens[max(number - 2, 0) : number + 3]]
    if said[-2:] == ["tỷ", "lệ"] and _MISREAD_SUM.fullmatch(read):
        yield number, "tổng"
    if number + 1 == len(tokens) or not _FIGURE.fullmatch(sentence[number + 1].read):
        return
    if _MISREAD_MOST.fullmatch(f"{before} {read}"):
        yield number - 1, "tối"
        yield number, "đa"
    average = said[:2] == ["bình", "quân"] and number > 1 and len(word.read) <= _SHORT_WORD
    if word.read.islower() and (tokens[number].text == "tự" or average):
        yield number, "từ"


def _only(word: int) -> Slot:
    return Slot(np.array([word], np.int64), np.zeros(1))


def _slot(read: str, lexicon: Lexicon, *, often: bool) -> Slot:
    """What may have been printed where something was read; the last entry is what was read itself.

    `often` is whether it is an abbreviation that the text repeats.
    """
    model = lexicon.model
    ids, scores = lexicon.candidates(read)
    if read[1:].islower() and read not in _UNITS:
        scores = scores + [0.0 if _VOWEL.search(fold(model.words[number])) else _ABBREVIATED for number in ids]
    roman = re.sub("[l1T|!]", "I", read) if _ROMAN_READ.fullmatch(read) else ""
    if _ROMAN.fullmatch(roman) and roman.lower() in model.ids:
        # One numeral never becomes another, but "11" may be "II".
        other = np.array([not _ROMAN.fullmatch(model.words[number].upper()) for number in ids], bool)
        ids, scores = ids[other], scores[other]
        if roman != read:
            ids, scores = np.r_[ids, model.ids[roman.lower()]], np.r_[scores, _ROMAN_READ_SO]
    if _FIGURE.fullmatch(read):
        kept, score = NUMBER, _KEPT_FIGURE
    elif _ROMAN.fullmatch(read):
        kept, score = read.lower(), _KEPT_FIGURE
    else:
        abbreviated = read.isupper() and len(read) > 1 and not any(_like_d(read, model.words[n]) for n in ids)
        kept, score = read.lower(), _KEPT_WORD if not abbreviated else _KEPT_FIGURE if often else _KEPT_ABBREVIATION
    same = ids == model.number(kept)
    return Slot(np.r_[ids[~same], model.number(kept)], np.r_[scores[~same], max([score, *scores[same]])])


def _like_d(read: str, word: str) -> bool:
    """Whether an abbreviation that is none is one with Đ, read as a letter that looks like it: HPND, LPTBXH."""
    read = read.lower()
    return (
        word != read
        and len(word) == len(read)
        and all(a == b or (b == "đ" and a in "pbd") for a, b in zip(read, word, strict=True))
    )


def _token(word: Word, slot: Slot, chances: Logs, model: NgramModel) -> Token:
    if date := _DATE.fullmatch(word.read):
        return Token(word.span, "/".join(date.groups()))
    best = int(np.argmax(chances))
    confidence = min(float(chances[best]), 1.0)
    if best == len(slot.ids) - 1 or (word.damage is Damage.SLIPS and confidence < _SURE_SLIP):
        return Token(word.span, word.read, max(confidence, 1 - confidence))
    if _FIGURE.fullmatch(word.read) and confidence < _SURE:
        return Token(word.span, word.read, min(1 - confidence, DOUBT / 2))
    return Token(word.span, in_case_of(word.read, model.words[slot.ids[best]]), confidence)


def in_case_of(read: str, word: str) -> str:
    """The word in upper, title or lower case as most letters that were read have it; a Roman numeral in upper."""
    upper, lower = sum(sign.isupper() for sign in read), sum(sign.islower() for sign in read)
    if upper > max(lower, 1) or (_ROMAN.fullmatch(word.upper()) and _ROMAN_READ.fullmatch(read)):
        return word.upper()
    stroke = word.startswith("l") and read.startswith(("I", "H"))  # "Ién", "Hién": what looks like l, or like li
    return word[0].upper() + word[1:] if read[:1].isupper() and not stroke else word
