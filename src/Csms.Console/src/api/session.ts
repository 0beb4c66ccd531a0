import { useSyncExternalStore } from "react";

/** What the console asks for by name; docs/roles.md has all of them. */
export type Permission =
  | "read:tokens"
  | "read:persons"
  | "read:journal"
  | "read:ledger"
  | "read:contents"
  | "read:access"
  | "read:bills"
  | "send:commands"
  | "change:charge-points"
  | "change:tokens"
  | "change:files"
  | "change:tariffs"
  | "change:bills"
  | "erase:persons"
  | "manage:users"
  | "manage:keys"
  | "rebuild:projections";

/** Who is logged in: a person by a cookie that no script sees, or whoever has a key. */
export interface Session {
  readonly kind: string;
  readonly name: string;
  readonly role: string;
  readonly permissions: readonly string[];
  readonly mustChangePassword: boolean;
}

const address = "/api/v1/session";
// A key is kept in this tab alone, and goes when it is closed.
const keyPlace = "csms.key";
const listeners = new Set<() => void>();

/** Null is nobody; undefined, that it is not known yet. */
let current: Session | null | undefined;

function tell(session: Session | null | undefined) {
  current = session;
  listeners.forEach(listener => listener());
}

async function ask(method: "GET" | "POST", more: RequestInit = {}): Promise<Session> {
  const response = await fetch(address, { method, ...more, headers: { ...session.headers(), ...more.headers } });
  if (!response.ok) throw await response.json();
  return response.json();
}

export const session = {
  current: () => current,

  /** What every request carries to say who asks; a cookie goes by itself. */
  headers: (): Record<string, string> => {
    const key = sessionStorage.getItem(keyPlace);
    return key ? { Authorization: `Bearer ${key}` } : {};
  },

  /** Finds out who is logged in already. */
  resume: () => ask("GET").then(tell, () => session.end()),

  async logIn(name: string, password: string) {
    tell(await ask("POST", { body: JSON.stringify({ name, password }), headers: { "Content-Type": "application/json" } }));
  },

  async logInWithKey(key: string) {
    sessionStorage.setItem(keyPlace, key);
    try {
      tell(await ask("GET"));
    } catch (refusal) {
      sessionStorage.removeItem(keyPlace);
      throw refusal;
    }
  },

  async logOut() {
    await fetch(address, { method: "DELETE", headers: session.headers() });
    session.end();
  },

  /** The server does not know us (any more). */
  end() {
    sessionStorage.removeItem(keyPlace);
    if (current !== null) tell(null);
  },
};

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export const useSession = () => useSyncExternalStore(subscribe, session.current);

export function useMay() {
  const permissions = useSession()?.permissions ?? [];
  return (permission: Permission) => permissions.includes(permission);
}
