"""A place that an amending act does not have but quotes is shown where it is quoted, and said to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.service import Assistant

ACT = """# Ovens (Amendment) Act, 2031

Article 1

This Act amends the Ovens Act.

Article 2

After article 71 of the Ovens Act the following is inserted:

“Article 71A. Ovens rest at night.

Article 71B. Ovens rest on Sundays.”

Article 3

This Act enters into force on 1 May 2031.
"""


def test_a_quoted_article_is_found_where_it_is_quoted(own_alinea: Assistant, tmp_path: Path) -> None:
    path = tmp_path / "ovens-amendment.en.md"
    path.write_text(ACT, encoding="utf-8")
    added = own_alinea.add([path]).documents[0]
    assert added.locators == ("1", "2", "3")
    cited = own_alinea.cite("ovens-amendment, article 71B")
    assert (cited.status, cited.locator) == ("found", "2")
    assert "71B" in cited.message
    assert "itself" in cited.message
    absent = own_alinea.cite("ovens-amendment, article 72")
    assert absent.status == "no_such_paragraph"


@pytest.mark.parametrize(
    ("told", "asked", "status"),
    [
        ("The following is inserted: “Article 8a Ovens rest.”", "article 8a", "found"),
        ("The following is inserted: “Article 8 bis\nOvens rest.”", "article 8 bis", "found"),
        ('The following is inserted: "Article 8 bis Ovens rest."', "article 8 bis", "found"),
        ("Est inséré un article ainsi rédigé :\n« Art. 8 bis. — Le four se repose. »", "article 8 bis", "found"),
        ("The “Ovens Act” counts its articles so:\n8 bis. Ovens rest.", "article 8 bis", "no_such_paragraph"),
        ("Ovens rest on Sundays, as\n8 bis. says.", "article 8 bis", "no_such_paragraph"),
    ],
)
def test_only_what_stands_between_quotation_marks_is_quoted(
    own_alinea: Assistant, tmp_path: Path, told: str, asked: str, status: str
) -> None:
    path = tmp_path / "ovens-order.en.md"
    path.write_text(
        f"# Ovens Order, 2032\n\nArticle 1\n\nThis amends.\n\nArticle 2\n\n{told}\n\nArticle 3\n\nIt is in force.\n",
        encoding="utf-8",
    )
    own_alinea.add([path])
    assert own_alinea.cite(f"ovens-order, {asked}").status == status
