import { client } from "../../api/client";
import { t } from "../../texts";
import { base64Of, bytesOf, openCheckpoint, rootOf, sameBytes } from "./merkle";

export interface Proof {
  sequence: number;
  size: number;
  leaf: string;
  path: number;
  root: string;
  origin: string;
  keyId: string;
  pem: string;
  /** What speaks against it; nothing when it is sound. */
  problem?: string;
}

const problems = t.ledger.verify.problems;

/** Fetches the proof and computes here whether it holds: from the leaf to the root, and the root's signature. */
export async function verifyEvent(sequence: number): Promise<Proof> {
  if (!globalThis.crypto?.subtle) throw { code: "insecure_context", detail: problems.insecure };
  const [inclusion, key] = await Promise.all([
    client.GET("/api/v1/ledger/inclusion", { params: { query: { sequence } } }),
    client.GET("/api/v1/ledger/key"),
  ]);
  if (inclusion.error) throw inclusion.error;
  if (key.error) throw key.error;
  const { leafIndex, size, leafHash, hashes, checkpoint: note } = inclusion.data;
  if (!note) throw { code: "no_checkpoint", detail: problems.noCheckpoint };
  const checkpoint = await openCheckpoint(note, key.data.pem);
  const root = await rootOf(bytesOf(leafHash), leafIndex, size, hashes.map(bytesOf));
  return {
    sequence,
    size,
    leaf: leafHash,
    path: hashes.length,
    root: root ? base64Of(root) : t.none,
    origin: checkpoint.origin,
    keyId: checkpoint.keyId,
    pem: key.data.pem,
    problem: problemWith(root),
  };

  function problemWith(computed: Uint8Array | null) {
    if (leafIndex !== sequence - 1 || !computed) return problems.position;
    if (checkpoint.size !== size) return problems.size;
    if (!sameBytes(computed, checkpoint.root)) return problems.root;
    return checkpoint.signed ? undefined : problems.signature;
  }
}
