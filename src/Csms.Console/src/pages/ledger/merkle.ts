const encoder = new TextEncoder();

export const bytesOf = (base64: string) => Uint8Array.from(atob(base64), character => character.charCodeAt(0));

export const base64Of = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));

export const sameBytes = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, i) => byte === b[i]);

async function sha256(...parts: Uint8Array[]) {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let place = 0;
  for (const part of parts) {
    all.set(part, place);
    place += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest("SHA-256", all));
}

/** RFC 6962, 2.1: an inner node. */
const node = (left: Uint8Array, right: Uint8Array) => sha256(Uint8Array.of(1), left, right);

/** RFC 9162, 2.1.3.2: the root that a leaf and its path lead to, or null when the path does not belong to that place. */
export async function rootOf(leaf: Uint8Array, leafIndex: number, size: number, path: readonly Uint8Array[]): Promise<Uint8Array | null> {
  if (leafIndex >= size) return null;
  // Division and not shifts: sizes go beyond 32 bits.
  let [place, last, root] = [leafIndex, size - 1, leaf];
  for (const hash of path) {
    if (last === 0) return null;
    if (place % 2 === 1 || place === last) {
      root = await node(hash, root);
      while (place % 2 === 0 && place !== 0) {
        place = Math.floor(place / 2);
        last = Math.floor(last / 2);
      }
    } else {
      root = await node(root, hash);
    }
    place = Math.floor(place / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? root : null;
}

export interface Checkpoint {
  origin: string;
  size: number;
  root: Uint8Array;
  keyId: string;
  signed: boolean;
}

/** A C2SP signed note over a checkpoint, and whether this key signed it (docs/ledger-format.md). */
export async function openCheckpoint(note: string, pem: string): Promise<Checkpoint> {
  const end = note.lastIndexOf("\n\n");
  const text = note.slice(0, end + 1);
  const [origin = "", size = "", root = ""] = text.split("\n");
  const spki = bytesOf(pem.replace(/-----[^-]+-----|\s/g, ""));
  const key = await crypto.subtle.importKey("spki", spki, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
  const keyId = (await sha256(spki)).subarray(0, 4);
  let signed = false;
  for (const line of note.slice(end + 2).split("\n")) {
    const [dash, name, value] = line.split(" ");
    if (dash !== "—" || name !== origin || !value) continue;
    const bytes = bytesOf(value);
    if (!sameBytes(bytes.subarray(0, 4), keyId)) continue;
    signed ||= await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, rawSignature(bytes.subarray(4)), encoder.encode(text));
  }
  return { origin, size: Number(size), root: bytesOf(root), keyId: [...keyId].map(byte => byte.toString(16).padStart(2, "0")).join(""), signed };
}

/** ASN.1 DER, a sequence of two integers, as WebCrypto wants it: both with 32 bytes. */
function rawSignature(der: Uint8Array) {
  const raw = new Uint8Array(64);
  let place = 2;
  for (const end of [32, 64]) {
    const length = der[place + 1] ?? 0;
    const integer = der.subarray(place + 2, place + 2 + length);
    const digits = integer.subarray(Math.max(0, integer.length - 32));
    raw.set(digits, end - digits.length);
    place += 2 + length;
  }
  return raw;
}
