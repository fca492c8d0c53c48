-- A number that grows with every committed change of what a match reads from the catalogue. Whoever finds the number that it saw last knows that nothing has changed, and need not
-- read, hash or move anything.
CREATE TABLE catalogue_version (
    one_row  boolean PRIMARY KEY DEFAULT true CHECK (one_row),
    version  bigint NOT NULL
);

INSERT INTO catalogue_version (version) VALUES (1);

-- Counted at commit and not at once: the one row is then the last lock that a transaction takes and held for a moment, so that imports neither wait for each other's work nor deadlock.
-- This table holds a row from a statement until its commit.
CREATE TABLE catalogue_changes (
    id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY
);

CREATE FUNCTION note_catalogue_change() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO catalogue_changes DEFAULT VALUES;
    RETURN NULL;
END $$;

CREATE FUNCTION count_catalogue_change() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    UPDATE catalogue_version SET version = version + 1;
    DELETE FROM catalogue_changes WHERE id = NEW.id;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER count_change AFTER INSERT ON catalogue_changes DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION count_catalogue_change();

CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON tracks FOR EACH STATEMENT EXECUTE FUNCTION note_catalogue_change();
CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON playlists FOR EACH STATEMENT EXECUTE FUNCTION note_catalogue_change();
CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON playlist_members FOR EACH STATEMENT EXECUTE FUNCTION note_catalogue_change();
