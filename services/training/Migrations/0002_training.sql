-- What was scraped, what was learned from it, and what serves.

-- No CHECK on what a row says: scrapers may COPY into it, too. Training leaves out what cannot be true and counts it.
CREATE TABLE scraped_videos (
    id                text COLLATE "C" PRIMARY KEY,
    views             bigint,
    likes             bigint,
    shares            bigint,
    comments          bigint,
    followers         bigint,
    duration_seconds  double precision,
    hashtags          text[] NOT NULL DEFAULT '{}',
    sound_name        text NOT NULL DEFAULT '',
    description       text NOT NULL DEFAULT '',
    created_at        timestamptz,                        -- when it was posted
    scraped_at        timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX scraped_videos_trainable ON scraped_videos (created_at DESC NULLS LAST, id) WHERE views > 0 AND likes IS NOT NULL;

CREATE TABLE training_runs (
    id           uuid PRIMARY KEY,
    state        text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'promoted', 'skipped', 'failed')),
    outcome      text NOT NULL DEFAULT '',
    iteration    int NOT NULL DEFAULT 0,
    loss         double precision NOT NULL DEFAULT 0,
    forced       boolean NOT NULL,
    model_id     text COLLATE "C",
    report       jsonb,
    started_at   timestamptz NOT NULL DEFAULT now(),
    finished_at  timestamptz,
    CHECK ((state = 'running') = (finished_at IS NULL))
);

CREATE INDEX training_runs_by_start ON training_runs (started_at DESC);
-- One at a time, whatever the processes believe.
CREATE UNIQUE INDEX training_runs_running ON training_runs ((true)) WHERE state = 'running';

CREATE TABLE ml_models (
    id             text COLLATE "C" PRIMARY KEY,          -- tm_v…: the hash of the content
    content        text NOT NULL,                         -- JSON, byte for byte as it was hashed
    test_accuracy  double precision NOT NULL,
    run_id         uuid NOT NULL REFERENCES training_runs,
    created_at     timestamptz NOT NULL DEFAULT now()
);

ALTER TABLE training_runs ADD FOREIGN KEY (model_id) REFERENCES ml_models;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is immutable', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER ml_models_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON ml_models FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Every change of what serves. "below" is the promotion that a rollback goes back to.
CREATE TABLE promotions (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    model_id     text COLLATE "C" NOT NULL REFERENCES ml_models,
    kind         text NOT NULL CHECK (kind IN ('gate', 'forced', 'rollback')),
    reason       text NOT NULL,
    run_id       uuid REFERENCES training_runs,
    below        bigint REFERENCES promotions,
    promoted_at  timestamptz NOT NULL DEFAULT now()
);

CREATE TRIGGER promotions_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON promotions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The pointer: at most one row.
CREATE TABLE serving_model (
    one           boolean PRIMARY KEY DEFAULT true CHECK (one),
    promotion_id  bigint NOT NULL REFERENCES promotions
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
