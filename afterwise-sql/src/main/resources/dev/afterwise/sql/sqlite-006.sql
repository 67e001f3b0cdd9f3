-- Which process stored the beginning of an execution that is not over. Each process that writes adds its own here, by a
-- trigger of its connection; so nothing that appends executions can forget it. What is left of a process that is gone was
-- abandoned.
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
