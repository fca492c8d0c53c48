-- What an analysis says beyond moods and themes, and which rows were hashed under which version of the text.

ALTER TABLE tracks
    ADD COLUMN album    text NOT NULL DEFAULT '',
    ADD COLUMN summary  text NOT NULL DEFAULT '',  -- what the song is about
    ADD COLUMN context  text NOT NULL DEFAULT '';  -- when and where it is listened to

ALTER TABLE playlists
    ADD COLUMN moods    text[] NOT NULL DEFAULT '{}',
    ADD COLUMN themes   text[] NOT NULL DEFAULT '{}',
    ADD COLUMN context  text NOT NULL DEFAULT '';

-- The version in front of "_" and 64 digits. Few different values, so these stay small; their two ends tell whether any row
-- is of another version than the code's.
CREATE INDEX tracks_by_text_version ON tracks (left(text_hash, length(text_hash) - 65));
CREATE INDEX playlists_by_text_version ON playlists (left(text_hash, length(text_hash) - 65));
