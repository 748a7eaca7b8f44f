"""Kubernetes quantities: exact reading, conversion of Docker's bytes and CPU shares, correction of usual mistakes.

Source: Kubernetes 1.20, apimachinery resource.Quantity; the corner cases were tried on a real API server.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from core.model.base import Json

_QUANTITY = re.compile(r"([+-]?)([0-9]*+)(\.[0-9]*+)?([eEinumkKMGTP]*+[+-]?[0-9]*+)")
_EXPONENT = re.compile(r"[eE]([+-]?)([0-9]+)")
_LOOSE = re.compile(r"\s*+(\d{1,20}(?:[.,]\d{1,9})?)\s*+([A-Za-z]*+)\s*+")
_DECIMAL = {"n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18}
_BINARY = {"Ki": 10, "Mi": 20, "Gi": 30, "Ti": 40, "Pi": 50, "Ei": 60}
_NANO = 9
LARGEST = 2**63 - 1
"""The largest number of Docker and of Kubernetes, which both count in 64 bits."""
_AT_ONCE = (1, 2, 3, 6, 9)
"""Powers of ten that Kubernetes multiplies by at once."""
_FARTHEST = 1000
"""Exponents beyond this make no difference to any verdict, but much to the time it takes."""
_MOST = Fraction(10 ** (2 * _FARTHEST))
"""No amount is more, so that each of them can be written: Python writes no number of more than 4,300 digits."""
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


class _Number(NamedTuple):
    """An amount. Kubernetes holds a short one as a 64-bit number with a power of ten, others (None) exactly."""

    amount: Fraction
    power: int | None
    has_digits: bool


def parse(value: Json) -> Fraction | None:
    """The exact amount of a quantity (number or text); None if the edge agent or Kubernetes cannot read it.

    Surrounding blanks are accepted, and any exponent; the client of the agent requires at least one digit.
    """
    number = _read(value)
    return number.amount if number is not None and number.has_digits else None


def parse_as_api(value: Json) -> Fraction | None:
    """The exact amount as the API server reads it, which takes a sign, a dot or a unit alone for 0."""
    number = _read(value)
    return None if number is None else number.amount


def rounded(amount: Fraction) -> Fraction:
    """An amount of CPU, memory or a device as Kubernetes keeps it: in thousandths, rounded away from zero."""
    if amount.denominator == 1:
        return amount
    thousandths = -(-abs(amount) * 1000 // 1)
    return Fraction(thousandths if amount >= 0 else -thousandths, 1000)


def is_whole(value: Json) -> bool:
    """Whether Kubernetes counts a quantity as a whole number.

    It looks at the thousandths in 64 bits, and of more it sees the lower bits: `1Ei` and 18 nines are refused. Only
    where it multiplies in steps of ten does it notice that they do not fit, and takes the number for 0: `1E` passes.
    """
    number = _read(value)
    if number is None:
        return False
    thousandths = abs(int(rounded(number.amount) * 1000))
    if thousandths > LARGEST and number.power is not None and number.power + 3 not in _AT_ONCE:
        return True
    low = thousandths % 2**64
    return (low if low <= LARGEST else 2**64 - low) % 1000 == 0


def _read(value: Json) -> _Number | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    return _read_text(value.strip(" ") if isinstance(value, str) else repr(value))


@lru_cache(maxsize=1024)
def _read_text(text: str) -> _Number | None:
    match = _QUANTITY.fullmatch(text) if text else None
    if match is None:
        return None
    sign, whole, fraction, unit = match[1], match[2].lstrip("0") or "0", (match[3] or ".")[1:], match[4]
    sense = -1 if sign == "-" else 1
    if unit in _BINARY:
        power = _BINARY[unit]
        short = not fraction and 14 - len(whole) - power * 3 // 10 >= 0 and _integer(whole) << power <= LARGEST
        amount, scale = Fraction(2**power), 0
    else:
        exponent = _exponent(unit)
        if exponent is None:
            return None
        short = len(whole) + len(fraction) <= 18 and exponent - len(fraction) >= -_NANO
        amount, scale = Fraction(10) ** exponent, exponent - len(fraction)
    has_digits = bool(match[2] or fraction)
    if not (short or has_digits):
        return None
    amount = min(amount * Fraction(_integer(whole + fraction), 10 ** len(fraction)), _MOST)
    return _Number(sense * (amount if short else _capped(amount, unit)), scale if short else None, has_digits)


def _exponent(unit: str) -> int | None:
    """The power of ten of a unit; of an exponent the lower 32 bits, kept within what can be distinguished."""
    if unit in _DECIMAL:
        return _DECIMAL[unit]
    match = _EXPONENT.fullmatch(unit)
    number = 2**64 if match is None else _integer(match[2]) * (-1 if match[1] == "-" else 1)
    if not -LARGEST - 1 <= number <= LARGEST:
        return None
    wrapped = (number + 2**31) % 2**32 - 2**31
    return max(-_FARTHEST, min(_FARTHEST, wrapped))


def number_of(digits: str) -> int:
    """The value of a whole number of any length, at most the largest of 64 bits."""
    return min(_integer(digits), LARGEST)


LEAST_MEMORY = 6 * 1024**2
"""Docker accepts no limit of memory below this (moby/moby, daemon_unix.go, linuxMinMemory)."""


def fits(value: Json) -> bool:
    """Whether Docker can read a value as a whole number, which must have at most 64 bits."""
    return isinstance(value, int) and not isinstance(value, bool) and -LARGEST - 1 <= value <= LARGEST


def _integer(digits: str) -> int:
    """A number of any length; of a very long one the first digits, since Python reads no more at once."""
    digits = digits.lstrip("0")
    head = digits[:_FARTHEST]
    return int(head or "0") * int(10 ** (len(digits) - len(head)))


def _capped(amount: Fraction, unit: str) -> Fraction:
    """Rounded up to a billionth; with a binary unit at most 2^63 - 1."""
    up = Fraction(-(-amount * 10**_NANO // 1), 10**_NANO)
    return min(up, Fraction(LARGEST)) if unit in _BINARY else up


def memory(size: int) -> str:
    """Bytes as a quantity, exactly: in Mi where it is a whole number of them, else in Ki, else in bytes."""
    for unit, power in (("Mi", 20), ("Ki", 10)):
        if size % 2**power == 0:
            return f"{size >> power}{unit}"
    return str(size)


def cpu(amount: Fraction) -> str:
    """CPUs as a quantity in thousandths, rounded up: Kubernetes has no finer unit, and less would slow a module."""
    return f"{-(-amount * 1000 // 1)}m"


def same(one: Json, other: Json) -> bool:
    """Whether two quantities are the same amount, however they are spelled."""
    amount = parse(one)
    return amount is not None and amount == parse(other)


def proposal(value: Json, resource: str) -> str | None:
    """The intended amount for a refused or absurd amount of memory or CPU; None if it cannot be known.

    `1GB` is 1G, `512 MiB` is 512Mi, and `512m` of memory (half a byte) is what Docker calls 512m: 512Mi. A number
    without a unit is not changed.
    """
    match = _LOOSE.fullmatch(value) if isinstance(value, str) else None
    words = _CPU_WORDS if resource == CPU else _MEMORY_WORDS
    if match is None or match[2].lower() not in words:
        return None
    corrected = match[1].replace(",", ".") + words[match[2].lower()]
    amount = parse(corrected)
    return corrected if amount is not None and corrected != value and _sensible(amount, resource) else None


def sound(value: Json, resource: str) -> bool:
    """Whether Kubernetes accepts an amount and it is plausible."""
    amount = parse(value)
    known = resource in (CPU, "memory")
    return amount is not None and amount >= 0 and not (known and absurd(amount, resource))


def meant(value: Json, resource: str) -> Json:
    """An amount as it is, or as it was intended; None if that cannot be known."""
    return value if sound(value, resource) else proposal(value, resource) or with_unit(value, resource)


def with_unit(value: Json, resource: str) -> str | None:
    """A bare number with the missing unit: Mi of memory, thousandths of a CPU; None for anything else."""
    text = str(value) if isinstance(value, (int, str)) and not isinstance(value, bool) else ""
    if not text.isdecimal() or not text.isascii():
        return None
    corrected = text + ("m" if resource == CPU else "Mi")
    amount = parse(corrected)
    return corrected if amount is not None and amount != 0 and _sensible(amount, resource) else None


def absurd(amount: Fraction, resource: str) -> bool:
    """Whether an accepted amount is implausible: memory below 64 KiB, over a thousand CPUs."""
    return amount != 0 and not _sensible(amount, resource)


def _sensible(amount: Fraction, resource: str) -> bool:
    return Fraction(1, 1000) <= amount <= 1000 if resource == CPU else amount >= 2**16
