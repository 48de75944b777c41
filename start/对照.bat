@echo off
rem Double-click, or drop a folder on it. Everything else is in begin.py; nothing here but ASCII, whatever the code page.
chcp 65001 >nul
setlocal EnableExtensions EnableDelayedExpansion
set "DUIZHAO_LINE=!cmdcmdline!"
setlocal DisableDelayedExpansion
set "PYTHONUTF8=1"
set "PYTHONIOENCODING=utf-8"
set "BEGIN=%~dp0program\start\begin.py"
if not exist "%BEGIN%" set "BEGIN=%~dp0begin.py"
if not exist "%BEGIN%" goto unpacked
set "PYTHON="
py -3 -c "import sys; sys.exit(sys.version_info < (3, 10))" >nul 2>nul
if not errorlevel 1 set "PYTHON=py -3"
if defined PYTHON goto begin
python -c "import sys; sys.exit(sys.version_info < (3, 10))" >nul 2>nul
if not errorlevel 1 set "PYTHON=python"
if defined PYTHON goto begin
for %%I in ("%BEGIN%") do type "%%~dpIno_python.txt"
goto end

:begin
%PYTHON% "%BEGIN%" %*
goto end

:unpacked
echo Please unpack the whole zip file first. / Qing xian ba ya suo bao quan bu jie ya, zai shuang ji.

:end
pause
rem What stands behind an ampersand in a dropped name must not be run: the window that Explorer opened ends here.
exit
