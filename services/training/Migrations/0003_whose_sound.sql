-- Whose video and whose sound it is: a sound of the video's own trends nowhere, in whatever language the platform names it.
ALTER TABLE scraped_videos
    ADD COLUMN author             text NOT NULL DEFAULT '',     -- by name
    ADD COLUMN author_handle      text NOT NULL DEFAULT '',
    ADD COLUMN sound_author       text NOT NULL DEFAULT '',
    ADD COLUMN sound_is_original  boolean;                      -- where the platform says so
