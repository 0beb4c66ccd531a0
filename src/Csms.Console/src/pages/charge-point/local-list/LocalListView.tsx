import type { ViewProps } from "../view";

export const LocalListView = ({ id }: ViewProps) => <>{id}</>;
