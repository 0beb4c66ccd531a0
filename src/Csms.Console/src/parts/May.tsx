import type { ReactNode } from "react";
import { type Permission, useMay } from "../api/session";

/** What a role may not do is not shown as possible. The server refuses it all the same. */
export function May({ do: permission, children }: { do: Permission; children: ReactNode }) {
  const may = useMay();
  return may(permission) ? <>{children}</> : null;
}
