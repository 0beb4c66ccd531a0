export const LedgerPage = () => null;
