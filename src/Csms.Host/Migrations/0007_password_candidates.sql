-- A password that a charge point is being told. It counts as soon as the call's fate says so, and until then beside the one of before.
CREATE TABLE csms.password_candidates (
    charge_point_id text NOT NULL,
    call_id         uuid NOT NULL,
    salt            bytea NOT NULL,
    password_hash   bytea NOT NULL,
    iterations      integer NOT NULL,
    made_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (charge_point_id, call_id)
);
COMMENT ON TABLE csms.password_candidates IS 'Passwords on their way to charge points by ChangeConfiguration AuthorizationKey: PBKDF2-HMAC-SHA256, never the password';
COMMENT ON COLUMN csms.password_candidates.call_id IS 'The call that tells it; stored before the call, so that no answer can find it missing';
