"""The procedure that partitions a library on a server: all is as before, and a question reads its documents alone."""

from __future__ import annotations

from pathlib import Path

from assistant.service import Assistant
from assistant.settings import Settings
from tests.kills import papers
from tests.partitions import explained, partition
from tests.postgres import PostgresServer


def test_a_question_reads_the_partitions_of_its_documents(postgres_server: PostgresServer, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "home", store=postgres_server.new_database(), notes=False)
    service = Assistant(settings)
    service.add([papers.write(tmp_path / "acts", number) for number in range(24)])  # fewer are read whole
    question = f"What does the mill {papers.rare(3)} keep?"
    before = service.find(question, k=20).hits
    service.close()
    partition(postgres_server, settings.store)
    service = Assistant(settings)
    try:
        assert service.find(question, k=20).hits == before
        with explained() as of_question:
            service.cite("Article 3 of Act 4 on mills")
        assert of_question and {
            most for tables in of_question.values() for runs in tables.values() for most in runs
        } == {1}
        with explained() as of_addition:
            service.add([papers.write(tmp_path / "acts", 2, 2)])
        noted = next(tables for sql, tables in of_addition.items() if sql.startswith("UPDATE renditions SET words"))
        assert noted == {"renditions": [1]}
        service.remove(papers.name(1))
        assert service.check().ok
    finally:
        service.close()
