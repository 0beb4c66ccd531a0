-- What a sample says about itself is one of a few dozen combinations, so it is stored once and named by a number: rows and the unique index
-- are less than half as large. The view v1_meter_values puts both together again.
CREATE TABLE meter_kinds (
    kind_id    integer  PRIMARY KEY,
    measurand  text     NOT NULL,
    phase      text,
    location   text     NOT NULL,
    context    text     NOT NULL
);
COMMENT ON TABLE meter_kinds IS 'Combinations of measurand, phase, location and context that occur in meter_values.';
COMMENT ON COLUMN meter_kinds.kind_id IS 'Number of the combination, in order of first appearance.';
COMMENT ON COLUMN meter_kinds.measurand IS 'OCPP 1.6 Measurand; Energy.Active.Import.Register when the charge point sent none.';
COMMENT ON COLUMN meter_kinds.phase IS 'OCPP 1.6 Phase; null for all phases together.';
COMMENT ON COLUMN meter_kinds.location IS 'OCPP 1.6 Location; Outlet when the charge point sent none.';
COMMENT ON COLUMN meter_kinds.context IS 'OCPP 1.6 ReadingContext; Sample.Periodic when the charge point sent none.';

CREATE TABLE meter_values (
    sequence         bigint       NOT NULL,
    device_time      timestamptz  NOT NULL,
    transaction_id   bigint,
    kind_id          integer      NOT NULL,
    connector_id     integer      NOT NULL,
    charge_point_id  text         COLLATE "C" NOT NULL,
    unit             text         NOT NULL,
    format           text         NOT NULL,
    value_text       text,
    value            numeric,
    content_id       uuid
) PARTITION BY RANGE (device_time);
CREATE TABLE meter_values_default PARTITION OF meter_values DEFAULT;
COMMENT ON TABLE meter_values IS 'Every sample a charge point reported, once, partitioned by month of device_time; implausible months are in meter_values_default.';
COMMENT ON COLUMN meter_values.sequence IS 'Sequence number of the event that reported it first (events.mt_events.seq_id).';
COMMENT ON COLUMN meter_values.device_time IS 'When it was taken, by the charge point''s clock.';
COMMENT ON COLUMN meter_values.transaction_id IS 'OCPP''s transactionId; null for a main meter or outside transactions.';
COMMENT ON COLUMN meter_values.kind_id IS 'What was measured where and why: meter_kinds.kind_id.';
COMMENT ON COLUMN meter_values.connector_id IS 'Connector; 0 is the main meter.';
COMMENT ON COLUMN meter_values.charge_point_id IS 'Charge point that reported it.';
COMMENT ON COLUMN meter_values.unit IS 'Unit of the value; Wh when the charge point sent none.';
COMMENT ON COLUMN meter_values.format IS 'Raw or SignedData.';
COMMENT ON COLUMN meter_values.value_text IS 'The value as the charge point wrote it; null for signed data, which lies beside the events.';
COMMENT ON COLUMN meter_values.value IS 'The value as a number; null when it is none.';
COMMENT ON COLUMN meter_values.content_id IS 'Key of the erasable content that holds a signed value.';
