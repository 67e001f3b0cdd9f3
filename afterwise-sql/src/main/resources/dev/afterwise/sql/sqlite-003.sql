-- Cubes: what the executions of a workspace add up to, an hour or a day in a row. A row is never changed, only replaced by
-- one with another id, so whoever has read one may keep what it said.
CREATE TABLE cube (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace TEXT    NOT NULL,
    hours     INTEGER NOT NULL,  -- how long the bucket is: 1 or 24
    bucket    INTEGER NOT NULL,  -- how many of them since 1970
    body      BLOB    NOT NULL,  -- executions by task, agent, model, route and status
    steps     BLOB    NOT NULL,  -- their steps by task, kind, name and status
    UNIQUE (workspace, hours, bucket)
) STRICT;

-- Days some of whose hours have changed: they have no row above until one is made of the hours.
CREATE TABLE cube_due (
    workspace TEXT    NOT NULL,
    day       INTEGER NOT NULL,
    PRIMARY KEY (workspace, day)
) STRICT, WITHOUT ROWID;

-- The executions that cubes do not hold as they stand now.
CREATE TABLE pending (
    workspace TEXT    NOT NULL,
    seq       INTEGER NOT NULL,
    present   BLOB,              -- what the execution adds now; null if it was kept before there were cubes
    counted   BLOB,              -- what the cubes hold of it, or null if they hold nothing
    PRIMARY KEY (workspace, seq)
) STRICT, WITHOUT ROWID;

-- The values that cubes tell apart.
CREATE TABLE admitted (
    workspace TEXT NOT NULL,
    dimension TEXT NOT NULL,
    value     TEXT NOT NULL,
    PRIMARY KEY (workspace, dimension, value)
) STRICT, WITHOUT ROWID;

-- Hours some of whose executions were deleted: their cubes know what no row does.
CREATE TABLE pruned_hour (
    workspace TEXT    NOT NULL,
    hour      INTEGER NOT NULL,
    PRIMARY KEY (workspace, hour)
) STRICT, WITHOUT ROWID;

INSERT INTO pending (workspace, seq) SELECT workspace, seq FROM execution;
