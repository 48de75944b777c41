"""Open a zip container only after its directory was looked at, and read no more of it than it may hold."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from itertools import pairwise

from ..errors import DocumentError


@dataclass(frozen=True, slots=True)
class ZipLimits:
    """How much a container may hold: members, bytes of one and of all, times a member may grow (above ``ratio_from`` bytes), tags."""

    members: int = 2000
    member_bytes: int = 64 << 20
    total_bytes: int = 200 << 20
    ratio: int = 100
    ratio_from: int = 1 << 20
    tags: int = 600_000


_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DAMAGED = "文件已损坏（zip 容器读不通），需要完整的文件；请重新下载或重新保存"
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    KeyError,
)


class SafeZip:
    """The members of a container of documents, by their names without a leading slash.

    :raises DocumentError: the container is broken, has a password, or is built to fill the memory.

    >>> stream = io.BytesIO()
    >>> with zipfile.ZipFile(stream, "w") as archive:
    ...     archive.writestr("/word/document.xml", "<document/>")
    >>> container = SafeZip(stream.getvalue())
    >>> container.names, container.read("word/document.xml")
    (('word/document.xml',), b'<document/>')
    """

    def __init__(self, data: bytes, limits: ZipLimits | None = None) -> None:
        self._limits = limits or ZipLimits()
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN:
            raise DocumentError(_DAMAGED) from None
        members = self._archive.infolist()
        self._check(members)
        self._members = {member.filename.lstrip("/"): member for member in members}

    def _check(self, members: list[zipfile.ZipInfo]) -> None:
        limits = self._limits
        if len(members) > limits.members:
            raise _bomb(f"里面有 {len(members)} 个成员，上限 {limits.members}")
        if any(member.flag_bits & 1 for member in members):
            raise DocumentError("zip 容器有密码，需要没有密码的文件；请先去掉密码再试")
        if len({member.filename for member in members}) < len(members):
            raise _bomb("里面有同名的成员")
        for member in members:
            self._check_size(member)
        if sum(member.file_size for member in members) > limits.total_bytes:
            raise _bomb(f"解开后超过 {limits.total_bytes >> 20} MB")
        stored = sorted((member.header_offset, member.header_offset + member.compress_size) for member in members)
        if any(end > start for (_, end), (start, _) in pairwise(stored)):
            raise _bomb("里面的成员互相重叠")

    def _check_size(self, member: zipfile.ZipInfo) -> None:
        limits = self._limits
        if member.file_size > limits.member_bytes:
            raise _bomb(f"里面的一个成员有 {member.file_size >> 20} MB，上限 {limits.member_bytes >> 20} MB")
        if member.file_size > limits.ratio_from and member.file_size > limits.ratio * max(1, member.compress_size):
            raise _bomb(f"里面的一个成员压缩到了 {limits.ratio} 分之一以下")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the members, in the order of the container."""
        return tuple(self._members)

    def __contains__(self, name: str) -> bool:
        return _normal(name) in self._members

    def read(self, name: str) -> bytes:
        """A member, whatever size its container's directory claims.

        :raises DocumentError: it is not there, broken, too large, or has a document type definition (which could fetch or multiply).
        """
        member = self._members.get(_normal(name))
        if member is None:
            raise DocumentError(_DAMAGED)
        try:
            with self._archive.open(member) as stream:
                content = stream.read(self._limits.member_bytes + 1)
        except _BROKEN:
            raise DocumentError(_DAMAGED) from None
        if len(content) > self._limits.member_bytes:
            raise _bomb(f"里面的一个成员超过 {self._limits.member_bytes >> 20} MB")
        return content

    def read_xml(self, name: str) -> bytes:
        """A member that is XML, without definitions and with so many tags only as can be held."""
        content = self.read(name)
        # In UTF-16 every other byte is NUL; what is then looked for stands without them.
        plain = content.replace(b"\0", b"") if b"\0" in content[:200] else content
        if _DTD.search(plain):
            raise DocumentError("里面的 XML 带有文档类型定义或实体（DTD），不予解析；请用办公软件重新保存后再试")
        if plain.count(b"<") > self._limits.tags:
            raise _bomb(f"里面的 XML 有 {plain.count(b'<')} 个标记，上限 {self._limits.tags}")
        return content


def _normal(name: str) -> str:
    return posixpath.normpath(name.replace("\\", "/").lstrip("/"))


def _bomb(found: str) -> DocumentError:
    return DocumentError(f"zip 容器不正常：{found}，可能是压缩炸弹，不予读取；请用办公软件重新保存后再试")
