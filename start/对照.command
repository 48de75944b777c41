#!/bin/sh
# Double-click (macOS), or drop a folder on it (Linux desktops that do that). Everything else is in begin.py.
here=$(cd "$(dirname "$0")" && pwd) || exit 1
begin=$here/program/start/begin.py
if [ ! -f "$begin" ]; then
    begin=$here/begin.py
fi
if [ ! -f "$begin" ]; then
    echo "找不到程序文件；请先把下载的压缩包全部解压，再打开解压出来的“对照”" >&2
else
    python=
    for name in python3.13 python3.12 python3.11 python3.10 python3 python; do
        if command -v "$name" > /dev/null 2>&1 && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 10))' > /dev/null 2>&1; then
            python=$name
            break
        fi
    done
    if [ -z "$python" ]; then
        cat "$(dirname "$begin")/no_python.txt" >&2
        status=1
    else
        "$python" "$begin" "$@"
        status=$?
    fi
fi
if [ -t 0 ]; then
    printf '按回车关闭这个窗口 ' >&2
    read -r _
fi
exit "${status:-1}"
