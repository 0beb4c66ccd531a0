CREATE OR REPLACE VIEW v1_files AS
SELECT file_id, kind, size, sha256, name, version, charge_point_id, call_id, received_at, removed_at, last_sequence
FROM files;
COMMENT ON VIEW v1_files IS 'Firmware images and what charge points uploaded; the bytes lie in the files folder.';
