-- Who made the members of a playlist, on which albums and when: known of every library, however little else is.

ALTER TABLE playlist_profiles
    ADD COLUMN artists        text[] NOT NULL DEFAULT '{}',  -- in folded spelling, with how many members each made
    ADD COLUMN artist_counts  int[] NOT NULL DEFAULT '{}',
    ADD COLUMN albums         text[] NOT NULL DEFAULT '{}',  -- likewise, each with its first artist
    ADD COLUMN album_counts   int[] NOT NULL DEFAULT '{}',
    ADD COLUMN years          int[] NOT NULL DEFAULT '{}',   -- of the members that have one
    ADD CONSTRAINT playlist_profiles_affinities CHECK (
        cardinality(artists) = cardinality(artist_counts) AND cardinality(albums) = cardinality(album_counts));

-- What stage 1 reads of a track besides its text has the year, too.
ALTER TABLE tracks DROP COLUMN signals_hash;
DROP FUNCTION track_signals_hash;

CREATE FUNCTION track_signals_hash(
    genres text[], tempo_bpm double precision, energy double precision, valence double precision, danceability double precision,
    acousticness double precision, instrumentalness double precision, year int)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN left(encode(sha256(convert_to(
    json_build_array(genres, tempo_bpm, energy, valence, danceability, acousticness, instrumentalness, year)::text, 'UTF8')), 'hex'), 32);

ALTER TABLE tracks ADD COLUMN signals_hash text COLLATE "C" NOT NULL
    GENERATED ALWAYS AS (
        track_signals_hash(genres, tempo_bpm, energy, valence, danceability, acousticness, instrumentalness, year)) STORED;
