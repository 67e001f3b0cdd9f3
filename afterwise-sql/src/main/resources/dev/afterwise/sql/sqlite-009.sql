-- Executions that are not over are few, and asked for often.
CREATE INDEX execution_running ON execution (workspace, started_us, id) WHERE status = 'running';
