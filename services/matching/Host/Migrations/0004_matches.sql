-- A context is written with all of its results in one transaction, or not at all.

CREATE TABLE match_contexts (
    context_key         text COLLATE "C" PRIMARY KEY,
    user_id             text NOT NULL,
    bundle_hash         text NOT NULL,
    algorithm           text NOT NULL,
    config_hash         text NOT NULL,
    playlist_set_hash   text NOT NULL,
    candidate_set_hash  text NOT NULL,
    pairs               bigint NOT NULL,
    vectors             bigint NOT NULL,
    created_at          timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE match_results (
    context_key  text COLLATE "C" NOT NULL REFERENCES match_contexts ON DELETE CASCADE,
    playlist_id  text COLLATE "C" NOT NULL,
    rank         int NOT NULL,
    track_id     text COLLATE "C" NOT NULL,
    score        double precision NOT NULL,
    PRIMARY KEY (context_key, playlist_id, rank)
);
