CREATE TABLE jobs (
    job_id            uuid         PRIMARY KEY,
    charge_point_id   text         COLLATE "C" NOT NULL,
    kind              text         NOT NULL,
    state             text         NOT NULL,
    reason            text,
    begun             bigint       NOT NULL,
    begun_at          timestamptz  NOT NULL,
    requested_by      text,
    request_id        bigint,
    location          text,
    retrieve_at       timestamptz,
    install_at        timestamptz,
    answered_at       timestamptz,
    file_name         text,
    awaiting_since    timestamptz,
    last_status       text,
    last_status_at    timestamptz,
    statuses          jsonb        NOT NULL,
    ended_at          timestamptz,
    superseded_by     uuid,
    firmware_before   text,
    firmware_after    text,
    booted_at         timestamptz,
    file_id           uuid,
    file_received_at  timestamptz,
    last_sequence  bigint  NOT NULL
);
COMMENT ON TABLE jobs IS 'Updates of firmware and uploads of diagnostics and logs: what was asked, what the charge point told, what came.';
COMMENT ON COLUMN jobs.job_id IS 'Identity of the job: of the call that asked for it, or a name of its own where nobody did.';
COMMENT ON COLUMN jobs.charge_point_id IS 'Charge point whose job it is.';
COMMENT ON COLUMN jobs.kind IS 'firmware (UpdateFirmware), signed_firmware (SignedUpdateFirmware), diagnostics (GetDiagnostics) or log (GetLog).';
COMMENT ON COLUMN jobs.state IS 'requested, sent, accepted, running, unknown (nobody knows whether the call arrived), succeeded, failed, refused, nothing_to_upload, not_sent or superseded.';
COMMENT ON COLUMN jobs.reason IS 'The status or error code that ended it other than well.';
COMMENT ON COLUMN jobs.begun IS 'Sequence number of its first event.';
COMMENT ON COLUMN jobs.begun_at IS 'When it was requested or first told of, by the server''s clock.';
COMMENT ON COLUMN jobs.requested_by IS 'Who asked for it; null when nobody here did.';
COMMENT ON COLUMN jobs.request_id IS 'requestId of GetLog or SignedUpdateFirmware, by which statuses are matched.';
COMMENT ON COLUMN jobs.location IS 'Where the file is to be fetched or sent; secrets in it are withheld.';
COMMENT ON COLUMN jobs.retrieve_at IS 'From when on the charge point may fetch the firmware.';
COMMENT ON COLUMN jobs.install_at IS 'From when on the charge point may install it.';
COMMENT ON COLUMN jobs.answered_at IS 'When the charge point answered the call, by the server''s clock.';
COMMENT ON COLUMN jobs.file_name IS 'Name the charge point gave the file it would upload.';
COMMENT ON COLUMN jobs.awaiting_since IS 'From when on a status was due; long ago means that the job is stale. Null when it has ended or was not sent.';
COMMENT ON COLUMN jobs.last_status IS 'The last status the charge point told, in OCPP''s words.';
COMMENT ON COLUMN jobs.last_status_at IS 'When that was recorded, by the server''s clock.';
COMMENT ON COLUMN jobs.statuses IS 'Every status told, in order of arrival: [{"status", "at"}]; the newest 100.';
COMMENT ON COLUMN jobs.ended_at IS 'When it ended; null while it is open.';
COMMENT ON COLUMN jobs.superseded_by IS 'Job for which the charge point dropped this one (AcceptedCanceled).';
COMMENT ON COLUMN jobs.firmware_before IS 'Version the charge point had booted with last when the job began.';
COMMENT ON COLUMN jobs.firmware_after IS 'Version it booted with since; the same as before after success means that the update did not take.';
COMMENT ON COLUMN jobs.booted_at IS 'When it booted with firmware_after.';
COMMENT ON COLUMN jobs.file_id IS 'File that came to the job''s upload address (files.file_id).';
COMMENT ON COLUMN jobs.file_received_at IS 'When that file''s arrival was recorded.';
COMMENT ON COLUMN jobs.last_sequence IS 'Sequence number of the last event in this row (events.mt_events.seq_id).';

-- Here and not among the other indexes, since folding reads by it also while a new set of tables is loaded.
CREATE INDEX ix_jobs_newest ON jobs (charge_point_id, kind, begun);

CREATE TABLE job_charge_points (
    charge_point_id   text  COLLATE "C" PRIMARY KEY,
    firmware_version  text,
    last_sequence  bigint  NOT NULL
);
COMMENT ON TABLE job_charge_points IS 'What the jobs of a charge point have in common.';
COMMENT ON COLUMN job_charge_points.charge_point_id IS 'Identity of the charge point.';
COMMENT ON COLUMN job_charge_points.firmware_version IS 'Version it booted with last.';
COMMENT ON COLUMN job_charge_points.last_sequence IS 'Sequence number of the last event of this charge point in its jobs (events.mt_events.seq_id).';
