-- Which process stored the beginning of an execution that is not over. What is left of a process that is gone was abandoned.
CREATE TABLE unfinished (
    seq       INTEGER PRIMARY KEY,  -- of the execution
    host      TEXT    NOT NULL,
    boot      TEXT    NOT NULL,     -- which start of the machine; empty if nobody knows
    pid_space TEXT    NOT NULL,     -- within which process ids are unique; empty if nobody knows
    pid       INTEGER NOT NULL,
    born      INTEGER NOT NULL      -- when the process began: it tells apart those that had the same id
) STRICT;

CREATE TRIGGER unfinished_ended AFTER UPDATE OF status ON execution WHEN OLD.status = 'running' AND NEW.status <> 'running'
BEGIN DELETE FROM unfinished WHERE seq = OLD.seq; END;

CREATE TRIGGER unfinished_deleted AFTER DELETE ON execution WHEN OLD.status = 'running'
BEGIN DELETE FROM unfinished WHERE seq = OLD.seq; END;

-- Executions that were made on behalf of others, which need not be here.
CREATE TABLE child (
    seq       INTEGER PRIMARY KEY,
    workspace TEXT    NOT NULL,
    parent    TEXT    NOT NULL,  -- 32 hex digits
    step      TEXT               -- 16 hex digits; null for the parent as a whole
) STRICT;

CREATE INDEX child_of ON child (workspace, parent);

CREATE TRIGGER child_deleted AFTER DELETE ON execution
BEGIN DELETE FROM child WHERE seq = OLD.seq; END;

-- What is measured again and again: which metric of which component.
CREATE TABLE metric_series (
    id        INTEGER PRIMARY KEY,
    workspace TEXT NOT NULL,
    metric    TEXT NOT NULL,
    unit      TEXT NOT NULL,
    component TEXT NOT NULL,  -- empty for the program as a whole
    UNIQUE (workspace, metric, unit, component)
) STRICT;

-- What the samples of a series add up to, an hour or a day in a row.
CREATE TABLE metric_cube (
    series INTEGER NOT NULL,
    hours  INTEGER NOT NULL,  -- how long the bucket is: 1 or 24
    bucket INTEGER NOT NULL,  -- how many of them since 1970
    body   BLOB    NOT NULL,
    PRIMARY KEY (series, hours, bucket)
) STRICT, WITHOUT ROWID;
