"""What devices print is read as the samples say, whatever a terminal or a clipboard did to it, and nothing raises."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.device_outputs.document import document
from core.device_outputs.reading import read
from tests import paste_noise
from tests.paste_noise import ALL, EXPECTED, FURTHER, SAMPLES, Noise, missing, sample

NAMES = sorted(EXPECTED)
WHOLE = [name for name in NAMES if "partial" not in EXPECTED[name] and "nothing" not in EXPECTED[name]]


@pytest.mark.parametrize("name", NAMES)
def test_every_sample_is_read_as_expected(name: str) -> None:
    assert missing(name, (SAMPLES / name).read_bytes()) == []


@pytest.mark.parametrize("name", NAMES)
def test_noise_changes_nothing(name: str) -> None:
    noises = ALL if name == "svc-wrapped80.txt" else (*ALL, *FURTHER)
    assert {noise.__name__: gone for noise in noises if (gone := missing(name, noise(sample(name))))} == {}


@pytest.mark.parametrize("name", WHOLE)
def test_nothing_of_a_whole_output_is_left_unread(name: str) -> None:
    assert document(read([(name, (SAMPLES / name).read_bytes())]))["unread"] == []


@cache
def _observed(name: str, noise: Noise) -> dict[str, Any]:
    observed: dict[str, Any] = document(read([(name, noise(sample(name)))]))["observed"]
    return observed


@pytest.mark.parametrize("second", WHOLE)
@pytest.mark.parametrize("noise", [paste_noise.plain, paste_noise.crlf, paste_noise.utf16], ids=lambda n: n.__name__)
def test_two_outputs_in_one_paste_are_both_read(second: str, noise: Noise) -> None:
    for first in ("role-three-shares.txt", "svc-wrapped80.txt", "pods-ansi.txt", "az-share-list.json", "vswitch.txt"):
        alone = [_observed(first, noise), _observed(second, noise)]
        both = document(read([("paste", noise(sample(first).rstrip("\n") + "\n" + sample(second)))]))
        shared = alone[0].keys() & alone[1].keys() | {"problems", "usedExternalIps", "healthy"}
        for facts in alone:
            assert {key: both["observed"].get(key) for key in facts.keys() - shared} == {
                key: facts[key] for key in facts.keys() - shared
            }, first
            assert set(facts["command"]) <= set(both["observed"]["command"]), first
        assert both["unread"] == [], first


PIECES = st.sampled_from(NAMES).flatmap(
    lambda name: st.tuples(st.integers(0, 1500), st.integers(0, 1500)).map(
        lambda ends: (SAMPLES / name).read_bytes()[min(ends) : max(ends)]
    )
)


@given(st.lists(PIECES | st.binary(max_size=60) | st.sampled_from([b"\n", b"\r\n", b"\x1b[", b"{", b"["]), max_size=6))
def test_random_cuts_and_joins_never_raise(pieces: list[bytes]) -> None:
    data = b"".join(pieces)
    json.dumps(document(read([("paste", data), ("again", data)])))


@given(st.sampled_from(WHOLE), st.data())
def test_a_cut_output_is_never_read_as_more_than_the_whole(name: str, data: st.DataObject) -> None:
    text = sample(name)
    cut = text[: data.draw(st.integers(0, len(text)))]
    seen, whole = (document(read([(name, part.encode())]))["observed"] for part in (cut, text))
    for key in ("shares", "pods", "claims", "services", "nodes", "identities"):
        known = [
            entry if isinstance(entry, str) else entry.get("name", entry.get("module")) for entry in whole.get(key, [])
        ]
        for entry in seen.get(key, []):
            assert (entry if isinstance(entry, str) else entry.get("name", entry.get("module"))) in known
    if "gpus" in whole:
        assert (seen.get("gpus") or 0) in range(whole["gpus"] + 1)


@pytest.mark.parametrize("name", NAMES)
def test_no_secret_leaves(name: str) -> None:
    result = json.dumps(document(read([(name, (SAMPLES / name).read_bytes())])))
    assert "REDACT-ME" not in result
