-- The files that documents were read from, and those of the index. Each is in parts, so that none is ever held whole.
-- PostgreSQL's own compression is off: the largest are numbers, which it cannot make smaller.

CREATE TABLE kept_files (
    name      TEXT COLLATE "C" NOT NULL,        -- as in the folder of sources: by its content
    part      INTEGER NOT NULL,
    content   BYTEA NOT NULL,
    written   TIMESTAMPTZ NOT NULL DEFAULT now(),
    PRIMARY KEY (name, part)
);

CREATE TABLE index_files (
    name      TEXT COLLATE "C" NOT NULL,        -- the SHA-256 of all parts
    part      INTEGER NOT NULL,
    content   BYTEA NOT NULL,
    PRIMARY KEY (name, part)
);

-- The generations of the index: the newest is the current one. The manifest names the files, by their SHA-256.
CREATE TABLE generations (
    number    BIGINT PRIMARY KEY,
    manifest  BYTEA NOT NULL,
    sha256    TEXT NOT NULL
);
ALTER TABLE kept_files ALTER COLUMN content SET STORAGE EXTERNAL;
ALTER TABLE index_files ALTER COLUMN content SET STORAGE EXTERNAL;
