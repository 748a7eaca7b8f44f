"""A fact within Markdown stays text, whatever is in it and wherever it stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from core.text.pages import escaped

MARKS = st.text("ab1_*`[]()<>#+-.!|~&;:/\\@ ={}\"'^w", min_size=1, max_size=12)
PLAIN = {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}
PLAIN |= {"bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"}
READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


@given(MARKS)
def test_nothing_becomes_anything(fact: str) -> None:
    for text in (escaped(fact), f"before {escaped(fact)} after", f"x{escaped(fact)}y", f"- {escaped(fact)}"):
        tokens = READER.parse(text)
        kinds = {token.type for token in (*tokens, *(child for token in tokens for child in token.children or ()))}
        assert kinds <= PLAIN, text


def test_a_sentence_gets_no_stray_backslash() -> None:
    text = "A folder of the machine (not a share), empty at first: 2.5 GB, upload_data. Right?"
    assert escaped(text) == text
