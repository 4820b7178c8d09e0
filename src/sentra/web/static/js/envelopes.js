// The shelf on this phone where envelopes wait (IndexedDB), and the uid each one carries.

const opened = () =>
  new Promise((done, fail) => {
    const asked = indexedDB.open("sentra", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("envelopes", { keyPath: "uid" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });

export const kept = async (mode, act) => {
  const base = await opened();
  const work = base.transaction("envelopes", mode);
  const asked = act(work.objectStore("envelopes"));
  await new Promise((done, fail) => {
    work.oncomplete = done;
    work.onerror = work.onabort = () => fail(work.error);
  }).finally(() => base.close());
  return asked.result;
};

// Not crypto.randomUUID: a phone in the cooperative's own network has no https.
export const uuid7 = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let now = Date.now();
  for (let at = 5; at >= 0; at -= 1, now = Math.floor(now / 256)) bytes[at] = now % 256;
  bytes[6] = (bytes[6] & 15) | 112;
  bytes[8] = (bytes[8] & 63) | 128;
  const text = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return text.replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
};
