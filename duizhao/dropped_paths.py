r"""What was dropped on a batch file, from the line that Windows started it with.

Explorer quotes a path only where it has a blank, so that ``%1`` of ``C:\甲&乙`` ends before the ``&``; the whole line does not.
"""

from __future__ import annotations

import re

_WORD = re.compile(r'"([^"]*)"|([^\s"]+)')
_SCRIPT = re.compile(r'\.(?:bat|cmd)("?)(?=\s|$|")', re.IGNORECASE)


def dropped_paths(line: str) -> list[str]:
    r"""The paths behind the name of the batch file; none where nothing was dropped, or where the line is that of a window.

    >>> dropped_paths(r'C:\WINDOWS\system32\cmd.exe /c ""D:\工具\对照.bat" D:\甲&乙 "D:\a b\c""')
    ['D:\\甲&乙', 'D:\\a b\\c']
    >>> dropped_paths(r'"C:\WINDOWS\system32\cmd.exe" '), dropped_paths(r'cmd.exe /c ""D:\对照.bat" "')
    ([], [])
    """
    script = _SCRIPT.search(line)
    if script is None:
        return []
    rest = line[script.end() :].strip()
    if rest.count('"') % 2:  # the quote that closes all of what stands behind /c
        rest = rest.removesuffix('"')
    return [quoted or plain for quoted, plain in _WORD.findall(rest) if (quoted or plain).strip()]
