"""Kubernetes quantities: read them exactly, write Docker's bytes and CPU shares as them, mend the usual mistakes.

Source: Kubernetes, apimachinery resource.Quantity; container limits finer than one thousandth of a CPU are refused.
"""

from __future__ import annotations

import re
from fractions import Fraction

from core.model import Json

_QUANTITY = re.compile(r"([+-]?(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20}))(n|u|m|k|[MGTPE]i?|Ki|[eE][+-]?\d{1,3})?")
_LOOSE = re.compile(r"\s*(\d{1,20}(?:[.,]\d{1,9})?)\s*([A-Za-z]*)\s*")
_DECIMAL = {"n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18}
_BINARY = {"Ki": 10, "Mi": 20, "Gi": 30, "Ti": 40, "Pi": 50, "Ei": 60}
_MEMORY_WORDS = {"": "", "b": "", "byte": "", "bytes": ""} | {
    spelling: unit
    for letter in "kmgt"
    for spelling, unit in (
        (letter, letter.upper() + "i"),
        (letter + "b", letter if letter == "k" else letter.upper()),
        (letter + "ib", letter.upper() + "i"),
        (letter + "i", letter.upper() + "i"),
    )
}
_CPU_WORDS = {"": "", "m": "m", "milli": "m", "millicpu": "m", "cpu": "", "cpus": "", "core": "", "cores": ""}

CPU = "cpu"
MEBI = 2**20


def parse(value: Json) -> Fraction | None:
    """The exact amount of a quantity, as Kubernetes reads a number or a text; None for what it refuses."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    match = _QUANTITY.fullmatch(value if isinstance(value, str) else repr(value))
    if match is None:
        return None
    number, unit = Fraction(match[1] if match[1][-1] != "." else match[1][:-1]), match[2] or ""
    if unit in _BINARY:
        return number * Fraction(2 ** _BINARY[unit])
    power = _DECIMAL[unit] if unit in _DECIMAL else int(unit[1:])
    return number * (Fraction(10**power) if power >= 0 else Fraction(1, 10**-power))


def memory(size: int) -> str:
    """Bytes as a quantity, exactly: in Mi where it is a whole number of them, else in Ki, else in bytes."""
    for unit, power in (("Mi", 20), ("Ki", 10)):
        if size % 2**power == 0:
            return f"{size >> power}{unit}"
    return str(size)


def cpu(amount: Fraction) -> str:
    """CPUs as a quantity in thousandths, rounded up: Kubernetes knows nothing finer, and less would slow a module."""
    return f"{-(-amount * 1000 // 1)}m"


def same(one: Json, other: Json) -> bool:
    """Whether two quantities are the same amount, however they are spelled."""
    amount = parse(one)
    return amount is not None and amount == parse(other)


def proposal(value: Json, resource: str) -> str | None:
    """What a refused or absurd amount of memory or CPU surely meant; None when nobody can tell.

    `1GB` is 1G, `512 MiB` is 512Mi, and `512m` of memory (half a byte) is what Docker calls 512m: 512Mi.
    A number without a unit is left alone.
    """
    match = _LOOSE.fullmatch(value) if isinstance(value, str) else None
    words = _CPU_WORDS if resource == CPU else _MEMORY_WORDS
    if match is None or match[2].lower() not in words:
        return None
    made = match[1].replace(",", ".") + words[match[2].lower()]
    amount = parse(made)
    return made if amount is not None and made != value and _sensible(amount, resource) else None


def sound(value: Json, resource: str) -> bool:
    """Whether Kubernetes takes an amount, and it can be meant."""
    amount = parse(value)
    known = resource in (CPU, "memory")
    return amount is not None and amount >= 0 and not (known and absurd(amount, resource))


def meant(value: Json, resource: str) -> Json:
    """An amount as it is or as it surely was meant; None when nobody can tell."""
    return value if sound(value, resource) else proposal(value, resource) or with_unit(value, resource)


def with_unit(value: Json, resource: str) -> str | None:
    """A bare number with the unit that was left out: Mi of memory, thousandths of a CPU; None for anything else."""
    text = str(value) if isinstance(value, (int, str)) and not isinstance(value, bool) else ""
    if not text.isdecimal() or not text.isascii():
        return None
    made = text + ("m" if resource == CPU else "Mi")
    amount = parse(made)
    return made if amount is not None and amount != 0 and _sensible(amount, resource) else None


def absurd(amount: Fraction, resource: str) -> bool:
    """Whether an amount that Kubernetes accepts cannot be meant: memory below 64 KiB, over a thousand CPUs."""
    return amount != 0 and not _sensible(amount, resource)


def _sensible(amount: Fraction, resource: str) -> bool:
    return Fraction(1, 1000) <= amount <= 1000 if resource == CPU else amount >= 2**16
