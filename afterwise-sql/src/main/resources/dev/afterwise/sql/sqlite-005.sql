-- When executions arrived: those of an hour have numbers after this one, up to that of the next hour in which any arrived.
CREATE TABLE arrival (
    hour_us   INTEGER PRIMARY KEY,
    after_seq INTEGER NOT NULL
) STRICT;

-- Executions that were removed because their time was over; facts about them are refused.
CREATE TABLE pruned (
    key INTEGER PRIMARY KEY  -- the first 8 bytes of SHA-256 of workspace/id
) STRICT;

-- How far upkeep has come: 'pruned_at_us'; 'details_seq', up to which details are gone unless an execution had not ended.
CREATE TABLE upkeep (
    name  TEXT    PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
