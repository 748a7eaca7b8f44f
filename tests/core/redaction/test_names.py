"""The quick look for words of secret names misses no name that the full look finds."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from core.redaction import names

ASCII = st.characters(codec="ascii")


@given(
    st.one_of(
        *(
            st.from_regex(pattern, alphabet=ASCII)
            for pattern in (names._CONTAINS, names._ENDS, names._PIN, names._KEY, names.WEAK)
        )
    )
)
@example("REGISTRY_P-W-D")
@example("haslo")
@example("schluessel")
def test_the_quick_look_misses_no_name(name: str) -> None:
    if names.secret_name(name):
        assert names.may_name_secrets(f"x = 1 {name}=2")


def test_every_word_of_the_quick_look_is_needed() -> None:
    for word in names._WORDS:
        others = [other for other in names._WORDS if other != word]
        assert not any(other in word for other in others), f"{word} holds another word"


def test_a_text_without_such_words_has_no_secret_names() -> None:
    assert not names.may_name_secrets("://a:b" * 100)
    assert names.may_name_secrets("пароль")
