import { useSyncExternalStore } from "react";

/** Who is logged in. The key lives in this tab alone and goes when it is closed. */
export interface Session {
  readonly key: string;
}

const place = "csms.key";
const listeners = new Set<() => void>();
let current: Session | null = stored();

function stored(): Session | null {
  const key = sessionStorage.getItem(place);
  return key ? { key } : null;
}

function tell(session: Session | null) {
  current = session;
  listeners.forEach(listener => listener());
}

export const session = {
  current: () => current,

  begin(key: string) {
    sessionStorage.setItem(place, key);
    tell({ key });
  },

  end() {
    sessionStorage.removeItem(place);
    if (current) tell(null);
  },

  /** What every request carries to say who asks. */
  headers: (): Record<string, string> => (current ? { Authorization: `Bearer ${current.key}` } : {}),
};

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export const useSession = () => useSyncExternalStore(subscribe, session.current);
