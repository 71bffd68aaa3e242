"""Signing in in a real browser, what a reader then sees, and what is told when the server refuses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assistant.access.configuration import AccessSettings, Limits, Mode
from assistant.access.members import Members
from assistant.access.registry import RegistryFile
from assistant.access.visitor import Role
from tests.page_client import served
from tests.world.staged import Staged

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PASSWORD = "a long password"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the plan to a reader who may ask thirty times a minute."""
    home = tmp_path_factory.mktemp("others")
    Members(RegistryFile(home)).add_user("ana", Role.READER, PASSWORD)
    opened = Staged.at(home)
    opened.close()
    service = Staged(replace(opened.settings, access=AccessSettings(Mode.USERS, limits=Limits(requests=30))))
    with served(service) as address:
        yield address
    service.close()


def test_a_reader_signs_in_reads_is_held_up_and_signs_out(chromium: Browser, url: str) -> None:
    """By keyboard, as the labels say, without anything of the login page being blocked by its own policy."""
    page = chromium.new_context(locale="fr-FR").new_page()
    blocked: list[str] = []
    page.on("console", lambda said: blocked.append(said.text) if "Content Security Policy" in said.text else None)
    page.goto(f"{url}/#/p/plan/13?lang=fr")
    page.get_by_label("Nom d’utilisateur").fill("ana")
    page.get_by_label("Mot de passe").fill("not the password")
    page.keyboard.press("Enter")
    assert "incorrect" in str(page.get_by_role("alert").text_content())
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.locator("html[data-told=fr]").wait_for(state="attached")
    assert page.url.endswith("#/p/plan/13?lang=fr")  # where the reader had wanted to go
    page.get_by_text("Trois buts sont fixés").first.wait_for()
    page.get_by_role("tab", name="Documents").click()
    page.get_by_text("ajouter et retirer des documents revient à ceux qui la tiennent").wait_for()
    assert page.get_by_role("button", name="Retirer").count() == 0
    assert not page.locator("#library-add").is_visible()
    for _ in range(40):
        page.evaluate("body => fetch('/gradio_api/queue/join', {method: 'POST', body})", '{"fn_index": 0}')
    page.locator("#refused").get_by_text("Vous avez fait de très nombreuses demandes").wait_for()
    page.goto(f"{url}/logout?lang=fr")
    page.get_by_role("button", name="Se déconnecter").click()
    page.get_by_label("Nom d’utilisateur").wait_for()
    assert blocked == []
