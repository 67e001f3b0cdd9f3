-- What people and those who carry runs of plans out say to each other: questions, answers, pauses.
CREATE TABLE plan_signal (
    workspace TEXT    NOT NULL,
    run       TEXT    NOT NULL,
    number    INTEGER NOT NULL,  -- counts from 1, in the order in which it was said
    word      TEXT    NOT NULL,
    step      TEXT    NOT NULL,  -- empty for the run as a whole
    because   TEXT    NOT NULL,
    said_by   TEXT    NOT NULL,
    at_us     INTEGER NOT NULL,
    PRIMARY KEY (workspace, run, number)
) STRICT, WITHOUT ROWID;

-- Runs that are not over are few, and asked for often.
CREATE INDEX plan_run_unfinished ON plan_run (workspace, started_us) WHERE status = 'running';
