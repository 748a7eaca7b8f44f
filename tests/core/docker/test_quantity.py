"""Quantities: exact both ways, units tested one by one."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.docker import quantities


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("0", 0), ("1", 1), (2, 2), (0.5, Fraction(1, 2)), ("500m", Fraction(1, 2)), ("1500u", Fraction(3, 2000)),
        ("7n", Fraction(7, 10**9)), ("3k", 3000), ("1M", 10**6), ("1G", 10**9), ("1T", 10**12), ("1P", 10**15),
        ("1E", 10**18), ("1Ki", 2**10), ("128Mi", 2**27), ("1.5Gi", 3 * 2**29), ("1Ti", 2**40), ("1Pi", 2**50),
        ("1Ei", 2**60), ("1e3", 1000), ("12E6", 12 * 10**6), ("1e-3", Fraction(1, 1000)), ("+1", 1), ("-1Mi", -(2**20)),
        (".5", Fraction(1, 2)), ("1.", 1), (" 1 ", 1), ("0k", 0), ("1e4294967296", 1), ("0.1n", Fraction(1, 10**9)),
        ("9" * 40, int("9" * 40)), ("8Ei", 2**63 - 1), ("-8Ei", 1 - 2**63),
    ],
)  # fmt: skip
def test_reads_exactly(text: str | int | float, amount: int | Fraction) -> None:
    assert quantities.parse(text) == amount


@pytest.mark.parametrize(
    "text",
    [
        "1GB", "1gb", "1KB", "1K", "1mi", "512 Mi", "Mi", "", " ", "1,5", "0x10", "1EiB", "--1", "1..", "1-5", "e5",
        "+", "1e99999999999999999999", "\N{ARABIC-INDIC DIGIT ONE}", True, None, [], {}, float("inf"),
    ],
)  # fmt: skip
def test_refuses_what_kubernetes_refuses(text: object) -> None:
    assert quantities.parse(text) is None


@pytest.mark.parametrize(
    ("text", "amount"), [("+", 0), (".", 0), ("Mi", 0), ("e5", 0), ("n", 0), ("Pi", None), ("", None)]
)
def test_the_api_takes_what_has_no_digits(text: str, amount: int | None) -> None:
    assert quantities.parse_as_api(text) == amount


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("1", True),
        ("1.5", False),
        ("1000m", True),
        ("0.1n", False),
        ("1Ei", False),
        ("9" * 18, False),
        ("1E", True),
        ("8Ei", True),
        ("9Ei", True),
    ],
)
def test_whole_numbers_are_counted_in_64_bits(text: str, whole: bool) -> None:
    assert quantities.is_whole(text) is whole


@pytest.mark.parametrize(
    "text", ["9" * 5000, "0." + "1" * 5000, "1e" + "0" * 5000 + "3", "1e" + "9" * 5000, "0" * 5000 + "1Gi"]
)
def test_numbers_of_any_length_are_read(text: str) -> None:
    amount = quantities.parse(text)
    assert (amount is None) == text.endswith("9" * 5000 if text.startswith("1e") else "none")


def test_amounts_are_kept_in_thousandths() -> None:
    assert quantities.rounded(Fraction(1, 3000)) == Fraction(1, 1000)
    assert quantities.rounded(Fraction(-1, 3000)) == Fraction(-1, 1000)


@given(st.integers(0, 2**63 - 1))
def test_memory_is_exact(size: int) -> None:
    assert quantities.parse(quantities.memory(size)) == size


@pytest.mark.parametrize(
    ("size", "text"),
    [(2**30, "1024Mi"), (134217728, "128Mi"), (1536, "1536"), (10240, "10Ki"), (1000000, "1000000"), (1, "1")],
)
def test_memory_in_the_largest_unit_that_fits(size: int, text: str) -> None:
    assert quantities.memory(size) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Fraction(1, 2), "500m"), (Fraction(2), "2000m"), (Fraction(1, 3), "334m"), (Fraction(500_000, 10**9), "1m"),
        (Fraction(50_000, 100_000), "500m"), (Fraction(1_500_000_001, 10**9), "1501m"),
    ],
)  # fmt: skip
def test_cpu_is_rounded_up_to_thousandths(amount: Fraction, text: str) -> None:
    assert quantities.cpu(amount) == text


@given(st.integers(1, 10**15))
def test_cpu_is_never_less(nano: int) -> None:
    amount = Fraction(nano, 10**9)
    read = quantities.parse(quantities.cpu(amount))
    assert read is not None
    assert amount <= read < amount + Fraction(1, 1000)


@pytest.mark.parametrize(
    ("value", "resource", "text"),
    [
        ("1GB", "memory", "1G"), ("512MB", "memory", "512M"), ("512 MiB", "memory", "512Mi"), ("1g", "memory", "1Gi"),
        ("512m", "memory", "512Mi"), ("64KB", "memory", None), ("100KB", "memory", "100k"), ("0,5", "cpu", "0.5"),
        ("2 cores", "cpu", "2"), ("500 m", "cpu", "500m"), ("lots", "memory", None), ("500M", "cpu", "500m"),
        ("64k", "memory", "64Ki"), ("1GB", "cpu", None), (None, "memory", None), ("1e3GB", "memory", None),
        ("1073741824 bytes", "memory", "1073741824"),
    ],
)  # fmt: skip
def test_proposes_what_was_meant(value: object, resource: str, text: str | None) -> None:
    assert quantities.proposal(value, resource) == text


@pytest.mark.parametrize(("text", "resource"), [("512m", "memory"), (512, "memory"), ("500M", "cpu"), ("1u", "cpu")])
def test_sees_what_cannot_be_meant(text: str | int, resource: str) -> None:
    amount = quantities.parse(text)
    assert amount is not None
    assert quantities.absurd(amount, resource)


def test_sees_that_two_spellings_are_the_same() -> None:
    assert quantities.same("1Gi", "1024Mi")
    assert quantities.same("0.5", "500m")
    assert not quantities.same("1G", "1Gi")
    assert not quantities.same("x", "x")


@pytest.mark.parametrize(
    ("value", "resource", "text"),
    [
        (512, "memory", "512Mi"), ("512", "memory", "512Mi"), (1500, "cpu", "1500m"), ("1.5", "cpu", None),
        (True, "cpu", None),
    ],
)  # fmt: skip
def test_adds_the_unit_that_was_left_out(value: object, resource: str, text: str | None) -> None:
    assert quantities.with_unit(value, resource) == text
