-- The catalogue. Ids sort by their bytes everywhere (COLLATE "C"), so that pages, hashes and ties agree with the code.

CREATE EXTENSION IF NOT EXISTS vector WITH SCHEMA public;

CREATE TABLE tracks (
    id                text COLLATE "C" PRIMARY KEY,
    title             text NOT NULL,
    artists           text[] NOT NULL,
    year              int,
    language          text NOT NULL,
    genres            text[] NOT NULL,
    moods             text[] NOT NULL,
    themes            text[] NOT NULL,
    tempo_bpm         double precision,
    energy            double precision,
    valence           double precision,
    danceability      double precision,
    acousticness      double precision,
    instrumentalness  double precision,
    audio_estimated   boolean,              -- null when the track has no audio features at all
    text_hash         text COLLATE "C" NOT NULL,  -- te_v… of the canonical text: what an embedding is made from
    created_at        timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE playlists (
    id            text COLLATE "C" PRIMARY KEY,
    name          text NOT NULL,
    description   text NOT NULL,
    text_hash     text COLLATE "C" NOT NULL,  -- pt_v… of the canonical text: what its query vector is made from
    members_hash  text COLLATE "C" NOT NULL,  -- of the members' ids in order: tells whether their rows must be written again
    created_at    timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE playlist_members (
    playlist_id  text COLLATE "C" NOT NULL REFERENCES playlists ON DELETE CASCADE,
    position     int NOT NULL,
    track_id     text COLLATE "C" NOT NULL REFERENCES tracks,
    PRIMARY KEY (playlist_id, track_id),
    UNIQUE (playlist_id, position)
);

CREATE INDEX playlist_members_by_track ON playlist_members (track_id);
