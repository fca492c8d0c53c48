-- A backfill is planned into batches; a batch is the unit that travels, fails and commits. Progress is a sum over rows.

CREATE TABLE backfill_jobs (
    id               uuid PRIMARY KEY,
    kind             text NOT NULL,
    state            text NOT NULL CHECK (state IN ('planning', 'running', 'succeeded', 'failed')),
    idempotency_key  text UNIQUE,
    model            text NOT NULL,
    revision         text NOT NULL,
    planned_up_to    text COLLATE "C" NOT NULL DEFAULT '',  -- the last id that is in a batch
    problem          text NOT NULL DEFAULT '',
    created_at       timestamptz NOT NULL DEFAULT now(),
    finished_at      timestamptz
);

CREATE INDEX backfill_jobs_open ON backfill_jobs (created_at) WHERE finished_at IS NULL;

CREATE TABLE backfill_batches (
    job_id        uuid NOT NULL REFERENCES backfill_jobs ON DELETE CASCADE,
    number        int NOT NULL,
    item_ids      text[] NOT NULL,
    published_at  timestamptz,  -- null until the broker has confirmed the message
    finished_at   timestamptz,
    computed      int NOT NULL DEFAULT 0,
    skipped       int NOT NULL DEFAULT 0,
    failed        int NOT NULL DEFAULT 0,
    error         text,
    PRIMARY KEY (job_id, number),
    CHECK (finished_at IS NULL OR computed + skipped + failed = cardinality(item_ids))
);

CREATE INDEX backfill_batches_open ON backfill_batches (job_id, number) WHERE finished_at IS NULL;
