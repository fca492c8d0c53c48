-- What a playlist is, made from its text and its members. Immutable: the hash covers everything that it is made from.

CREATE TABLE playlist_profiles (
    playlist_id    text COLLATE "C" NOT NULL REFERENCES playlists ON DELETE CASCADE,
    content_hash   text COLLATE "C" NOT NULL,  -- pp_v…
    member_count   int NOT NULL,
    model          text COLLATE "C" NOT NULL,
    revision       text COLLATE "C" NOT NULL,
    dims           int NOT NULL,
    query_vector   vector,                     -- of the playlist's text; null where vectors were not asked for
    centroid       vector,                     -- of the members; null without enough of them, too
    audio          real[] NOT NULL,            -- in the code's order of features; NaN for one that no member has
    genre_keys     bigint[] NOT NULL,
    genre_names    text[] NOT NULL,
    genre_weights  double precision[] NOT NULL,
    emotions       real[],                     -- in the order of the model's buckets; null when they were not asked for, or no member has any
    text           text NOT NULL,              -- what the reranker reads
    text_hash      text COLLATE "C" NOT NULL,  -- pq_v…
    created_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (playlist_id, content_hash),
    CONSTRAINT playlist_profiles_dims CHECK (
        dims > 0 AND (query_vector IS NULL OR vector_dims(query_vector) = dims) AND (centroid IS NULL OR vector_dims(centroid) = dims)),
    CONSTRAINT playlist_profiles_genres CHECK (
        cardinality(genre_keys) = cardinality(genre_names) AND cardinality(genre_keys) = cardinality(genre_weights))
);

-- Which tracks a stage-1 list was chosen from, and what each was then: the difference to the catalogue of today is what has to be scored again.
CREATE TABLE candidate_sets (
    hash        text COLLATE "C" PRIMARY KEY,  -- cs_v…
    track_ids   text[] COLLATE "C" NOT NULL,
    contents    uuid[] NOT NULL,               -- md5 of a track's content and signals hashes: compared, never trusted
    created_at  timestamptz NOT NULL DEFAULT now(),
    CHECK (cardinality(track_ids) = cardinality(contents))
);

-- The head of stage 1's ranking, the latest one for a profile, a way of scoring and a scope. Whatever is not listed ranks behind the last entry.
CREATE TABLE stage_one_lists (
    profile_hash        text COLLATE "C" NOT NULL,
    scoring_hash        text COLLATE "C" NOT NULL,
    scope_hash          text COLLATE "C" NOT NULL,  -- the whole catalogue, or the ids that were asked about
    candidate_set_hash  text COLLATE "C" NOT NULL REFERENCES candidate_sets,
    complete            boolean NOT NULL,           -- nothing is missing from the list
    track_ids           text[] COLLATE "C" NOT NULL,
    scores              real[] NOT NULL,
    signals             real[] NOT NULL,            -- a row an entry
    updated_at          timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (profile_hash, scoring_hash, scope_hash),
    CHECK (cardinality(track_ids) = cardinality(scores))
);

CREATE INDEX stage_one_lists_by_set ON stage_one_lists (candidate_set_hash);
CREATE INDEX stage_one_lists_by_age ON stage_one_lists (updated_at);

ALTER TABLE match_contexts
    ADD COLUMN profiles      bigint NOT NULL DEFAULT 0,
    ADD COLUMN emotions      bigint NOT NULL DEFAULT 0,
    ADD COLUMN rerank_pairs  bigint NOT NULL DEFAULT 0;

CREATE INDEX match_contexts_by_age ON match_contexts (created_at);

ALTER TABLE match_results
    ADD COLUMN stage_one  double precision NOT NULL DEFAULT 0,
    ADD COLUMN rerank     real;

-- Vectors of texts that somebody searched with.
CREATE TABLE query_embeddings (
    text_hash   text COLLATE "C" NOT NULL,  -- pq_v…
    model       text COLLATE "C" NOT NULL,
    revision    text COLLATE "C" NOT NULL,
    dims        int NOT NULL,
    vector      vector NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (text_hash, model, revision),
    CONSTRAINT query_embeddings_dims CHECK (dims > 0 AND vector_dims(vector) = dims)
);

CREATE INDEX query_embeddings_by_age ON query_embeddings (created_at);
