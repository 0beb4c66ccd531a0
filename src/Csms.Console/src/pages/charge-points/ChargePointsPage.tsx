export const ChargePointsPage = () => null;
