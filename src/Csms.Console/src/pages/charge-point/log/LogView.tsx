import type { ViewProps } from "../view";

export const LogView = ({ id }: ViewProps) => <>{id}</>;
