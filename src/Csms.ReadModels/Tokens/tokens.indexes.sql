CREATE INDEX ix_tokens_registered_at ON tokens (registered_at, token_id) WHERE removed_at IS NULL;
