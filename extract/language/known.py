"""What is known of a name beforehand: well-known datasets, models, devices, and what is no name of either."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extract.language.aliases import name_key
from extract.language.words import one_of, word_list

_NUM_REMEMBERED = 1 << 14  # names, so that memory stays flat over any number of texts
_SIZE_TAIL = re.compile(
    rf"(?:[-/\s](?:{one_of('words', 'sizes')}|[a-z]{{1,2}}\d?)|[-/\s]?(?:\d[\w.]*|v\d[\d.]*))+$",
    re.IGNORECASE,
)
_MAKERS = r"(?:NVIDIA|Nvidia|AMD|Intel|Apple|Qualcomm|ARM|Arm)\s\S"
_DEVICE = re.compile(
    rf"\b(?:[GTCN]PUs?|phones?|Cortex|Orin|Nano|Xavier)$|^(?:{_MAKERS}|STM32|TPUv?\d|iPhone ?\d|[GR]TX|ASICs?$|NPU|Pixel|Snapdragon|"
    r"[AHVBLT]\d{1,3}0[0G]?(?:-(?:PCIe|SXM\d?|\d+ ?GB))?s?$)"
)
_TASK = re.compile(r"[A-Z]{1,2}2[A-Z]{1,2}|[A-Z][a-z](?:-|→|/)[A-Z][a-z]")  # T2I: from one medium to another; En-De: one language
_PART = re.compile(r"[-\s]")


@lru_cache(maxsize=_NUM_REMEMBERED)
def known_dataset(name: str) -> bool:
    """Tell whether the name, or the name without a size or version, is a well-known dataset."""
    return _is_known(name, "datasets") and not _ends_in_system(name)


@lru_cache(maxsize=_NUM_REMEMBERED)
def known_system(name: str) -> bool:
    """Tell whether the name, or the name without a size or version, is a well-known model."""
    return _is_known(name, "models") or name in word_list("models", "families")


@lru_cache(maxsize=_NUM_REMEMBERED)
def known_other(name: str) -> bool:
    """Tell whether the name is a device, an organisation, a field, a language: neither a dataset nor a system."""
    others = word_list("models", "not names")
    if name[-4:].isdigit() and name[:-5] in others:
        return True  # a month with its year
    if name in others or _TASK.fullmatch(name) or known_hardware(name):
        return True
    parts = _PART.split(name)
    return all(part in others and part[1:].islower() for part in parts) or (parts[0].islower() and parts[-1] in others)


@lru_cache(maxsize=_NUM_REMEMBERED)
def exactly_known(name: str) -> bool:
    """Tell whether the name itself is well known, or a size or version of such a one."""
    whole = _has(name, "datasets") or _has(name, "models")
    short = _SIZE_TAIL.sub("", name)
    return whole or _has(short, "datasets") or _has(short, "models") or name in word_list("models", "families")


@lru_cache(maxsize=_NUM_REMEMBERED)
def known_hardware(name: str) -> bool:
    """Tell whether the name is a device."""
    return bool(_DEVICE.search(name)) or any(name == entry or name.startswith(entry + " ") for entry in word_list("models", "hardware"))


def known(name: str) -> bool:
    """Tell whether the name is a well-known dataset or model."""
    return known_dataset(name) or known_system(name)


@lru_cache(maxsize=_NUM_REMEMBERED)
def listed(name: str) -> bool:
    """Tell whether exactly this name stands in the lists of datasets or models."""
    return _has(name, "datasets") or _has(name, "models")


def _ends_in_system(name: str) -> bool:
    last = _PART.split(name)[-1]
    return last != name and (_has(last, "models") or last in word_list("models", "families"))


def _is_known(name: str, kind: str) -> bool:
    if _has(name, kind):
        return True
    short = _SIZE_TAIL.sub("", name)
    if len(short) > 2 and _has(short, kind):
        return True
    parts = _PART.split(name)
    if len(parts) == 1:
        return False
    others = word_list("models", "not names")
    return any(len(part) > 2 and part not in others and _has(part, kind) for part in (parts[-1], parts[0]))


def _has(name: str, kind: str) -> bool:
    """Look a name up; an entry in capitals alone ("RACE", "SAM") is not meant by the word with a small letter ("Race")."""
    loud = _entries(kind).get(name_key(name))
    if loud is None:
        return False
    return not loud or not name.isalpha() or not name[1:].islower() or name in word_list(kind, "written small")


@cache
def _entries(kind: str) -> dict[str, bool]:
    """Return the keys of the names of a kind, each with whether it is written in capitals alone, as words may be that are no names."""
    loud: dict[str, bool] = {}
    for entry in word_list(kind, "names"):
        key = name_key(entry)
        loud[key] = loud.get(key, True) and entry.isalpha() and sum(map(str.isupper, entry)) > len(entry) / 2
    return loud
