-- What evaluations found, and what was decided by it.

CREATE TABLE evaluation_runs (
    id            text COLLATE "C" PRIMARY KEY,  -- er_v… of everything that the figures are a function of
    scorer        text COLLATE "C" NOT NULL,
    config_hash   text COLLATE "C" NOT NULL,     -- empty for a scorer that does not match
    bundle_hash   text COLLATE "C" NOT NULL,
    catalog_hash  text COLLATE "C" NOT NULL,
    algorithm     text COLLATE "C" NOT NULL,
    spec_hash     text COLLATE "C" NOT NULL,
    spec          jsonb NOT NULL,
    task          jsonb NOT NULL,
    metrics       jsonb NOT NULL,
    playlists     jsonb NOT NULL,
    created_at    timestamptz NOT NULL
);

CREATE INDEX evaluation_runs_by_time ON evaluation_runs (created_at DESC, id);

-- Every attempt to change what serves by default: what was compared with what, and how it ended.
CREATE TABLE default_decisions (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind        text NOT NULL CHECK (kind IN ('config', 'bundle')),
    name        text COLLATE "C" NOT NULL,  -- of the configuration; empty for a bundle
    from_hash   text COLLATE "C" NOT NULL,
    to_hash     text COLLATE "C" NOT NULL,
    accepted    boolean NOT NULL,
    from_run    text COLLATE "C" REFERENCES evaluation_runs,
    to_run      text COLLATE "C" REFERENCES evaluation_runs,
    figures     jsonb,                      -- null when nothing could be compared
    judgement   text NOT NULL,
    overridden  boolean NOT NULL,
    reason      text NOT NULL,              -- of an override
    decided_at  timestamptz NOT NULL DEFAULT now(),
    CHECK (overridden = (reason <> ''))
);

-- Bundles that matching may answer with. The first one ever seen is in it without a decision; the unique index makes sure that there is one such.
CREATE TABLE accepted_bundles (
    bundle_hash  text COLLATE "C" PRIMARY KEY,
    number       bigint GENERATED ALWAYS AS IDENTITY UNIQUE,  -- the greatest was accepted last
    is_first     boolean NOT NULL,
    accepted_at  timestamptz NOT NULL DEFAULT now()
);

CREATE UNIQUE INDEX accepted_bundles_first ON accepted_bundles (is_first) WHERE is_first;

CREATE FUNCTION refuse_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are never changed.', TG_TABLE_NAME;
END
$$;

CREATE TRIGGER evaluation_runs_immutable BEFORE UPDATE ON evaluation_runs FOR EACH ROW EXECUTE FUNCTION refuse_update();
CREATE TRIGGER default_decisions_immutable BEFORE UPDATE ON default_decisions FOR EACH ROW EXECUTE FUNCTION refuse_update();
