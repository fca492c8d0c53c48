-- A text of which the model knows no word has a vector of zeros: it is stored, so that it is not asked for again, and says nothing. There
-- are few; this finds them
-- without reading the vectors.
CREATE INDEX track_embeddings_saying_nothing ON track_embeddings (track_id, content_hash, model, revision) WHERE vector_norm(vector) = 0;

-- What an answer could not rank.
ALTER TABLE match_contexts
    ADD COLUMN tracks_without_signals     bigint NOT NULL DEFAULT 0,
    ADD COLUMN playlists_without_signals  bigint NOT NULL DEFAULT 0,
    ADD COLUMN refused_total              bigint NOT NULL DEFAULT 0,  -- outputs that a model does not make
    ADD COLUMN refused                    text NOT NULL DEFAULT '[]';  -- JSON: the first of them

-- Texts of which a model makes nothing, however often it is asked.
CREATE TABLE refused_outputs (
    output        text COLLATE "C" NOT NULL,  -- the table that it is not in
    content_hash  text COLLATE "C" NOT NULL,  -- of the text; of a pair both hashes, parted by a blank
    model         text COLLATE "C" NOT NULL,
    revision      text COLLATE "C" NOT NULL,
    reason        text NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (output, content_hash, model, revision)
);

-- Null where the reranker knows no word of one of the texts.
ALTER TABLE rerank_scores ALTER COLUMN score DROP NOT NULL;

-- What was made of the glue of a text alone (the "by" between title and artists, full stops) passed for an output of its words. Only words
-- without a letter or digit of ASCII can be
-- unknown altogether; what was stored of those is made again, and found to say something or nothing.
DELETE FROM track_embeddings e USING tracks t
WHERE t.id = e.track_id
    AND concat_ws(' ', t.title, t.album, t.summary, t.context, array_to_string(t.artists || t.genres || t.moods || t.themes, ' ')) !~ '[A-Za-z0-9]';
DELETE FROM track_emotions o USING tracks t
WHERE t.id = o.track_id
    AND concat_ws(' ', t.title, t.album, t.summary, t.context, array_to_string(t.artists || t.genres || t.moods || t.themes, ' ')) !~ '[A-Za-z0-9]';
DELETE FROM playlist_embeddings e USING playlists p
WHERE p.id = e.playlist_id AND concat_ws(' ', p.name, p.description, p.context, array_to_string(p.moods || p.themes, ' ')) !~ '[A-Za-z0-9]';

-- No number that is none gets in. (Vectors refuse NaN and infinities by themselves.)
DELETE FROM track_emotions WHERE NOT ('Infinity' > ALL (buckets) AND 0 <= ALL (buckets) AND 'Infinity' > ALL (labels) AND 0 <= ALL (labels));
ALTER TABLE track_emotions ADD CONSTRAINT track_emotions_numbers CHECK (
    'Infinity' > ALL (buckets) AND 0 <= ALL (buckets) AND 'Infinity' > ALL (labels) AND 0 <= ALL (labels));

DELETE FROM playlist_profiles WHERE NOT ('Infinity' > ALL (emotions) AND 'Infinity' > ALL (genre_weights));
ALTER TABLE playlist_profiles ADD CONSTRAINT playlist_profiles_numbers CHECK (
    'Infinity' > ALL (emotions) AND 'Infinity' > ALL (genre_weights));

DELETE FROM stage_one_lists WHERE NOT 'Infinity' > ALL (scores);
ALTER TABLE stage_one_lists ADD CONSTRAINT stage_one_lists_numbers CHECK ('Infinity' > ALL (scores));

DELETE FROM match_results WHERE NOT (score < 'Infinity' AND stage_one < 'Infinity' AND coalesce(rerank, 0) < 'Infinity');
ALTER TABLE match_results ADD CONSTRAINT match_results_numbers CHECK (
    score < 'Infinity' AND stage_one < 'Infinity' AND coalesce(rerank, 0) < 'Infinity');

UPDATE tracks SET
    tempo_bpm = CASE WHEN tempo_bpm > 0 AND tempo_bpm < 'Infinity' THEN tempo_bpm END,
    energy = CASE WHEN energy BETWEEN 0 AND 1 THEN energy END,
    valence = CASE WHEN valence BETWEEN 0 AND 1 THEN valence END,
    danceability = CASE WHEN danceability BETWEEN 0 AND 1 THEN danceability END,
    acousticness = CASE WHEN acousticness BETWEEN 0 AND 1 THEN acousticness END,
    instrumentalness = CASE WHEN instrumentalness BETWEEN 0 AND 1 THEN instrumentalness END
WHERE NOT (tempo_bpm > 0 AND tempo_bpm < 'Infinity') OR energy NOT BETWEEN 0 AND 1 OR valence NOT BETWEEN 0 AND 1
    OR danceability NOT BETWEEN 0 AND 1 OR acousticness NOT BETWEEN 0 AND 1 OR instrumentalness NOT BETWEEN 0 AND 1;
ALTER TABLE tracks ADD CONSTRAINT tracks_sound CHECK (
    tempo_bpm > 0 AND tempo_bpm < 'Infinity' AND energy BETWEEN 0 AND 1 AND valence BETWEEN 0 AND 1
    AND danceability BETWEEN 0 AND 1 AND acousticness BETWEEN 0 AND 1 AND instrumentalness BETWEEN 0 AND 1);
