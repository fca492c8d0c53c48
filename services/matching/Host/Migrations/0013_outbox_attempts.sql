-- A message that cannot be sent lets the later ones pass: it is tried again when next_attempt_at has come.
ALTER TABLE outbox
    ADD COLUMN attempts         int NOT NULL DEFAULT 0,
    ADD COLUMN last_error       text,
    ADD COLUMN next_attempt_at  timestamptz NOT NULL DEFAULT now();
