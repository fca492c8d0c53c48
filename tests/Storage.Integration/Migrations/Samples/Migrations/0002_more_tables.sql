CREATE TABLE playlists (
    id text PRIMARY KEY
);
INSERT INTO playlists VALUES ('a;b'), ($$c
d$$);
