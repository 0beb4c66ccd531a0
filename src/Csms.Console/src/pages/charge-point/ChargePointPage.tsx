export const ChargePointPage = () => null;
