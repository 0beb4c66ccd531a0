import type { ViewProps } from "../view";

export const TimelineView = ({ id }: ViewProps) => <>{id}</>;
