"""The files that docs/deploy.md shows are such as the programs that read them accept."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.world.folders import ROOT

_TOLD = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
SHOWN: dict[str, str] = dict(re.findall(r"```(\w+)\n(.*?)```", _TOLD, re.DOTALL))
"""The files shown, by what they are."""


def test_systemd_accepts_the_unit(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze (apt-get install systemd)")
    unit = SHOWN["ini"].replace("/opt/alinea/.venv/bin/python", sys.executable)
    path = tmp_path / "alinea.service"
    path.write_text(unit, encoding="utf-8")
    said = subprocess.run(
        ["systemd-analyze", "verify", str(path)], capture_output=True, text=True, check=False, timeout=60
    )
    assert (said.returncode, "alinea" in said.stderr) == (0, False), said.stderr


def test_nginx_accepts_the_site(tmp_path: Path) -> None:
    nginx, openssl = shutil.which("nginx"), shutil.which("openssl")
    if nginx is None or openssl is None:
        pytest.skip("no nginx or openssl (apt-get install nginx-light openssl)")
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-days", "2"]
    subprocess.run([openssl, *made, "-keyout", key, "-out", certificate], check=True, capture_output=True, timeout=60)
    site = SHOWN["nginx"].replace("/etc/ssl/alinea/cert.pem", str(certificate))
    site = site.replace("/etc/ssl/alinea/key.pem", str(key))
    folders = "".join(
        f"{name}_temp_path {tmp_path / name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    path = tmp_path / "nginx.conf"
    head = f"pid {tmp_path / 'pid'}; error_log stderr; events {{}}"
    path.write_text(f"{head}\nhttp {{ access_log off; {folders}\n{site}\n}}\n", encoding="utf-8")
    said = subprocess.run([nginx, "-t", "-c", str(path)], capture_output=True, text=True, check=False, timeout=60)
    assert said.returncode == 0, said.stderr


def test_the_container_is_given_all_that_the_program_is_made_of() -> None:
    copied = set(re.findall(r"^COPY (\S+) ", SHOWN["dockerfile"], re.MULTILINE))
    assert copied == {"app.py", "assistant", "corpus", "index", "prompts", "requirements/lock.txt"}
    torch = re.search(r"torch==\S+", (ROOT / "requirements.txt").read_text(encoding="utf-8"))
    assert torch is not None
    assert torch.group() in SHOWN["dockerfile"]


def test_every_figure_told_of_is_one_there_is() -> None:
    from assistant.watch import metrics

    known = {f"{family.name}{'_total' if family.type == 'counter' else ''}" for family in metrics._REGISTRY.collect()}
    named = set(re.findall(r"`(alinea_\w+)", _TOLD))
    assert named == known
