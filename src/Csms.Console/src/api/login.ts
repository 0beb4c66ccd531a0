import { session } from "./session";

/** Takes a key for this tab when the API knows it; throws its refusal otherwise. */
export async function logInWithKey(key: string) {
  const response = await fetch("/api/v1/system", { headers: { Authorization: `Bearer ${key}` } });
  if (!response.ok) throw await response.json();
  session.begin(key);
}
