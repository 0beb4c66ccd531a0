export const ReservationsPage = () => null;
