-- What lists and statistics need of each execution. Times are whole microseconds, since 1970 in UTC. Wide columns come
-- last, so that statistics need not read past them.
CREATE TABLE execution (
    seq           INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used twice: whoever has read up to one knows what is new
    workspace     TEXT    NOT NULL,
    id            TEXT    NOT NULL,                   -- 32 hex digits
    started_us    INTEGER NOT NULL,
    took_us       INTEGER,                            -- null if it is not over, or nobody measured it
    status        TEXT    NOT NULL,
    task          TEXT    NOT NULL,
    agent         TEXT    NOT NULL,
    model         TEXT,
    route         TEXT,
    complexity    REAL,
    failure_class TEXT,                               -- this and the next four only if it failed
    severity      TEXT,
    transience    TEXT,
    fingerprint   TEXT,
    error_type    TEXT,
    input_tokens  INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    cached_tokens INTEGER NOT NULL,
    cost_micros   INTEGER NOT NULL,
    api_calls     INTEGER NOT NULL,
    recoveries    TEXT,                               -- {"retry":[tried,worked]}, or null if there were none
    rev           INTEGER NOT NULL,                   -- how often its facts were added to
    attributes    TEXT,                               -- {"name":"text","other":7.5}, or null if there are none
    message       TEXT,                               -- what was said when it failed or was cancelled
    description   TEXT    NOT NULL,
    UNIQUE (workspace, id)
) STRICT;

CREATE INDEX execution_newest ON execution (workspace, started_us, id);
CREATE INDEX execution_by_task ON execution (workspace, task, started_us, id);
CREATE INDEX execution_by_agent ON execution (workspace, agent, started_us, id);
CREATE INDEX execution_failed ON execution (workspace, started_us, id) WHERE status = 'failed';

-- All the facts of each execution.
CREATE TABLE detail (
    seq    INTEGER PRIMARY KEY,
    format INTEGER NOT NULL,  -- 1: the facts that are believed, as JSON
    body   TEXT    NOT NULL
) STRICT;

-- Versioned documents: what was adopted, what is recommended, what was done.
CREATE TABLE ledger (
    workspace TEXT    NOT NULL,
    kind      TEXT    NOT NULL,
    key       TEXT    NOT NULL,
    version   INTEGER NOT NULL,
    body      TEXT    NOT NULL,
    PRIMARY KEY (workspace, kind, key)
) STRICT;

CREATE TABLE plan_run (
    workspace      TEXT    NOT NULL,
    id             TEXT    NOT NULL,
    plan           TEXT    NOT NULL,
    source         TEXT    NOT NULL,
    folder         TEXT    NOT NULL,
    policy_version INTEGER NOT NULL,
    started_us     INTEGER NOT NULL,
    status         TEXT    NOT NULL,
    hold           INTEGER NOT NULL,    -- how often it was begun or taken over: the fencing token of whoever carries it out
    PRIMARY KEY (workspace, id)
) STRICT;

-- One row for each attempt at a step; its number is the fencing token of whoever makes it.
CREATE TABLE step_run (
    workspace  TEXT    NOT NULL,
    run        TEXT    NOT NULL,
    step       TEXT    NOT NULL,
    attempt    INTEGER NOT NULL,
    agent      TEXT,
    started_us INTEGER NOT NULL,
    status     TEXT    NOT NULL,
    ending     TEXT,              -- how it ended and what was decided then: two facts, as JSON
    PRIMARY KEY (workspace, run, step, attempt)
) STRICT, WITHOUT ROWID;
