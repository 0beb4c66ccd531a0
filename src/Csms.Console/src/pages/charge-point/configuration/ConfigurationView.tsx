import type { ViewProps } from "../view";

export const ConfigurationView = ({ id }: ViewProps) => <>{id}</>;
