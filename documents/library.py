"""The plans there are: those that ship with the project and those that were taken in."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from difflib import SequenceMatcher
from functools import cached_property
from pathlib import Path
from typing import Any

from documents.corrections import correct
from documents.errors import DocumentError
from documents.extract import Extract
from documents.fingerprints import parser_version, reader_version
from documents.intake import Progress, Reader, files, original_bytes, parse, rename
from documents.names.identifiers import identify, slug
from documents.pages import Original
from documents.plan import Citation, Plan
from documents.records import dump_plan, load_plan
from documents.storage import StorageError, Store, digest, write_atomic
from documents.versions import Ingestion, Outcome, Version

__all__ = ["Ingestion", "Library", "Outcome"]

_SHIPPED = Path(__file__).parent / "plans"
_KEPT_IN_MEMORY = 256
_SAME_TITLE = 0.7


class Library(Mapping[str, Plan]):
    """The plans by their ids; a plan is loaded when it is asked for.

    A library sees what was there when it was opened and what it took in itself.
    """

    def __init__(self, store: Store, shipped: Path = _SHIPPED) -> None:
        self._store = store
        self._shipped = {path.stem: path for path in sorted(shipped.glob("*.txt")) if "." not in path.stem}
        self._manifest = store.manifest()
        self._loaded: OrderedDict[str, Plan] = OrderedDict()

    @classmethod
    def open(cls, data: Path) -> Library:
        """The library whose taken-in plans lie in a data folder, which need not exist yet."""
        return cls(Store(data / "library"))

    @property
    def plans(self) -> Mapping[str, Plan]:
        """The plans by their ids."""
        return self

    def __getitem__(self, plan_id: str) -> Plan:
        if plan_id not in self._ids:
            raise KeyError(plan_id)
        versions = self._versions(plan_id)
        return self._load(plan_id, versions[-1] if versions else None)

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, plan_id: object) -> bool:
        return plan_id in self._ids

    def key(self, plan_id: str) -> str:
        """What changes whenever the plan would read differently: its source, or the code that parses it."""
        if plan_id not in self._ids:
            raise KeyError(plan_id)
        versions = self._versions(plan_id)
        return self._key(plan_id, versions[-1] if versions else None)

    def ingest(
        self,
        paths: Iterable[Path],
        progress: Progress | None = None,
        reader: Reader | None = None,
        corrections: Mapping[str, str] | None = None,
    ) -> tuple[Ingestion, ...]:
        """Take files in, those of folders among them; one that cannot be read is reported and stops nothing.

        `progress(path, done, total)` is called with the pages of a file. Each plan is in whole or not at all, and
        those before it stay when the work is broken off. `reader` reads a file; without one it is read in a
        process of its own, with limits on time and memory. `corrections` say what the plan is, by field, where it
        was read otherwise (`documents.corrections`).
        """
        made = corrections or {}
        if reader is not None:
            return tuple(self._ingest(path, progress, reader, made) for path in files(paths))
        from documents.sandbox import Sandbox

        with Sandbox() as sandbox:
            return tuple(self._ingest(path, progress, sandbox.read, made) for path in files(paths))

    def remove(self, plan_id: str) -> None:
        """Take a plan out, with every version of it; a shipped one comes back when its file is taken in again."""
        with self._store.transaction() as transaction:
            self._refresh(transaction.manifest)
            if plan_id not in self._ids:
                raise DocumentError(f"Không có văn bản nào mang mã “{plan_id}”: xem các mã bằng lệnh planbot plans.")
            kept = {other: entry for other, entry in self._entries.items() if other != plan_id}
            hidden = sorted({*self._hidden, plan_id} & set(self._shipped))
            transaction.manifest = {"plans": kept, "removed": hidden}
        self._refresh(transaction.manifest)
        with self._store.transaction() as transaction:
            self._store.sweep(transaction.manifest)

    def versions(self, plan_id: str) -> tuple[str, ...]:
        """The SHA-256 of each source the plan has had, the present one last."""
        if plan_id not in self._ids:
            raise KeyError(plan_id)
        earlier = [digest(self._shipped[plan_id].read_bytes())] if plan_id in self._shipped else []
        return (*earlier, *(version.source for version in self._versions(plan_id)))

    def locate(self, citation: Citation) -> Plan | None:
        """The plan as it was when it was cited: the newest version whose words at the span are the quote."""
        if citation.plan not in self._ids:
            return None
        versions: list[Version | None] = [*reversed(self._versions(citation.plan))]
        if citation.plan in self._shipped:
            versions.append(None)
        for version in versions:
            plan = self._load(citation.plan, version)
            if " ".join(plan.reading.of(citation.span).split()) == citation.quote:
                return plan
        return None

    def original(self, plan_id: str) -> Original | None:
        """The file that a plan came from; None for one that ships as text, or whose file is gone."""
        if plan_id not in self._ids:
            raise KeyError(plan_id)
        versions = self._versions(plan_id)
        if not versions or versions[-1].original not in self._store.names():
            return None
        now = versions[-1]
        return Original(self[plan_id], now.file, self._store.path(now.original), self._extract(now))

    @property
    def _entries(self) -> dict[str, dict[str, Any]]:
        entries: dict[str, dict[str, Any]] = self._manifest.get("plans", {})
        return entries

    @property
    def _hidden(self) -> list[str]:
        hidden: list[str] = self._manifest.get("removed", [])
        return hidden

    @cached_property
    def _ids(self) -> dict[str, None]:
        there = self._store.names()
        whole = (i for i, entry in self._entries.items() if entry["versions"][-1]["source"] in there)
        return dict.fromkeys([*(i for i in self._shipped if i not in self._hidden), *whole])

    def _versions(self, plan_id: str) -> list[Version]:
        entry = self._entries.get(plan_id)
        return [Version(**version) for version in entry["versions"]] if entry else []

    def _ingest(self, path: Path, progress: Progress | None, read: Reader, corrections: Mapping[str, str]) -> Ingestion:
        try:
            original = original_bytes(path)
            if not corrections and (known := self._find(original=digest(original), reader=reader_version())):
                return Ingestion(path, Outcome.UNCHANGED, known)
            extract, plan = read(path, progress)
            return self._keep(path, original, extract, correct(plan, corrections), corrections)
        except DocumentError as error:
            return Ingestion(path, Outcome.FAILED, message=str(error))

    def _keep(
        self, path: Path, original: bytes, extract: Extract, plan: Plan, corrections: Mapping[str, str]
    ) -> Ingestion:
        source = extract.source.encode()
        if not corrections and (known := self._find(source=digest(source))):
            return Ingestion(path, Outcome.UNCHANGED, known)
        with self._store.transaction() as transaction:
            self._refresh(transaction.manifest)
            shipped = next((i for i, path in self._shipped.items() if path.read_bytes() == source), None)
            same = shipped or self._find(original=digest(original))
            plan = rename(plan, same or self._free_id(identify(plan, digest(source), path.stem), plan, digest(source)))
            outcome = Outcome.REPLACED if plan.id in self._ids else Outcome.ADDED
            entries = self._entries
            if not shipped or plan.id in entries:
                version = Version(
                    source=transaction.put(source),
                    layout=transaction.put(json.dumps(extract.layout()).encode()),
                    original=transaction.put(original),
                    file=path.name,
                    reader=reader_version(),
                    corrections=dict(corrections),
                )
                earlier = [old for old in self._versions(plan.id) if old.source != version.source]
                entry = {
                    "year": _year(plan),
                    "title": plan.title,
                    "versions": [asdict(each) for each in (*earlier, version)],
                }
                entries = {**entries, plan.id: entry}
                self._cache(self._key(plan.id, version), plan)
            hidden = [other for other in self._hidden if other != plan.id]
            transaction.manifest = {"plans": entries, "removed": hidden}
        self._refresh(transaction.manifest)
        return Ingestion(path, outcome, plan.id)

    def _free_id(self, plan_id: str, plan: Plan, source: str) -> str:
        """The id, unless another plan has it: numbers start again every year, and some plans have none."""
        if plan_id not in self._ids:
            return plan_id
        entry = self._entries.get(plan_id)
        there = entry or {"year": _year(self[plan_id]), "title": self[plan_id].title}
        if plan.issued and there["year"] not in (None, plan.issued.year):
            return f"{plan_id}-{plan.issued.year}"
        if not plan.number and not _alike(plan.title, there["title"]):
            return f"{plan_id}-{source[:8]}"
        return plan_id

    def _find(self, **parts: str) -> str | None:
        """The plan whose present version has these parts."""
        for plan_id, entry in self._entries.items():
            if plan_id in self._ids and all(entry["versions"][-1][name] == value for name, value in parts.items()):
                return str(plan_id)
        unchanged = (plan_id for plan_id in self._shipped if plan_id in self._ids and not self._versions(plan_id))
        return next((i for i in unchanged if self.versions(i) == (parts.get("source"),)), None)

    def _refresh(self, manifest: dict[str, Any]) -> None:
        self._manifest = manifest
        self.__dict__.pop("_ids", None)

    def _load(self, plan_id: str, version: Version | None) -> Plan:
        key = self._key(plan_id, version)
        if key in self._loaded:
            self._loaded.move_to_end(key)
            return self._loaded[key]
        extract: Extract | None = None
        if version is None:
            source = self._shipped[plan_id].read_bytes().decode()
        else:
            extract = self._extract(version)
            source = extract.source
        plan = self._cached(key, source)
        if plan is None:
            reviewed = self._reviewed(plan_id) if version is None else None
            plan = correct(parse(source, plan_id, extract, reviewed), version.corrections if version else {})
            self._cache(key, plan)
        self._loaded[key] = plan
        if len(self._loaded) > _KEPT_IN_MEMORY:
            self._loaded.popitem(last=False)
        return plan

    def _extract(self, version: Version) -> Extract:
        source = self._store.get(version.source).decode()
        return Extract.from_layout(source, json.loads(self._store.get(version.layout)))

    def _reviewed(self, plan_id: str) -> Path | None:
        path = self._shipped[plan_id].with_suffix(".reading.txt")
        return path if path.is_file() else None

    def _key(self, plan_id: str, version: Version | None) -> str:
        if version is not None:
            parts = [plan_id, version.source, version.layout, json.dumps(dict(version.corrections), sort_keys=True)]
        else:
            reviewed = self._reviewed(plan_id)
            parts = [plan_id, digest(self._shipped[plan_id].read_bytes())]
            parts.append(digest(reviewed.read_bytes()) if reviewed else "")
        return digest("\n".join([*parts, parser_version()]).encode())

    def _cached(self, key: str, source: str) -> Plan | None:
        try:
            check, _, record = (self._store.folder / "parsed" / key).read_bytes().partition(b"\n")
        except OSError:
            return None
        return load_plan(record, source) if digest(record).encode() == check else None

    def _cache(self, key: str, plan: Plan) -> None:
        record = dump_plan(plan)
        try:
            write_atomic(self._store.folder / "parsed" / key, digest(record).encode() + b"\n" + record)
        except StorageError:
            return  # a folder that cannot be written costs a parse at the next start, and nothing else


def _year(plan: Plan) -> int | None:
    return plan.issued.year if plan.issued else None


def _alike(one: str, other: str) -> bool:
    """Whether two titles are of the same plan, a word or two read otherwise."""
    left, right = slug(one).split("-"), slug(other).split("-")
    return SequenceMatcher(None, left, right, autojunk=False).ratio() >= _SAME_TITLE
