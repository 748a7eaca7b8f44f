"""Image references: the tag, and what cannot be read."""

from __future__ import annotations

import pytest

from core.docker.images import image_tag


@pytest.mark.parametrize(
    ("image", "tag"),
    [
        ("cam", ""),
        ("cam:1.2-arm32v7", "1.2-arm32v7"),
        ("registry.example:5000/team/cam", ""),
        (" registry.example:5000/cam:1 ", "1"),
        ("cam@sha256:0123", "0123"),
        ("cam:1@sha256:0123", None),
        ("", None),
    ],
)
def test_the_tag_of_an_image(image: str, tag: str | None) -> None:
    assert image_tag(image) == tag
