-- What stage 1 reads of a track besides its text, as one hash: an answer rests on it, so a context must cover it.

CREATE FUNCTION track_signals_hash(
    genres text[], tempo_bpm double precision, energy double precision, valence double precision, danceability double precision,
    acousticness double precision, instrumentalness double precision)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN left(encode(sha256(convert_to(
    json_build_array(genres, tempo_bpm, energy, valence, danceability, acousticness, instrumentalness)::text, 'UTF8')), 'hex'), 32);

ALTER TABLE tracks ADD COLUMN signals_hash text COLLATE "C" NOT NULL
    GENERATED ALWAYS AS (track_signals_hash(genres, tempo_bpm, energy, valence, danceability, acousticness, instrumentalness)) STORED;

-- One value for each signal of the context's configuration, in its order; NaN for one that the pair lacks.
ALTER TABLE match_results ADD COLUMN signals real[] NOT NULL DEFAULT '{}';

-- A configuration never changes; a name is moved from one to another.
CREATE TABLE matching_configs (
    hash        text COLLATE "C" PRIMARY KEY,
    content     text NOT NULL,  -- the JSON that the hash is of
    created_at  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE matching_config_names (
    name        text COLLATE "C" PRIMARY KEY,
    hash        text COLLATE "C" NOT NULL REFERENCES matching_configs,
    is_default  boolean NOT NULL DEFAULT false,
    updated_at  timestamptz NOT NULL DEFAULT now()
);

-- At most one; without one the built-in configuration is the default.
CREATE UNIQUE INDEX matching_config_default ON matching_config_names (is_default) WHERE is_default;
CREATE INDEX matching_config_names_by_hash ON matching_config_names (hash);
