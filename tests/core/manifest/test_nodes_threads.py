"""Two threads read one text: neither sees an object or an array as if it held nothing."""

from __future__ import annotations

from threading import Thread
from typing import Any

import pytest

from core.manifest import nodes


@pytest.mark.parametrize("text", ['{"a": 1}', "[1]"])
def test_a_node_that_another_thread_opens_is_not_taken_for_a_scalar(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    root, seen = nodes.scan(text), []
    name = "_members" if text[0] == "{" else "_items"
    inside = getattr(nodes, name)

    def meanwhile(*arguments: Any) -> Any:
        monkeypatch.setattr(nodes, name, inside)
        other = Thread(target=lambda: seen.append(root.children()))
        other.start()
        other.join()
        return inside(*arguments)

    monkeypatch.setattr(nodes, name, meanwhile)
    assert len(root.children()) == 1
    assert [len(children) for children in seen] == [1]
