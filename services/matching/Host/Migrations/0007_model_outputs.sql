-- What models and the taxonomy say about a content, stored once for each (content, model) and never edited, and which bundles were served.

CREATE TABLE serving_bundles (
    hash                  text COLLATE "C" PRIMARY KEY,  -- mb_v…; everything but last_seen_at follows from it
    embedder              text NOT NULL,
    embedder_revision     text NOT NULL,
    embedder_dims         int NOT NULL CHECK (embedder_dims > 0),
    reranker              text,                          -- null when the bundle has none
    reranker_revision     text,
    emotions              text,                          -- null when the bundle has none
    emotions_revision     text,
    emotion_buckets       text[] NOT NULL,               -- in the order of the distributions
    emotion_labels        text[] NOT NULL,
    emotions_experimental boolean NOT NULL,
    last_seen_at          timestamptz NOT NULL DEFAULT now(),
    CHECK ((reranker IS NULL) = (reranker_revision IS NULL)),
    CHECK ((emotions IS NULL) = (emotions_revision IS NULL))
);

CREATE INDEX serving_bundles_by_last_seen ON serving_bundles (last_seen_at);

CREATE TABLE track_emotions (
    track_id      text COLLATE "C" NOT NULL REFERENCES tracks ON DELETE CASCADE,
    content_hash  text COLLATE "C" NOT NULL,
    model         text COLLATE "C" NOT NULL,
    revision      text COLLATE "C" NOT NULL,
    buckets       real[] NOT NULL CHECK (cardinality(buckets) > 0),  -- sum up to 1
    labels        real[] NOT NULL CHECK (cardinality(labels) > 0),   -- each from 0 to 1 by itself
    created_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (track_id, content_hash, model, revision)
);

-- Genres as the taxonomy reads a track's list. The arrays are parallel, by key; a list without any genre has empty ones.
CREATE TABLE track_genres (
    track_id      text COLLATE "C" NOT NULL REFERENCES tracks ON DELETE CASCADE,
    source        text COLLATE "C" NOT NULL,  -- who gave the list: 'metadata'
    taxonomy      text COLLATE "C" NOT NULL,  -- gt_v…
    content_hash  text COLLATE "C" NOT NULL,  -- of the list
    keys          bigint[] NOT NULL,
    names         text[] NOT NULL,
    levels        int[] NOT NULL,             -- steps below a genre that stands under no other
    scores        real[] NOT NULL,            -- above 0, sum up to 1
    created_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (track_id, source, taxonomy, content_hash),
    CHECK (cardinality(names) = cardinality(keys) AND cardinality(levels) = cardinality(keys) AND cardinality(scores) = cardinality(keys))
);

CREATE TABLE rerank_scores (
    query_hash     text COLLATE "C" NOT NULL,
    document_hash  text COLLATE "C" NOT NULL,
    model          text COLLATE "C" NOT NULL,
    revision       text COLLATE "C" NOT NULL,
    score          real NOT NULL CONSTRAINT rerank_scores_range CHECK (score >= 0 AND score <= 1),
    created_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (query_hash, document_hash, model, revision)
);
