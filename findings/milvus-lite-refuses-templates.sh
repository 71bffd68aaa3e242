#!/usr/bin/env bash
# What one would expect: a filter with its values beside it, “row in {rows}” and filter_params={"rows": [1, 3]}, which
# Milvus advises for long lists, is understood by Milvus Lite too, which speaks the same protocol by the same client.
# What happens: Milvus Lite parses the template as it stands and refuses it, “unexpected character '{'”; written out, the
# same filter is answered. (milvus-lite 3.2.2, pymilvus 3.0.2, Python 3.11, seen on 2026-12-01)
# What goes by it: index/stores/milvus_store.py writes the rows that a filter allows into the filter.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pymilvus==3.0.2 milvus-lite==3.2.2
"$folder/venv/bin/python" - "$folder/vectors.db" 2>/dev/null <<'PYTHON'
import sys

from pymilvus import DataType, MilvusClient, MilvusException

client = MilvusClient(sys.argv[1])
schema = MilvusClient.create_schema(auto_id=False)
schema.add_field("row", DataType.INT64, is_primary=True)
schema.add_field("vector", DataType.FLOAT_VECTOR, dim=2)
how = client.prepare_index_params()
how.add_index("vector", index_type="FLAT", metric_type="IP")
client.create_collection("some", schema=schema, index_params=how)
client.insert("some", [{"row": row, "vector": [1.0, 0.0]} for row in range(5)])
written = client.query("some", filter="row in [1, 3]", output_fields=["row"])
print([each["row"] for each in written])
assert [each["row"] for each in written] == [1, 3]
try:
    client.query("some", filter="row in {rows}", filter_params={"rows": [1, 3]}, output_fields=["row"])
except MilvusException as error:
    print(error.message.splitlines()[0])
    assert "unexpected character '{'" in error.message
else:
    raise AssertionError("templates are understood now")
PYTHON
