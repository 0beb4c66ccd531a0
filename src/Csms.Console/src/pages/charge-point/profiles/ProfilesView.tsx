import type { ViewProps } from "../view";

export const ProfilesView = ({ id }: ViewProps) => <>{id}</>;
