CREATE INDEX ix_tariffs_published_at ON tariffs (published_at, stream_id);
