"""How places.tsv was made: `python -m documents.data.gather_places CORPUS… > documents/data/places.tsv`.

The units come from the package vietnamadminunits (MIT): 63 provinces, 705 districts and 10,040 communes as they were
until 30 June 2025, 34 provinces and 3,321 communes since. It weighs 12 MB and brings a geometry library with it, so
what is needed of it is written down here once. The corpora are plain texts; from them is counted only which names are
also ordinary words ("thống nhất", "hòa bình"): names found in small letters with their accents ("=") or without ("~").

One line a name, sorted: the name folded, its marks, then its units, each "kind|name|since|until|province|district|next"
where `since` is "2025" for the units of today, `until` "2025" for those that ended, `next` what took their place.
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
from collections import Counter, defaultdict
from pathlib import Path

from documents.names.gazetteer import name_key
from documents.syllables import fold, place_tone

_LONGEST = 4
_RENAMED = {"Tỉnh Thừa Thiên Huế": "Thành phố Huế"}
"""Provinces that older plans are of and that had another name on 30 June 2025: this one since 1 January."""
_KIND = re.compile(r"(?i)^(tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\s+")


def main(corpora: list[str]) -> None:
    """Write the table to standard output."""
    import vietnamadminunits

    data = Path(vietnamadminunits.__file__).parent / "data"
    units = gather(sqlite3.connect(data / "dataset.db"), json.loads((data / "converter_2025.json").read_text("utf-8")))
    texts = "\n".join(Path(name).read_text("utf-8", errors="ignore") for name in corpora)
    words, bare = small_phrases(texts)
    for key in sorted(units):
        names = {name for unit in units[key] for name in [unit.split("|")[1].lower()]}
        marks = ("=" if names & words else "") + ("~" if key in bare else "")
        sys.stdout.write("\t".join([key, marks, *sorted(units[key])]) + "\n")


def gather(base: sqlite3.Connection, changes: dict[str, dict[str, object]]) -> dict[str, set[str]]:
    """Every unit under its folded name."""
    units: dict[str, set[str]] = defaultdict(set)
    new_province = {key: name for name, key in base.execute("select distinct province, provinceKey from admin_units")}
    new_ward = {
        (province, key): name
        for name, province, key in base.execute("select distinct ward, provinceKey, wardKey from admin_units")
    }
    merged_into = {old: new for new, olds in changes["DICT_PROVINCE"].items() for old in olds}  # type: ignore[attr-defined]
    heirs = _heirs(changes, new_ward)
    legacy = base.execute(
        "select distinct province, district, ward, provinceKey, districtKey, wardKey from admin_units_legacy"
    ).fetchall()
    district_heirs: dict[tuple[str, str], set[str]] = defaultdict(set)
    old_provinces = {province: key for province, _, _, key, _, _ in legacy}
    for province, district, ward, pkey, dkey, wkey in legacy:
        own = heirs.get(f"{pkey}_{dkey}_{wkey}", [])
        district_heirs[(province, district)].update(own)
        if ward:
            _add(units, ward, "", "2025", province, district, own)
    for (province, district), all_heirs in district_heirs.items():
        if district:
            _add(units, district, "", "2025", province, "", sorted(all_heirs))
    for province, heir in _RENAMED.items():
        _add(units, province, "", "2025", "", "", [heir])
    today = set(new_province.values())
    for province, key in old_provinces.items():
        heir = new_province[merged_into[key]]
        if _bare(heir) != _bare(province):
            _add(units, province, "", "2025", "", "", [heir])
        else:
            olds = sorted(old for old, other in old_provinces.items() if merged_into[other] == merged_into[key])
            _add(units, heir, "", "", "", "", olds)
            today.discard(heir)
    for (pkey, _), ward in new_ward.items():
        _add(units, ward, "2025", "", new_province[pkey], "", [])
    return units


def _heirs(changes: dict[str, dict[str, object]], wards: dict[tuple[str, str], str]) -> dict[str, list[str]]:
    """The communes of today that each old commune went into."""
    heirs: dict[str, set[str]] = defaultdict(set)
    for province, whole in changes["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for new, olds in whole.items():  # type: ignore[attr-defined]
            for old in olds:
                heirs[old].add(wards.get((province, new), ""))
    for province, divided in changes["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, news in divided.items():  # type: ignore[attr-defined]
            heirs[old].update(wards.get((province, new["newWardKey"]), "") for new in news)
    return {old: sorted(filter(None, news)) for old, news in heirs.items()}


def _add(
    units: dict[str, set[str]], full: str, since: str, until: str, province: str, district: str, heirs: list[str]
) -> None:
    kind = _KIND.match(full)
    name = " ".join(map(place_tone, _bare(full).split()))
    if not kind or re.fullmatch(r"\d+|[IVX]+", name):
        return
    line = "|".join([kind[1].capitalize(), name, since, until, _bare(province), district, ",".join(heirs)])
    units[name_key(name)].add(line)


def _bare(full: str) -> str:
    return _KIND.sub("", full or "")


def small_phrases(text: str) -> tuple[set[str], set[str]]:
    """Phrases of up to four words that a text has in small letters, with accents and folded.

    A phrase counts where it stands so at least twice and at least once for every five times with capitals.
    """
    counts: dict[str, Counter[str]] = {"small": Counter(), "capital": Counter()}
    for part in re.split(r"[^\w\s]|\d+", text):
        words = [place_tone(word) for word in part.split()]
        for size in range(1, _LONGEST + 1):
            for at in range(len(words) - size + 1):
                run = words[at : at + size]
                if all(map(str.islower, run)):
                    counts["small"][" ".join(run)] += 1
                elif all(word[0].isupper() for word in run):
                    counts["capital"][" ".join(run).lower()] += 1
    small = _usual(counts["small"], counts["capital"])
    bare = {kind: Counter[str]() for kind in counts}
    for kind, phrases in counts.items():
        for phrase, count in phrases.items():
            bare[kind][fold(phrase)] += count
    return small, _usual(bare["small"], bare["capital"])


def _usual(small: Counter[str], capital: Counter[str]) -> set[str]:
    return {phrase for phrase, count in small.items() if count > 1 and 5 * count >= capital[phrase]}


if __name__ == "__main__":
    main(sys.argv[1:])
