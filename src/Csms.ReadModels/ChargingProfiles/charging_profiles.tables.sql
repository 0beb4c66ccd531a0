CREATE TABLE charging_profiles (
    call_id             uuid         PRIMARY KEY,
    charge_point_id     text         COLLATE "C" NOT NULL,
    connector_id        integer      NOT NULL,
    profile_id          integer      NOT NULL,
    purpose             text         NOT NULL,
    stack_level         integer      NOT NULL,
    kind                text         NOT NULL,
    transaction_id      integer,
    valid_from          timestamptz,
    valid_to            timestamptz,
    profile             jsonb        NOT NULL,
    status              text         NOT NULL,
    installed_at        timestamptz  NOT NULL,
    removed_at          timestamptz,
    removal_reason      text,
    removed_by_call_id  uuid,
    last_sequence  bigint  NOT NULL
);
COMMENT ON TABLE charging_profiles IS 'Charging profiles that charge points took on, as far as their answers tell.';
COMMENT ON COLUMN charging_profiles.call_id IS 'Call that brought it.';
COMMENT ON COLUMN charging_profiles.charge_point_id IS 'Charge point that has it.';
COMMENT ON COLUMN charging_profiles.connector_id IS 'Connector it is for; 0 is the charge point, or all connectors.';
COMMENT ON COLUMN charging_profiles.profile_id IS 'OCPP chargingProfileId, unique among those installed at the charge point.';
COMMENT ON COLUMN charging_profiles.purpose IS 'ChargePointMaxProfile, TxDefaultProfile or TxProfile.';
COMMENT ON COLUMN charging_profiles.stack_level IS 'The highest level that has something to say prevails.';
COMMENT ON COLUMN charging_profiles.kind IS 'Absolute, Recurring or Relative.';
COMMENT ON COLUMN charging_profiles.transaction_id IS 'OCPP number of the transaction of a TxProfile.';
COMMENT ON COLUMN charging_profiles.valid_from IS 'Before it the profile says nothing; null: valid at once.';
COMMENT ON COLUMN charging_profiles.valid_to IS 'From it on the profile says nothing; null: valid until removed.';
COMMENT ON COLUMN charging_profiles.profile IS 'All of it: limits over time, as in the event.';
COMMENT ON COLUMN charging_profiles.status IS 'installed or removed.';
COMMENT ON COLUMN charging_profiles.installed_at IS 'When its installation was recorded.';
COMMENT ON COLUMN charging_profiles.removed_at IS 'When its removal was recorded.';
COMMENT ON COLUMN charging_profiles.removal_reason IS 'replaced, cleared or transaction_ended.';
COMMENT ON COLUMN charging_profiles.removed_by_call_id IS 'Call that replaced or cleared it.';
COMMENT ON COLUMN charging_profiles.last_sequence IS 'Sequence number of the last event in this row (events.mt_events.seq_id).';
