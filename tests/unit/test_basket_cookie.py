"""The basket's cookie: what goes in comes out in order, and no cookie breaks it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from web.basket import MOST, Basket, Item, check, place_of, read

ITEMS = st.lists(
    st.builds(Item, st.from_regex(r"[0-9a-f]{12}", fullmatch=True), st.integers(1, 999_999), st.text().map(check)),
    max_size=MOST,
    unique=True,
)


@given(ITEMS)
def test_a_basket_survives_its_cookie(items: list[Item]) -> None:
    basket = Basket(tuple(items))
    assert read(basket.cookie) == basket


@given(st.text())
def test_any_cookie_is_a_basket_and_nothing_vanishes_unsaid(cookie: str) -> None:
    basket = read(cookie)
    assert len(basket.items) + len(basket.damaged) <= len([piece for piece in cookie.split("~") if piece])
    assert set(map(str, basket.items)) | set(basket.damaged) == {piece for piece in cookie.split("~") if piece}


@given(ITEMS, st.data())
def test_moving_changes_only_the_order(items: list[Item], data: st.DataObject) -> None:
    basket = Basket(tuple(items))
    for _ in range(3 if items else 0):
        item, by = data.draw(st.sampled_from(items)), data.draw(st.integers(-3, 3))
        before = basket.items.index(item)
        basket = basket.moved(item, by)
        assert basket.items.index(item) == min(len(items) - 1, max(0, before + by))
    assert sorted(map(str, basket.items)) == sorted(map(str, items))


def test_a_full_basket_takes_no_more_and_fits_a_cookie() -> None:
    basket = Basket()
    for number in range(1, MOST + 1):
        item = Item("0123456789ab", number + 900_000, "abcdef")
        assert basket.takes(item)
        basket = basket.with_one(item)
    assert not basket.takes(Item("0123456789ab", 1, "abcdef"))
    assert len("basket=" + basket.cookie) < 4_000


def test_what_is_beyond_the_last_place_is_named() -> None:
    item = "0123456789ab.{}.abcdef"
    basket = read("~".join(item.format(number) for number in range(1, MOST + 3)))
    assert len(basket.items) == MOST
    assert basket.damaged == (item.format(MOST + 1), item.format(MOST + 2))


def test_a_paragraph_is_found_again_by_its_text_nearest_to_where_it_was() -> None:
    texts = ["甲", "乙", "甲", "丙", "甲"]
    assert place_of(Item("a", 4, check("甲")), texts) == 3
    assert place_of(Item("a", 9, check("乙")), texts) == 2
    assert place_of(Item("a", 1, check("丁")), texts) == 0
