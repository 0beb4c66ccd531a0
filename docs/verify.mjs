// Checks an export of the ledger (docs/ledger-format.md), or the unpacked folder of a bundle of evidence (docs/evidence.md), without csms: a second
// implementation, in Node.js 18 or newer, with nothing but what comes with it. Of a bundle it checks checksums and proofs, and computes nothing again.
//   node docs/verify.mjs FILE-OR-FOLDER PUBLIC-KEY.pem [OLDER-CHECKPOINT.txt]
// Exit codes as those of `csms verify`: 0 sound, 1 tampered, 2 incomplete, 3 unreadable.
import { createHash, createPublicKey, verify } from "node:crypto";
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { createInterface } from "node:readline";

class Finding extends Error { constructor(code, what) { super(what); this.code = code; } }
const tampered = what => new Finding(1, what);
const incomplete = what => new Finding(2, what);
const unreadable = what => new Finding(3, what);

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();
const node = (left, right) => sha256(Buffer.of(1), left, right);

// RFC 6962: the complete subtrees of the leaves so far, small ones last.
const subtrees = [];
let size = 0n;
function append(hash, height = 0n) {
  subtrees.push({ hash, height });
  size += 1n << height;
  for (let n = subtrees.length; n > 1 && subtrees[n - 1].height === subtrees[n - 2].height; n--) {
    const [left, right] = subtrees.splice(-2);
    subtrees.push({ hash: node(left.hash, right.hash), height: left.height + 1n });
  }
}
const root = () => subtrees.map(s => s.hash).reduceRight((right, left) => right ? node(left, right) : left, null) ?? sha256();

// The largest complete subtrees of the leaves from one up to another.
function cover(from, to) {
  const heights = [];
  while (from < to) {
    let height = 0n;
    while (from % (2n << height) === 0n && from + (2n << height) <= to) height++;
    heights.push(height);
    from += 1n << height;
  }
  return heights;
}

// C2SP signed note: text, empty line, "— name base64(key id, signature)".
function openNote(note, key, which) {
  note = note.replaceAll("\r\n", "\n");
  const end = note.lastIndexOf("\n\n");
  const text = note.slice(0, end + 1);
  const [origin, count, base64] = text.split("\n");
  if (end < 0 || !/^\d+$/.test(count ?? "")) throw unreadable(`${which} is not a signed note.`);
  const keyId = sha256(key.export({ type: "spki", format: "der" })).subarray(0, 4);
  const signed = note.slice(end + 2).split("\n").filter(line => line).some(line => {
    const [dash, name, value] = line.split(" ");
    const signature = Buffer.from(value ?? "", "base64");
    return dash === "—" && name === origin && signature.subarray(0, 4).equals(keyId) && verify("sha256", Buffer.from(text), key, signature.subarray(4));
  });
  if (!signed) throw tampered(`${which} is not signed by the key given.`);
  return { origin, size: BigInt(count), root: Buffer.from(base64, "base64") };
}

// A leaf: each field behind its length in four bytes, big-endian; a field that is not there has the length -1.
const number = value => { const bytes = Buffer.alloc(8); bytes.writeBigInt64BE(BigInt(value)); return bytes; };
function leafHash(event, data) {
  // Buffer.from passes over whatever is behind the last digit.
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(event.id)) throw unreadable(`Event ${event.sequence} has an id that is none.`);
  const [, seconds, micros] = /^(.{19})\.(\d{6})Z$/.exec(event.time);
  const fields = ["csms-ev1", number(event.sequence), event.subject, number(event.streamversion), Buffer.from(event.id.replaceAll("-", ""), "hex"),
    event.type, number(BigInt(Date.parse(seconds + "Z")) * 1000n + BigInt(micros)), data, event.metadata, event.correlationid, event.causationid];
  const hash = createHash("sha256").update(Buffer.of(0));
  for (const field of fields) {
    const bytes = field === undefined ? Buffer.alloc(0) : Buffer.from(field);
    const length = Buffer.alloc(4);
    length.writeInt32BE(field === undefined ? -1 : bytes.length);
    hash.update(length).update(bytes);
  }
  return hash.digest();
}

// Of a bundle: every file is there and is what the manifest says, none is there besides, and the events are those of its checkpoint.
async function checkBundle(folder, keyFile, olderFile) {
  let manifest;
  try { manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")); } catch { throw unreadable("The folder has no manifest.json of a bundle."); }
  if (manifest.csms !== "evidence" || manifest.format !== "csms-evidence-1") throw unreadable("This is no bundle of the format csms-evidence-1.");
  const named = new Set(["manifest.json"]);
  for (const { path, size, sha256: expected } of manifest.files) {
    if (!/^[a-zA-Z0-9-]+(\/[a-zA-Z0-9-]+)?\.[a-z]+$/.test(path) || named.has(path)) throw tampered(`The manifest names a file ${path}.`);
    named.add(path);
    if (!existsSync(join(folder, path))) throw incomplete(`${path} is missing from the bundle.`);
    const hash = createHash("sha256");
    for await (const part of createReadStream(join(folder, path))) hash.update(part);
    if (hash.digest("hex") !== expected || statSync(join(folder, path)).size !== size) throw tampered(`${path} is not the file that the manifest names: its checksum differs.`);
  }
  const stray = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath ?? entry.path, entry.name).slice(join(folder, sep).length).replaceAll(sep, "/")).find(path => !named.has(path));
  if (stray) throw tampered(`${stray} is in the bundle, and the manifest does not name it.`);
  const events = join(folder, "events.ndjson");
  const said = await check(events, keyFile, olderFile);
  const first = JSON.parse((await createInterface({ input: createReadStream(events) })[Symbol.asyncIterator]().next()).value);
  if (first.checkpoint !== manifest.checkpoint) throw tampered("The manifest's checkpoint is not that of the events.");
  if (first.parts?.includes(manifest.stream)) throw tampered("events.ndjson shows only a part of the transaction.");
  return `${said} Every file is what the manifest of transaction ${manifest.transactionId} names.`;
}

async function check(file, keyFile, olderFile) {
  const key = createPublicKey(readFileSync(keyFile));
  const versions = new Map();
  let manifest, checkpoint, older, shown = 0, newest = "", end, olderSeen = false;
  const compare = () => {
    if (!older || size !== older.size) return;
    olderSeen = true;
    if (!root().equals(older.root)) throw tampered(`The first ${size} events are not those of the older checkpoint.`);
  };
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    let object;
    try { object = JSON.parse(line); } catch { throw manifest ? incomplete(`The file breaks off or is damaged after event ${size}.`) : unreadable("This is no export."); }
    if (!manifest) {
      manifest = object;
      if (object.csms !== "export" || object.format !== "csms-export-1") throw unreadable("This is no export of the format csms-export-1.");
      checkpoint = openNote(object.checkpoint, key, "The checkpoint of this export");
      older = olderFile && openNote(readFileSync(olderFile, "utf8"), key, "The older checkpoint");
      if (checkpoint.origin !== manifest.origin || (older && older.origin !== manifest.origin)) throw tampered("The checkpoints are of different ledgers.");
      if (older?.size === checkpoint.size && !older.root.equals(checkpoint.root)) throw tampered(`There are two checkpoints of size ${older.size}.`);
      if (older?.size > checkpoint.size) throw incomplete("The older checkpoint is of a larger size than the export.");
    } else if (end !== undefined) {
      throw tampered("Something follows the last line.");
    } else if (object.csms === "end") {
      end = object.events;
    } else if (object.csms === "hidden") {
      const heights = cover(BigInt(object.first) - 1n, BigInt(object.last));
      if (BigInt(object.first) !== size + 1n || BigInt(object.last) > checkpoint.size || heights.length !== object.hashes.length)
        throw tampered(`The hidden events ${object.first} to ${object.last} do not fit in after event ${size}.`);
      if (manifest.shows === "all" && object.last >= manifest.first && object.first <= manifest.last)
        throw tampered(`Of the events ${object.first} to ${object.last} some are missing.`);
      object.hashes.forEach((hash, i) => { append(Buffer.from(hash, "base64"), heights[i]); compare(); });
    } else {
      // The text of data as it stands in the line: whatever parses and writes it again may write it differently.
      const data = line.slice(line.indexOf(',"data":') + 8, -1);
      const hash = leafHash(object, data);
      if (!hash.equals(Buffer.from(object.leafhash, "base64"))) throw tampered(`Event ${object.sequence} is not what was sealed.`);
      if (BigInt(object.sequence) !== size + 1n) throw tampered(`Event ${object.sequence} follows event ${size}.`);
      if (object.time < newest) throw tampered(`Event ${object.sequence} is dated back.`);
      const version = Number(object.streamversion), before = versions.get(object.subject);
      if (manifest.parts?.includes(object.subject) ? version <= before : before === undefined ? version > 1 && manifest.first === 1 : version !== before + 1) throw tampered(`Stream ${object.subject} has a gap before version ${version}.`);
      versions.set(object.subject, version);
      newest = object.time;
      shown++;
      append(hash);
      compare();
    }
  }
  if (!manifest) throw unreadable("The file is empty.");
  if (end === undefined) throw incomplete(`The file breaks off after event ${size}.`);
  if (end !== shown || size !== checkpoint.size) throw tampered(`${shown} events are shown of ${end}; the tree goes to ${size} of ${checkpoint.size}.`);
  if (!root().equals(checkpoint.root)) throw tampered("The events do not give the root that was signed.");
  if (older && !olderSeen) throw incomplete(`The export hides what the older checkpoint of size ${older.size} ends with.`);
  return `Sound: ${shown} events in ${versions.size} streams, as signed by ${checkpoint.origin} at size ${checkpoint.size}.`;
}

try {
  const [what, ...keys] = process.argv.slice(2);
  console.log(await (statSync(what).isDirectory() ? checkBundle : check)(what, ...keys));
} catch (finding) {
  console.log(finding.message);
  process.exitCode = finding.code > 0 ? finding.code : 3;
}
