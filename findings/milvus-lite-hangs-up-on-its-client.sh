#!/usr/bin/env bash
# What one would expect: a program that has been idle for a minute opens Milvus Lite again and is answered; client and
# server come from one project and lie on one machine, and neither was told how long a connection lasts.
# What happens: pymilvus pings an idle connection every 10 seconds, and Milvus Lite's server takes some pings without a
# call for abuse (gRPC's own limit) and hangs up, “Too many pings”. Whoever connects at that moment is refused, “Fail
# connecting to server … illegal connection params or server unavailable”: here within a few tries, 45 seconds apart.
# With a ping in ten minutes nobody is. (pymilvus 3.0.2, milvus-lite 3.2.2, grpcio 1.85.3, Python 3.11, seen on 2026-12-01)
# What goes by it: index/stores/milvus_server.py has the client of a Milvus Lite ping seldom.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pymilvus==3.0.2 milvus-lite==3.2.2 grpcio==1.85.3
cat >"$folder/try.py" <<'PYTHON'
import sys
import time

from pymilvus import MilvusClient, MilvusException

seldom = {"grpc_options": {"grpc.keepalive_time_ms": 600_000}} if sys.argv[2] == "seldom" else {}
kept = MilvusClient(sys.argv[1], **seldom)
said = [kept.has_collection("some")]
while len(said) < 7 and False in said[-1:]:
    time.sleep(45)
    try:
        said.append(MilvusClient(sys.argv[1], **seldom).has_collection("some"))
    except MilvusException as error:
        said.append(error.message.splitlines()[0])
print(sys.argv[2], said, flush=True)
refused = "Fail connecting to server" in str(said[-1])
assert refused == (sys.argv[2] == "usual"), said
PYTHON
"$folder/venv/bin/python" "$folder/try.py" "$folder/usual.db" usual 2>/dev/null &
"$folder/venv/bin/python" "$folder/try.py" "$folder/seldom.db" seldom 2>/dev/null
wait $!
