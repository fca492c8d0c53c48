-- Vectors are immutable outputs of (content, model): a changed text or model adds a row and never edits one. Going back
-- to an earlier text or model finds its vector still there.

CREATE TABLE track_embeddings (
    track_id      text COLLATE "C" NOT NULL REFERENCES tracks ON DELETE CASCADE,
    content_hash  text COLLATE "C" NOT NULL,
    model         text COLLATE "C" NOT NULL,
    revision      text COLLATE "C" NOT NULL,
    dims          int NOT NULL,
    vector        vector NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (track_id, content_hash, model, revision),
    CONSTRAINT track_embeddings_dims CHECK (dims > 0 AND vector_dims(vector) = dims)
);

CREATE TABLE playlist_embeddings (
    playlist_id   text COLLATE "C" NOT NULL REFERENCES playlists ON DELETE CASCADE,
    content_hash  text COLLATE "C" NOT NULL,
    model         text COLLATE "C" NOT NULL,
    revision      text COLLATE "C" NOT NULL,
    dims          int NOT NULL,
    vector        vector NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (playlist_id, content_hash, model, revision),
    CONSTRAINT playlist_embeddings_dims CHECK (dims > 0 AND vector_dims(vector) = dims)
);
