CREATE TABLE security_events (
    event_id         uuid         PRIMARY KEY,
    source           text         NOT NULL,
    charge_point_id  text         COLLATE "C",
    type             text         NOT NULL,
    critical         boolean      NOT NULL,
    times            integer      NOT NULL,
    occurred_at      timestamptz  NOT NULL,
    recorded_at      timestamptz  NOT NULL,
    node             text,
    content_id       uuid,
    alarm            text,
    acknowledged_by  text,
    acknowledged_at  timestamptz,
    last_sequence    bigint       NOT NULL
);
COMMENT ON TABLE security_events IS 'Security events: those that charge points reported, and those at the door of the central system.';
COMMENT ON COLUMN security_events.event_id IS 'Name of the event, made of its place in the feed.';
COMMENT ON COLUMN security_events.source IS 'charge_point (SecurityEventNotification) or central_system (refused connections and handshakes, certificates that failed).';
COMMENT ON COLUMN security_events.charge_point_id IS 'Charge point it is about; null for TLS handshakes, where nobody had said who they were.';
COMMENT ON COLUMN security_events.type IS 'As the charge point called it; of the central system NoPassword, WrongPassword, WrongProfile, ClientCertificateRefused, OldTlsVersion, NoCommonCipherSuite, HandshakeFailed, TooManyConnections, TooSlow, TooManyAttempts, CertificateRejected or CertificateIssuingFailed.';
COMMENT ON COLUMN security_events.critical IS 'Critical by the list of the security whitepaper; of the central system, a refused certificate, a password that is being guessed, or a certificate that failed.';
COMMENT ON COLUMN security_events.times IS 'How often it happened: many refusals of a kind within an hour are one event.';
COMMENT ON COLUMN security_events.occurred_at IS 'When it happened, by the charge point''s clock where it reported it.';
COMMENT ON COLUMN security_events.recorded_at IS 'When it was recorded, by the server''s clock.';
COMMENT ON COLUMN security_events.node IS 'Host process whose handshakes they were; null otherwise.';
COMMENT ON COLUMN security_events.content_id IS 'Key of the erasable content with the details (techInfo, or the address of the client); null where there are none.';
COMMENT ON COLUMN security_events.alarm IS 'open or acknowledged; null where no alarm was raised.';
COMMENT ON COLUMN security_events.acknowledged_by IS 'Who acknowledged the alarm.';
COMMENT ON COLUMN security_events.acknowledged_at IS 'When the alarm was acknowledged.';
COMMENT ON COLUMN security_events.last_sequence IS 'Sequence number of the last event in this row (events.mt_events.seq_id).';
