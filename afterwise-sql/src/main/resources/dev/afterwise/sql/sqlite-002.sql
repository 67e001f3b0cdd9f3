-- What a run was told when it began, and what its steps gave to those after them: {"name":"text","other":7.5}, or null.
ALTER TABLE plan_run ADD COLUMN params TEXT;
ALTER TABLE step_run ADD COLUMN outputs TEXT;
