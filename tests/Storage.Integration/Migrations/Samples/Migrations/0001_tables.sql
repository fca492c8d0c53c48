CREATE TABLE tracks (
    id text PRIMARY KEY,
    vector public.vector(3) NOT NULL
);
