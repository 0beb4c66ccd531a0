-- OCPP's reservationId of reservations that are made by their noun. Unique over all charge points, so that no two can take each other's place.
CREATE SEQUENCE csms.reservation_ids AS integer MINVALUE 1 CYCLE;
