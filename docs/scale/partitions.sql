-- Partitions the three tables that grow with the texts, by the version or the document that their rows belong to.
--
--     psql --set ON_ERROR_STOP=1 --file partitions.sql DATABASE
--
-- Once, on PostgreSQL 14 or later, while nothing else uses the database, and after a backup. The program works on it as
-- before. Tried, and what then reads which partitions: python -m tests.partitions.

SET search_path TO alinea;
SET alinea.partitions = 8;
BEGIN;

ALTER TABLE renditions RENAME TO renditions_before;
ALTER TABLE links RENAME TO links_before;
ALTER TABLE paragraphs RENAME TO paragraphs_before;

-- A primary key has to hold what rows are partitioned by: it is (version, ordinal) and not the number of the row.
CREATE TABLE renditions (LIKE renditions_before INCLUDING STORAGE INCLUDING COMPRESSION) PARTITION BY HASH (version);
CREATE SEQUENCE renditions_number OWNED BY renditions.id;
ALTER TABLE renditions ALTER COLUMN id SET DEFAULT nextval('renditions_number');
CREATE TABLE links (LIKE links_before INCLUDING ALL EXCLUDING INDEXES) PARTITION BY HASH (version);
CREATE TABLE paragraphs (LIKE paragraphs_before INCLUDING ALL EXCLUDING INDEXES) PARTITION BY HASH (document);

DO $$
DECLARE
    many INTEGER := current_setting('alinea.partitions');
    name TEXT;
BEGIN
    FOREACH name IN ARRAY ARRAY['renditions', 'links', 'paragraphs'] LOOP
        FOR part IN 0 .. many - 1 LOOP
            EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES WITH (MODULUS %s, REMAINDER %s)',
                           name || '_' || part, name, many, part);
        END LOOP;
        EXECUTE format('INSERT INTO %I SELECT * FROM %I', name, name || '_before');
        EXECUTE format('DROP TABLE %I', name || '_before');
    END LOOP;
END $$;
SELECT setval('renditions_number', coalesce(max(id), 0) + 1, false) FROM renditions;

ALTER TABLE renditions ADD PRIMARY KEY (version, ordinal);
ALTER TABLE renditions ADD FOREIGN KEY (version) REFERENCES versions (id) ON DELETE CASCADE;
CREATE INDEX renditions_by_locator ON renditions (locator);
CREATE INDEX renditions_by_words ON renditions USING gin (string_to_array(words, ' '));
CREATE INDEX renditions_without_words ON renditions (version) WHERE words IS NULL;
ALTER TABLE links ADD PRIMARY KEY (version, ordinal);
ALTER TABLE links ADD FOREIGN KEY (version) REFERENCES versions (id) ON DELETE CASCADE;
CREATE INDEX links_by_target ON links (document);
ALTER TABLE paragraphs ADD PRIMARY KEY (document, locator);
ALTER TABLE paragraphs ADD FOREIGN KEY (document) REFERENCES documents (id) ON DELETE CASCADE;

COMMIT;
ANALYZE;
