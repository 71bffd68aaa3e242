-- The library: documents, their versions, their paragraphs, and the renditions of these.
-- Every statement can be run twice, so that two processes may create the same library at once.

CREATE TABLE IF NOT EXISTS documents (          -- derived: the facts of all its versions, merged
    id        TEXT PRIMARY KEY,
    facts     TEXT NOT NULL,                    -- JSON: the fields of corpus.types.Document
    places    BLOB NOT NULL DEFAULT x'',        -- digest of its paragraphs, in order
    digest    BLOB NOT NULL DEFAULT x''         -- of id, facts and places (corpus.library.digests)
);

CREATE TABLE IF NOT EXISTS versions (
    id        INTEGER PRIMARY KEY,              -- grows: the highest is the newest
    document  TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    language  TEXT NOT NULL,
    status    TEXT NOT NULL,
    facts     TEXT NOT NULL,                    -- JSON: what this version's file says of its document
    file      TEXT NOT NULL,
    sha256    TEXT NOT NULL,
    pages     INTEGER NOT NULL,
    source    TEXT NOT NULL,
    links     TEXT NOT NULL,                    -- JSON
    warnings  TEXT NOT NULL,                    -- JSON
    content_hash TEXT NOT NULL,
    added_at  TEXT NOT NULL,                    -- ISO 8601, UTC
    record    TEXT NOT NULL DEFAULT '',         -- of its kept file (corpus.library.sources); empty: none was kept
    places    BLOB NOT NULL DEFAULT x'',        -- digest of its renditions' places, in order
    source_digest BLOB NOT NULL DEFAULT x'',
    digest    BLOB NOT NULL DEFAULT x'',        -- of all columns but id and source; empty: known to be damaged
    vouched   TEXT NOT NULL DEFAULT '',         -- JSON: what makes an official text one (corpus.types.Vouched)
    UNIQUE (document, language, status)
);

-- What fingerprints read, without walking over the sources.
CREATE INDEX IF NOT EXISTS versions_by_content ON versions (document, language, status, content_hash);

CREATE TABLE IF NOT EXISTS paragraphs (         -- derived: the union over the versions, in reading order
    document  TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    locator   TEXT NOT NULL,
    ordinal   INTEGER NOT NULL,
    role      TEXT NOT NULL,
    parent    TEXT,
    PRIMARY KEY (document, locator)
);

CREATE TABLE IF NOT EXISTS renditions (         -- role and parent as this version has them: versions may disagree
    id        INTEGER PRIMARY KEY,
    version   INTEGER NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
    ordinal   INTEGER NOT NULL,
    locator   TEXT NOT NULL,
    role      TEXT NOT NULL,
    text      TEXT NOT NULL,
    marker    TEXT NOT NULL,
    heading   TEXT NOT NULL,                    -- JSON
    parent    TEXT,
    page      INTEGER,
    "start"   INTEGER NOT NULL,
    "end"     INTEGER NOT NULL,
    cells     TEXT,                             -- JSON
    digest    BLOB NOT NULL DEFAULT x'',        -- of all columns but id, and of the version's key
    UNIQUE (version, ordinal)
);
CREATE INDEX IF NOT EXISTS renditions_by_locator ON renditions (locator);

CREATE TABLE IF NOT EXISTS removed (            -- tombstones: bundled notes are not to bring these back
    document  TEXT PRIMARY KEY
);

-- Exact phrases. The tokenizer folds accents and case but not œ and æ, so a view spells these out; the words
-- themselves stay in `renditions` only (external content).
CREATE VIEW IF NOT EXISTS spelled_out AS
    SELECT id, replace(replace(replace(replace(text, 'œ', 'oe'), 'Œ', 'OE'), 'æ', 'ae'), 'Æ', 'AE') AS text
    FROM renditions;
CREATE VIRTUAL TABLE IF NOT EXISTS phrases USING fts5 (
    text, content = 'spelled_out', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER IF NOT EXISTS rendition_added AFTER INSERT ON renditions BEGIN
    INSERT INTO phrases (rowid, text) SELECT id, text FROM spelled_out WHERE id = new.id;
END;
CREATE TRIGGER IF NOT EXISTS rendition_deleted BEFORE DELETE ON renditions BEGIN
    INSERT INTO phrases (phrases, rowid, text) SELECT 'delete', id, text FROM spelled_out WHERE id = old.id;
END;

-- What each paragraph refers to, derived from its text (corpus/links). `document` and `place` are what is meant, held
-- or not: they are looked up when read. `linked` says which extractor read a version; another one reads it again.
CREATE TABLE IF NOT EXISTS links (
    version   INTEGER NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
    ordinal   INTEGER NOT NULL,
    locator   TEXT NOT NULL,
    kind      TEXT NOT NULL,
    words     TEXT NOT NULL,
    "start"   INTEGER NOT NULL,                 -- in the rendition's text
    "end"     INTEGER NOT NULL,
    document  TEXT,
    name      TEXT,
    place     TEXT,
    digest    BLOB NOT NULL DEFAULT x'',        -- as that of a rendition
    PRIMARY KEY (version, ordinal)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS links_by_target ON links (document);

CREATE TABLE IF NOT EXISTS linked (
    version   INTEGER PRIMARY KEY REFERENCES versions (id) ON DELETE CASCADE,
    extractor TEXT NOT NULL,
    digest    BLOB NOT NULL DEFAULT x''         -- of the digests of its links, in order
);
