#!/usr/bin/env bash
# What one would expect: importing a client of a database changes nothing in the environment of the process.
# What happens: “import pymilvus” looks for a file “.env” from its own folder upwards, which for a virtual environment
# in a project finds that project’s, and puts all it says into os.environ: keys of other services, proxies, and settings
# that the processes started later are given. The folder that one is in does not matter. PYTHON_DOTENV_DISABLED=1 keeps
# it from doing so. (pymilvus 3.0.2, python-dotenv 1.2.4, Python 3.11, seen on 2026-12-01)
# What goes by it: index/stores/milvus_server.py: `_connect` replaces what reads the file while pymilvus is imported.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pymilvus==3.0.2 python-dotenv==1.2.4
echo "KEY_OF_ANOTHER_SERVICE=from-the-file" > "$folder/.env"
cat > "$folder/show.py" <<'PYTHON'
import os

import pymilvus

print(pymilvus.__version__, os.environ.get("PYTHON_DOTENV_DISABLED"), os.environ.get("KEY_OF_ANOTHER_SERVICE"))
disabled = "PYTHON_DOTENV_DISABLED" in os.environ
assert os.environ.get("KEY_OF_ANOTHER_SERVICE") == (None if disabled else "from-the-file")
PYTHON
cd /
"$folder/venv/bin/python" "$folder/show.py"
PYTHON_DOTENV_DISABLED=1 "$folder/venv/bin/python" "$folder/show.py"
