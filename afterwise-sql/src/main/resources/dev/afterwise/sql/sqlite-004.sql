-- The distinct texts by which executions are described, and that were said when they ended.
CREATE TABLE wording (
    doc       INTEGER PRIMARY KEY AUTOINCREMENT,  -- the row in words, too; the greater, the newer
    workspace TEXT    NOT NULL,
    hash      INTEGER NOT NULL,                   -- of what kind it is, and of the text
    weight    INTEGER NOT NULL,                   -- for how many texts its words are counted below
    text      TEXT,                               -- how a description begins; null for what was said
    UNIQUE (workspace, hash)
) STRICT;

ALTER TABLE execution ADD COLUMN wording INTEGER;  -- how it is described; null if it isn't
ALTER TABLE execution ADD COLUMN said INTEGER;     -- what was said when it failed or was cancelled

CREATE INDEX execution_by_wording ON execution (wording, started_us, id);
CREATE INDEX execution_by_said ON execution (said, started_us, id) WHERE said IS NOT NULL;

-- Which texts hold a word. A word begins with a letter for the kind and the number of the workspace.
CREATE VIRTUAL TABLE words USING fts5(word, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');

-- In how many texts a word is, more or less; of the empty word, how many texts there are.
CREATE TABLE term (
    workspace TEXT    NOT NULL,
    kind      TEXT    NOT NULL,
    word      TEXT    NOT NULL,
    texts     INTEGER NOT NULL,
    PRIMARY KEY (workspace, kind, word)
) STRICT, WITHOUT ROWID;

-- Each day's failures, counted by class, fingerprint, task, agent, model and route. Outlives the executions.
CREATE TABLE error_day (
    id        INTEGER PRIMARY KEY,
    workspace TEXT    NOT NULL,
    day       INTEGER NOT NULL,  -- since 1970, in UTC
    body      BLOB    NOT NULL,
    UNIQUE (workspace, day)
) STRICT;

-- Failures that no day has counted yet.
CREATE TABLE error_tail (
    workspace     TEXT    NOT NULL,
    number        INTEGER NOT NULL,
    started_us    INTEGER NOT NULL,
    id            TEXT    NOT NULL,
    failure_class TEXT    NOT NULL,
    fingerprint   TEXT    NOT NULL,
    task          TEXT    NOT NULL,
    agent         TEXT    NOT NULL,
    model         TEXT    NOT NULL,
    route         TEXT    NOT NULL,
    PRIMARY KEY (workspace, number)
) STRICT, WITHOUT ROWID;

-- What a kind of failure looks like, for when no execution is left that shows it. Ids, numbers and paths are masked.
CREATE TABLE error_kind (
    workspace     TEXT NOT NULL,
    failure_class TEXT NOT NULL,
    fingerprint   TEXT NOT NULL,
    severity      TEXT NOT NULL,
    transience    TEXT NOT NULL,
    error_type    TEXT NOT NULL,
    message       TEXT NOT NULL,
    PRIMARY KEY (workspace, failure_class, fingerprint)
) STRICT, WITHOUT ROWID;

-- Workspaces with executions from before there was any of this. The next to open the store for writing makes it.
CREATE TABLE unsearched (
    workspace TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

INSERT INTO unsearched SELECT DISTINCT workspace FROM execution;
