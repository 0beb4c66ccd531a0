CREATE INDEX ix_files_received_at ON files (received_at, file_id) WHERE removed_at IS NULL;
