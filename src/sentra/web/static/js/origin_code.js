// A label's code read and judged without the server. The bytes: src/sentra/origin/codes.py, which tests compare with.

const PURPOSE = new TextEncoder().encode("sentra/origin/1\0");
const KINDS = ["piece", "lot"];
const FINISHES = ["raw", "half_finished", "finished"];
const WAYS = ["other", "tulis", "cap", "kombinasi", "ciprat", "printed"];

const bytes = (text) => {
  if (!/^[\w-]+$/.test(text)) throw new Error("no code");
  const raw = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const back = btoa(raw).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  if (back !== text) throw new Error("another spelling");
  return Uint8Array.from(raw, (letter) => letter.charCodeAt(0));
};

export const codeOf = (text) => text.trim().replace(/\/+$/, "").split("/").pop();

export const read = (text) => {
  const [payload, signature, ...more] = codeOf(text).split(".");
  const parts = [bytes(payload), bytes(signature ?? "")];
  if (more.length || parts[1].length !== 64) throw new Error("no code");
  return parts;
};

const day = (count) => new Date(Date.UTC(2020, 0, 1 + count)).toISOString().slice(0, 10);

export const unpacked = (payload) => {
  let at = 0;
  const byte = () => {
    if (at >= payload.length) throw new Error("too short");
    return payload[at++];
  };
  const number = () => {
    let found = 0;
    for (let place = 1; place < 2 ** 35; place *= 128) {
      const one = byte();
      found += (one & 127) * place;
      if (one < 128) return found;
    }
    throw new Error("no number");
  };
  const text = () => {
    const size = number();
    if (at + size > payload.length) throw new Error("too short");
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(payload.slice(at, (at += size)));
  };
  const stage = () => {
    const name = text();
    const first = number();
    return { name, first: day(first), last: day(first + number()) };
  };
  if (byte() !== 1) throw new Error("another version");
  const facts = { cooperative: number(), key: number(), label: number() };
  const flags = byte();
  Object.assign(facts, { kind: KINDS[flags & 1], finish: FINISHES[(flags >> 1) & 3], way: WAYS[flags >> 3] });
  if (!facts.finish || !facts.way) throw new Error("no such kind");
  Object.assign(facts, { lot: number(), serial: number(), pieces: number(), issued: day(number()) });
  Object.assign(facts, { product: text(), motif: text(), materials: text() });
  facts.stages = Array.from({ length: number() }, stage);
  if (at !== payload.length) throw new Error("too long");
  return facts;
};

const fits = async (signature, payload, hex) => {
  const raw = Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
  const key = await crypto.subtle.importKey("raw", raw, { name: "Ed25519" }, false, ["verify"]);
  return crypto.subtle.verify({ name: "Ed25519" }, key, signature, Uint8Array.from([...PURPOSE, ...payload]));
};

// {finding, facts?, name?, since?, why?}: genuine, copied, revoked, changed, no_code, unknown, or unable (no Ed25519).
export const judged = async (text, list, seen) => {
  let payload, signature, facts;
  if (!/^(?=.{60})[\w-]+\.[\w-]*$/.test(codeOf(text))) return { finding: "no_code" };
  try {
    [payload, signature] = read(text);
    facts = unpacked(payload);
  } catch {
    return { finding: "changed" };
  }
  const key = list.keys.find((one) => one.cooperative === facts.cooperative && one.key === facts.key);
  if (!key) return { finding: "unknown" };
  try {
    if (!(await fits(signature, payload, key.public))) return { finding: "changed" };
  } catch {
    return { finding: "unable" };
  }
  const said = { facts, name: key.name };
  const gone = list.revoked.find((one) => one.cooperative === facts.cooperative && one.label === facts.label);
  if (gone) return { ...said, finding: "revoked", since: gone.since, why: gone.why };
  const before = facts.kind === "piece" && seen[codeOf(text)];
  return before ? { ...said, finding: "copied", seen: before } : { ...said, finding: "genuine" };
};
