import { t } from "../../texts";

/** Roles to choose from. */
export const roles = Object.entries(t.people.roles).map(([value, label]) => ({ value, label }));
