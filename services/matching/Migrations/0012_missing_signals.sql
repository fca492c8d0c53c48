-- A text of which the model knows no word has a vector of zeros: it is stored, so that it is not asked for again, and says nothing. There are few; this finds them
-- without reading the vectors.
CREATE INDEX track_embeddings_saying_nothing ON track_embeddings (track_id, content_hash, model, revision) WHERE vector_norm(vector) = 0;

-- What an answer could not rank.
ALTER TABLE match_contexts
    ADD COLUMN tracks_without_signals     bigint NOT NULL DEFAULT 0,
    ADD COLUMN playlists_without_signals  bigint NOT NULL DEFAULT 0;

-- Null where the reranker knows no word of one of the texts.
ALTER TABLE rerank_scores ALTER COLUMN score DROP NOT NULL;

-- What was made of the glue of a text alone (the "by" between title and artists, full stops) passed for an output of its words. Only words without a letter or digit of ASCII can be
-- unknown altogether; what was stored of those is made again, and found to say something or nothing.
DELETE FROM track_embeddings e USING tracks t
WHERE t.id = e.track_id AND concat_ws(' ', t.title, t.album, t.summary, t.context, array_to_string(t.artists || t.genres || t.moods || t.themes, ' ')) !~ '[A-Za-z0-9]';
DELETE FROM track_emotions o USING tracks t
WHERE t.id = o.track_id AND concat_ws(' ', t.title, t.album, t.summary, t.context, array_to_string(t.artists || t.genres || t.moods || t.themes, ' ')) !~ '[A-Za-z0-9]';
DELETE FROM playlist_embeddings e USING playlists p
WHERE p.id = e.playlist_id AND concat_ws(' ', p.name, p.description, p.context, array_to_string(p.moods || p.themes, ' ')) !~ '[A-Za-z0-9]';
