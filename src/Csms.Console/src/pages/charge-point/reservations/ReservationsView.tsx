import type { ViewProps } from "../view";

export const ReservationsView = ({ id }: ViewProps) => <>{id}</>;
