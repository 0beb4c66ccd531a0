CREATE TABLE calls (
    call_id            uuid         PRIMARY KEY,
    charge_point_id    text         COLLATE "C" NOT NULL,
    action             text         NOT NULL,
    payload            jsonb        NOT NULL,
    content_id         uuid,
    status             text         NOT NULL,
    issued_by          text         NOT NULL,
    reason             text,
    idempotency_key    text,
    deliver_by         timestamptz  NOT NULL,
    timeout_seconds    integer      NOT NULL,
    requested_at       timestamptz  NOT NULL,
    sent_at            timestamptz,
    connection_epoch   bigint,
    node               text,
    finished_at        timestamptz,
    response           jsonb,
    failure            text,
    error_code         text,
    error_description  text,
    error_details      jsonb,
    cancelled_by       text,
    cancel_reason      text,
    effect             text,
    effect_status      text,
    effect_due_at      timestamptz,
    effect_at          timestamptz,
    effect_transaction_id  integer,
    effect_within_seconds  integer,
    last_sequence  bigint  NOT NULL
);
COMMENT ON TABLE calls IS 'Requests to charge points and what became of them.';
COMMENT ON COLUMN calls.call_id IS 'Identity of the call.';
COMMENT ON COLUMN calls.charge_point_id IS 'Charge point it is for.';
COMMENT ON COLUMN calls.action IS 'OCPP action, e.g. RemoteStartTransaction.';
COMMENT ON COLUMN calls.payload IS 'Payload as it goes on the wire, idTags and secrets withheld where content_id is set.';
COMMENT ON COLUMN calls.content_id IS 'Key of the erasable content that holds the payload verbatim.';
COMMENT ON COLUMN calls.status IS 'requested, sent, answered, failed, timed_out, expired or cancelled.';
COMMENT ON COLUMN calls.issued_by IS 'Who asked for it.';
COMMENT ON COLUMN calls.reason IS 'Why, in the words of who asked.';
COMMENT ON COLUMN calls.idempotency_key IS 'Key under which a repeated request meets this call.';
COMMENT ON COLUMN calls.deliver_by IS 'It is not sent after this moment.';
COMMENT ON COLUMN calls.timeout_seconds IS 'How long the answer may take once sent.';
COMMENT ON COLUMN calls.requested_at IS 'When it was requested, by the server''s clock.';
COMMENT ON COLUMN calls.sent_at IS 'When a node took it to the socket; null when it never was.';
COMMENT ON COLUMN calls.connection_epoch IS 'Connection it went out on.';
COMMENT ON COLUMN calls.node IS 'Host process that sent it.';
COMMENT ON COLUMN calls.finished_at IS 'When its fate was settled; null while it is open.';
COMMENT ON COLUMN calls.response IS 'The charge point''s answer.';
COMMENT ON COLUMN calls.failure IS 'Who is at fault when it failed: CallError, InvalidResponse or ConnectionLost.';
COMMENT ON COLUMN calls.error_code IS 'Error code when it failed.';
COMMENT ON COLUMN calls.error_description IS 'Error description when it failed.';
COMMENT ON COLUMN calls.error_details IS 'Error details when it failed.';
COMMENT ON COLUMN calls.cancelled_by IS 'Who withdrew it.';
COMMENT ON COLUMN calls.cancel_reason IS 'Why it was withdrawn.';
COMMENT ON COLUMN calls.effect IS 'What is to follow on the answer: TransactionStarted, TransactionStopped, Booted or MessageSent; null where the answer is all.';
COMMENT ON COLUMN calls.effect_status IS 'awaited, happened or absent; null where nothing is to follow.';
COMMENT ON COLUMN calls.effect_due_at IS 'Until when the effect may take.';
COMMENT ON COLUMN calls.effect_at IS 'When it was recorded that the effect had happened.';
COMMENT ON COLUMN calls.effect_transaction_id IS 'OCPP number of the transaction that started or stopped.';
COMMENT ON COLUMN calls.effect_within_seconds IS 'How long after the answer the effect may take, where the caller said so.';
COMMENT ON COLUMN calls.last_sequence IS 'Sequence number of the last event in this row (events.mt_events.seq_id).';
