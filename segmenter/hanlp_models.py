"""A model of HanLP 2.1, loaded so that nothing is fetched, and nothing written into a user's folders, without being asked for.

A model is a folder (``config.json`` names the classes that are made of it, ``model.pt`` holds the weights): to load it is to run what
it says, so only what a user names is loaded. HanLP fetches a model that is named, not given as a folder, into ``HANLP_HOME``, and
without that into the user's home: here it may do so only where that variable is set.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

HanlpModel = Callable[..., Any]
# What HanLP calls its own models, and addresses: everything else is a folder.
_NAMED = re.compile(r"[A-Z][A-Z0-9_]+|https?://.*")
# Whose classes a folder may name: HanLP 2.1 would make whatever stands there.
_TRUSTED = ("hanlp.", "hanlp_common.", "hanlp_trie.")
_OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}


def load_model(identifier: str | None, default: str, refuse: Callable[[str], Exception]) -> HanlpModel:
    """The model in a folder, or the one HanLP knows by that name; without either the one named ``default`` (``tok.NAME``, ``mtl.NAME``).

    :param refuse: makes the error that is raised, of a line that says what was found, what was expected and what to do: no package, no
        folder, ``HANLP_HOME`` not set, no network.
    """
    folder = str(Path(identifier).resolve()) if identifier is not None and Path(identifier).is_dir() else None
    with _kept_apart(offline=folder is not None):
        try:
            hanlp = import_module("hanlp")
        except ImportError as error:
            raise refuse(
                f"hanlp 需要软件包 hanlp，没有装好（{error}）；请在 duizhao 的文件夹里运行 pip install '.[hanlp]'"
            ) from error
        if folder is None:
            _check_may_fetch(identifier, default, refuse)
        else:
            _check_classes(Path(folder), refuse)
        try:
            model: HanlpModel = hanlp.load(folder or identifier or _address(hanlp, default))
        except (Exception, SystemExit) as error:  # HanLP ends the program where a model cannot be had
            raise refuse(_failure(identifier or default.partition(".")[2], folder, error)) from error
    return model


def _check_may_fetch(identifier: str | None, default: str, refuse: Callable[[str], Exception]) -> None:
    """A model is no folder: is it one of HanLP's, and did the user say where it may be put?"""
    if identifier is not None and not _NAMED.fullmatch(identifier):
        raise refuse(
            f"没有 HanLP 模型的文件夹 {identifier}，需要里面有 config.json 的文件夹，或 HanLP 的模型名；请检查路径"
        )
    if not os.environ.get("HANLP_HOME"):
        raise refuse(
            f"HanLP 的模型 {identifier or default.partition('.')[2]} 要从网上下载，会写进用户的文件夹；请给出本地模型的文件夹，"
            "或先把环境变量 HANLP_HOME 设为一个文件夹，表示同意下载到那里"
        )


def _check_classes(folder: Path, refuse: Callable[[str], Exception]) -> None:
    """What a folder has made is HanLP's own: an accident is kept out, and the simplest malice; weights are loaded all the same."""
    for name in ("config.json", "meta.json"):
        try:
            settings = json.loads((folder / name).read_text(encoding="utf-8"))
        except FileNotFoundError:
            continue
        except (OSError, ValueError, RecursionError) as error:
            raise refuse(
                f"HanLP 读不到模型 {folder}（{name}：{error}），需要 HanLP 2.1 存下的模型；请检查文件夹"
            ) from error
        strange = [one for one in _classes(settings) if not str(one).startswith(_TRUSTED)]
        if strange:
            raise refuse(
                f"{folder} 的 {name} 要运行 {strange[0]}，不是 HanLP 的，不载入；请换一个模型，或自己载入后用 model= 给出"
            )


def _classes(settings: object) -> Iterator[object]:
    """Every class that settings name, at any depth."""
    if isinstance(settings, dict):
        yield from (value for key, value in settings.items() if key in ("classpath", "class_path"))
        settings = list(settings.values())
    if isinstance(settings, list):
        for value in settings:
            yield from _classes(value)


def _address(hanlp: Any, default: str) -> str:
    kind, _, name = default.partition(".")
    return str(getattr(getattr(hanlp.pretrained, kind), name))


def _failure(identifier: str, folder: str | None, error: BaseException) -> str:
    told = " ".join(str(error).split())[:200] or type(error).__name__
    if folder is not None:
        return f"HanLP 读不到模型 {identifier}（{told}），需要 HanLP 2.1 存下的模型；请检查文件夹，它要的预训练模型也要在本机"
    return f"HanLP 读不到模型 {identifier}（{told}），需要 HanLP 的模型名和网络；请检查名称和网络，没有网络的，请给出本地模型的文件夹"


@contextlib.contextmanager
def _kept_apart(*, offline: bool) -> Iterator[None]:
    """While HanLP loads: it talks to standard error, opens no folder in the user's home and, offline, nothing of the network."""
    with tempfile.TemporaryDirectory() as scratch, contextlib.redirect_stdout(sys.stderr):
        more = {"HANLP_VERBOSE": "0"} | (_OFFLINE if offline else {})
        if not (Path.home() / ".cache" / "huggingface").exists():  # the packages below HanLP would make it
            home = os.environ.get("HANLP_HOME")
            more["HF_HOME"] = str(Path(home) / "huggingface") if home and not offline else scratch
        with _variables({name: value for name, value in more.items() if name not in os.environ}):
            yield


@contextlib.contextmanager
def _variables(more: Mapping[str, str]) -> Iterator[None]:
    os.environ.update(more)
    try:
        yield
    finally:
        for name in more:
            os.environ.pop(name, None)
