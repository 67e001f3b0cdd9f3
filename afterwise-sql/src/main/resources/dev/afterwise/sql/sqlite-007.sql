-- Segments: executions of a workspace column by column, some thousands in a row, in the order in which they arrived. A row is
-- never changed, only replaced by one with another id. What is pending is in none, or as it was before.
CREATE TABLE segment (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace TEXT    NOT NULL,
    first_seq INTEGER NOT NULL,  -- of its executions, all of which come before those of the next
    last_seq  INTEGER NOT NULL,
    from_us   INTEGER NOT NULL,  -- when the first of them began, and the last
    until_us  INTEGER NOT NULL,
    size      INTEGER NOT NULL,  -- how many they are
    body      BLOB    NOT NULL,
    UNIQUE (workspace, first_seq)
) STRICT;

-- The names of an execution's steps, as a JSON array; null where its details have to be looked at.
ALTER TABLE pending ADD COLUMN steps TEXT;

-- Workspaces that have no segments yet, or a damaged one. The next to open the store for writing makes them anew; until then
-- nobody reads them.
CREATE TABLE unsegmented (
    workspace TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

INSERT INTO unsegmented SELECT DISTINCT workspace FROM execution;
