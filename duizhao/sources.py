"""From files and folders to documents: what is read, what is left aside, what is refused."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

from . import corpus
from .corpus import DocumentError, OptionError
from .corpus.reading import read_bytes
from .fence import Limits, read_within
from .given_sources import TEXT_NAME, checked_path, checked_text
from .given_titles import described
from .materials import Materials, shipped_materials
from .results.findings import Skipped
from .segmenter import SegmentedDocument, segment_document

DocumentSource = str | os.PathLike[str] | SegmentedDocument
# Other files of a folder are no documents; they are listed as skipped.
TEXT_SUFFIXES = (*corpus.READABLE_SUFFIXES, "")


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that could not be read, and why in one line."""

    path: str
    reason: str


def sample_folder() -> Path:
    """The folder of the bundled sample: a central document, three local ones, one commentary, all of our own writing."""
    return Path(str(files("duizhao.corpus").joinpath("sample")))


def read(  # noqa: PLR0913  all but the first are by name
    path: DocumentSource | None = None,
    *,
    text: str | None = None,
    title: str | None = None,
    region: str | None = None,
    issuer: str | None = None,
    date: str | None = None,
    encoding: str | None = None,
    materials: Materials | None = None,
    limits: Limits | None = None,
) -> SegmentedDocument:
    """Read a file of any format that can be read: clean it, and name its units and sentences. ``-`` is standard input.

    :param text: the text itself, in place of a path.
    :param title: what the document is called, where it does not say so or says otherwise; ``region`` ``issuer`` ``date`` (``2031-05-01``)
        likewise.
    :param encoding: of a text or a page, where it is known; otherwise it is found by evidence.
    :param materials: what is looked up (:func:`load_materials`); without it what is shipped.
    :param limits: how much time and memory reading may take, in a worker of its own; without them it is read here, as long as it takes.
    :raises DocumentError: the file cannot be read as a document, or takes more than the limits.

    >>> read(sample_folder() / "central_opinion.txt").title
    '关于提升公共图书馆服务水平的意见'
    >>> read(text="第一条 书屋应当免费开放。", title="书屋办法", region="东溪县")["1"].text
    '书屋应当免费开放。'
    """
    given = {"title": title, "region": region, "issuer": issuer, "date": date}
    if isinstance(path, SegmentedDocument):
        return described(path, given)
    reading = _SourceReading(materials or shipped_materials(), only_first=True)
    if text is not None:
        if path is not None:
            raise OptionError("既给了文件又给了 text=，需要其中一个；请去掉一个")
        return described(reading.of_text(text, title), given)
    named = checked_path(path)
    found = reading(named, None, encoding) if limits is None else read_within(limits, named, reading, encoding)
    return described(found[0], given)


@dataclass(frozen=True, slots=True)
class _SourceReading:
    """Reads, cleans and segments the documents of a file, here or in a worker."""

    materials: Materials
    only_first: bool = False

    def __call__(self, path: str | Path, data: bytes | None, encoding: str | None) -> tuple[SegmentedDocument, ...]:
        rules = self.materials.reading
        documents = (
            (corpus.read_document(path, rules=rules, encoding=encoding, data=data),)
            if self.only_first
            else corpus.read_documents(path, rules=rules, encoding=encoding, data=data)
        )
        return tuple(segment_document(one, numbering=self.materials.numbering) for one in documents)

    def of_text(self, text: str, title: str | None) -> SegmentedDocument:
        """The document of a text that is no file: it is called by its title in tables."""
        document = corpus.make_document(checked_text(text), title or TEXT_NAME, rules=self.materials.reading)
        if title is None and document.metadata.title:
            document = replace(document, file=replace(document.file, path=document.metadata.title))
        return segment_document(document, numbering=self.materials.numbering)


def read_documents(
    path: DocumentSource,
    *,
    encoding: str | None = None,
    materials: Materials | None = None,
    limits: Limits | None = None,
) -> tuple[SegmentedDocument, ...]:
    """Read a file as the documents it holds, in order: mostly one. The parameters are those of :func:`read`.

    :raises DocumentError: the file cannot be read as a document.

    >>> [parsed.document.part for parsed in read_documents(sample_folder() / "local_haiping.txt")]
    [1]
    """
    if isinstance(path, SegmentedDocument):
        return (path,)
    reading, named = _SourceReading(materials or shipped_materials()), checked_path(path)
    return reading(named, None, encoding) if limits is None else read_within(limits, named, reading, encoding)


def read_all(
    paths: Iterable[str | Path], *, encoding: str | None = None, limits: Limits | None = None
) -> tuple[list[SegmentedDocument], list[Refused]]:
    """Read every document of the files that can be read; a file that cannot is named with its reason instead of stopping the rest."""
    documents: list[SegmentedDocument] = []
    refused = []
    for path in paths:
        try:
            documents += read_documents(path, encoding=encoding, limits=limits)
        except DocumentError as error:
            refused.append(Refused(str(path), str(error)))
    return documents, refused


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to be read. One found in a folder has a ``name`` for the tables: its place there."""

    path: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class ReadFile:
    """The documents of a file, what they are called in tables, and those of a folder's file that it holds a second time."""

    documents: tuple[SegmentedDocument, ...]
    name: str | None = None
    twice: tuple[Skipped, ...] = ()


def find_files(paths: Iterable[str]) -> tuple[list[FoundFile | Refused], list[Skipped]]:
    """The documents' files among files and folders, in order and each once, and what of the folders is no document.

    Of a folder those that ``read_folder`` would read. A folder that cannot be read, or holds nothing to read, stands as refused in its
    place. Where two files of folders would have one name, each has that of its folder before it, or where that tells nothing its path.

    >>> found, _ = find_files([str(sample_folder()), "another.txt"])
    >>> [file.name for file in found if isinstance(file, FoundFile)][-2:]
    ['local_yunzhou.txt', None]
    """
    found: dict[str, FoundFile | Refused] = {}
    skipped: list[Skipped] = []
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112  a name too long for the system is no error here
            texts, others = _texts_in(path)
            skipped += others
        else:
            texts = [FoundFile(path)]
        for file in texts:
            found.setdefault(str(Path(file.path)), file)
    files: list[FoundFile | Refused] = list(found.values())
    for longer in (_name_in_folder, _whole_path):
        count = Counter(file.name for file in files if isinstance(file, FoundFile))
        files = [
            FoundFile(file.path, longer(file.path))
            if isinstance(file, FoundFile) and file.name and count[file.name] > 1
            else file
            for file in files
        ]
    return files, skipped


def _name_in_folder(path: str) -> str:
    return "/".join(Path(path).resolve().parts[-2:])


def _whole_path(path: str) -> str:
    return path


def _texts_in(folder: str) -> tuple[list[FoundFile | Refused], list[Skipped]]:
    try:
        texts, others = texts_of(folder)
    except DocumentError as error:
        return [Refused(folder, str(error))], []
    if texts:
        return [FoundFile(str(path), path.name) for path in texts], others
    reason = f"{folder}：这是文件夹，里面没有能读的文件，需要文件或放着文件的文件夹；请检查是否在更里面的文件夹"
    return [Refused(folder, reason)], others


def read_each(
    found: Iterable[FoundFile | Refused], *, encoding: str | None = None, limits: Limits | None = None
) -> Iterator[ReadFile | Refused]:
    """Read the files one by one, so that no more than one is held; in place of one that cannot be read stands why."""
    for file in found:
        if isinstance(file, Refused):
            yield file
            continue
        try:
            documents = read_documents(file.path, encoding=encoding, limits=limits)
        except DocumentError as error:
            yield Refused(file.path, str(error))
            continue
        once, twice = (documents, []) if file.name is None else each_once(documents)
        yield ReadFile(tuple(once), file.name, tuple(twice))


def from_folder(parsed: SegmentedDocument, folder: str | Path) -> SegmentedDocument:
    """The document with its path as it stands in the folder that was asked for: where that is on this machine is nobody's business."""
    file = parsed.document.file
    inside = replace(file, path=os.path.relpath(file.path, folder), folder=str(folder))
    return replace(parsed, document=replace(parsed.document, file=inside))


def each_once(documents: Iterable[SegmentedDocument]) -> tuple[list[SegmentedDocument], list[Skipped]]:
    """The documents, and apart from them those that their file holds a second time."""
    once: list[SegmentedDocument] = []
    twice: list[Skipped] = []
    for parsed in documents:
        document = parsed.document
        if document.same_as is None:
            once.append(parsed)
        else:
            twice.append(Skipped(document.name, f"与同一个文件里的第 {document.same_as} 篇相同"))
    return once, twice


def texts_of(folder: str | Path) -> tuple[list[Path], list[Skipped]]:
    """The files of a folder that may be documents, and those that are none."""
    texts: list[Path] = []
    others, reports = [], []
    for path in _files_of(folder):
        if path.suffix.lower() not in TEXT_SUFFIXES:
            reason = f"后缀 {path.suffix} 不是能读的文件（{' '.join(corpus.READABLE_SUFFIXES)}）"
            others.append(Skipped(path.name, reason))
        elif _is_own_report(path):
            reports.append(Skipped(path.name, "是 duizhao 写出的报告"))
        else:
            texts.append(path)
    return texts, others + reports


def _is_own_report(path: Path) -> bool:
    """Was a report written by an earlier run? What cannot be read is for others to complain of."""
    if path.suffix.lower() not in (".html", ".htm", ".docx", ".md") or not path.is_file():
        return False
    try:
        return corpus.is_own_report(read_bytes(path))
    except DocumentError:
        return False


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """A link that leads nowhere, or to itself, is a file that cannot be read: it is named, and the rest is read."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _files_of(folder: str | Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if not entry.name.startswith(".") and not _is_folder(entry)]
    except FileNotFoundError:
        raise DocumentError(f"{folder}：没有这个文件夹；请检查路径和名字") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise DocumentError(f"{folder}：无法打开文件夹（{reason}）；请检查路径和权限") from None
    return [Path(folder, name) for name in sorted(names)]
