import type { ViewProps } from "../view";

export const FilesView = ({ id }: ViewProps) => <>{id}</>;
