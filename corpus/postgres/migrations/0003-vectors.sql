-- The tables of vectors that pgvector searches, each made for one segment of the index. `place` is the content of the
-- file that stands for the table in the segment: a table whose file no generation has any more is dropped.

CREATE TABLE vector_tables (
    name      TEXT COLLATE "C" PRIMARY KEY,
    place     TEXT NOT NULL
);
