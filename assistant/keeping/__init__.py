"""The part of the façade that changes the library: documents in and out, the index, copies, who may do that."""
