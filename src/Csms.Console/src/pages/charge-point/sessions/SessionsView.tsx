import type { ViewProps } from "../view";

export const SessionsView = ({ id }: ViewProps) => <>{id}</>;
