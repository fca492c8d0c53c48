-- Tables come with the features that need them.
COMMENT ON SCHEMA training IS 'Labelled data, tier models and the gates that they have passed. Owned by the training service.';
