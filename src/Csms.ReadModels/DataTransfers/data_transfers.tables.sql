CREATE TABLE data_transfers (
    transfer_id        uuid         PRIMARY KEY,
    charge_point_id    text         COLLATE "C" NOT NULL,
    direction          text         NOT NULL,
    vendor_id          text         NOT NULL,
    message_id         text,
    status             text,
    content_id         uuid,
    answer_content_id  uuid,
    at                 timestamptz  NOT NULL,
    answered_at        timestamptz,
    last_sequence  bigint  NOT NULL
);
COMMENT ON TABLE data_transfers IS 'Vendor data (DataTransfer) from and to charge points; the data itself is erasable and lies beside the events.';
COMMENT ON COLUMN data_transfers.transfer_id IS 'Identity of the transfer; of the call where it went to the charge point.';
COMMENT ON COLUMN data_transfers.charge_point_id IS 'Charge point it came from or went to.';
COMMENT ON COLUMN data_transfers.direction IS 'from (the charge point) or to (it).';
COMMENT ON COLUMN data_transfers.vendor_id IS 'Vendor whose data it is.';
COMMENT ON COLUMN data_transfers.message_id IS 'Kind of message, in the vendor''s words.';
COMMENT ON COLUMN data_transfers.status IS 'Accepted, Rejected, UnknownMessageId or UnknownVendorId; else the error code, timed_out, expired or cancelled; null while open.';
COMMENT ON COLUMN data_transfers.content_id IS 'Key of the erasable content that holds the data (of a call: its whole payload); null when there is none.';
COMMENT ON COLUMN data_transfers.answer_content_id IS 'Key of the erasable content that holds the data of the answer; null when there is none.';
COMMENT ON COLUMN data_transfers.at IS 'When it was recorded or requested, by the server''s clock.';
COMMENT ON COLUMN data_transfers.answered_at IS 'When the answer was recorded, by the server''s clock.';
COMMENT ON COLUMN data_transfers.last_sequence IS 'Sequence number of the last event in this row (events.mt_events.seq_id).';
