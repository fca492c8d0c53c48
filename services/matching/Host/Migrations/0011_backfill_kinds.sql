-- Backfills of every kind: what a job is about, what it waits for, and which items failed, each with its reason.

ALTER TABLE backfill_jobs
    ADD COLUMN selector      text NOT NULL DEFAULT 'all' CHECK (selector IN ('all', 'ids', 'user')),
    ADD COLUMN selected_ids  text[] COLLATE "C",                -- for 'ids'
    ADD COLUMN user_id       text NOT NULL DEFAULT '',          -- for 'user'
    ADD COLUMN members       boolean NOT NULL DEFAULT false,    -- the selector selects playlists, and the job is about their tracks
    ADD COLUMN lacking       boolean NOT NULL DEFAULT false,    -- only what lacks its output is planned
    ADD COLUMN bundle_hash   text NOT NULL DEFAULT '',          -- mb_v…; empty in jobs of before
    ADD COLUMN versions      text NOT NULL DEFAULT '',          -- of the texts, the taxonomy and the profiles that it was planned with; empty in jobs of before
    ADD COLUMN planned       boolean NOT NULL DEFAULT false,    -- every id is in a batch
    ADD COLUMN waits_for     uuid[] NOT NULL DEFAULT '{}',      -- jobs that have to end first, however they end
    ADD COLUMN retry_of      uuid REFERENCES backfill_jobs ON DELETE SET NULL,
    ADD COLUMN cause         text NOT NULL DEFAULT '',          -- why it was started, in words
    DROP CONSTRAINT backfill_jobs_state_check,
    ADD CONSTRAINT backfill_jobs_state_check CHECK (state IN ('waiting', 'planning', 'running', 'succeeded', 'failed', 'cancelled'));

UPDATE backfill_jobs SET planned = true WHERE state <> 'planning';

CREATE INDEX backfill_jobs_by_time ON backfill_jobs (created_at DESC, id);

ALTER TABLE backfill_batches
    ADD COLUMN items              int NOT NULL GENERATED ALWAYS AS (cardinality(item_ids)) STORED,
    ADD COLUMN attempts           int NOT NULL DEFAULT 0,                 -- how often a worker began it
    ADD COLUMN reading_seconds    double precision NOT NULL DEFAULT 0,    -- finding out what is missing
    ADD COLUMN computing_seconds  double precision NOT NULL DEFAULT 0,    -- waiting for the embedding service, or computing here
    ADD COLUMN storing_seconds    double precision NOT NULL DEFAULT 0;    -- COPY, insert and commit

CREATE TABLE backfill_failures (
    job_id     uuid NOT NULL,
    number     int NOT NULL,   -- of the batch
    item_id    text COLLATE "C" NOT NULL,
    reason     text NOT NULL,
    failed_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (job_id, number, item_id),
    FOREIGN KEY (job_id, number) REFERENCES backfill_batches ON DELETE CASCADE
);

-- Messages that were decided on in the transaction that wrote them, until the broker has confirmed them.
CREATE TABLE outbox (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind        text NOT NULL,
    payload     jsonb NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    sent_at     timestamptz
);

CREATE INDEX outbox_unsent ON outbox (id) WHERE sent_at IS NULL;
