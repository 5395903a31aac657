// Keeps what is being uploaded in the browser's own store until it has arrived, so that it goes on after a reload, or
// after the phone closed the page to open its camera. Gone within the hour, when it has arrived, and on signing out.
const LIVES = 55 * 60 * 1000;

function store() {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("papers", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("uploads", { keyPath: "id" });
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}

async function within(mode, act) {
  const base = await store();
  try {
    return await new Promise((resolve, reject) => {
      const asked = act(base.transaction("uploads", mode).objectStore("uploads"));
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  } finally {
    base.close();
  }
}

// A browser that keeps nothing (private windows, a full disk) uploads all the same.
const quietly = (act) => act().catch(() => undefined);

export const keep = (upload) => quietly(() => within("readwrite", (uploads) => uploads.put({ ...upload, at: Date.now() })));
export const forget = (id) => quietly(() => within("readwrite", (uploads) => uploads.delete(id)));

// What this person has under way for this draft, the oldest first; what is too old or somebody else's is dropped.
export async function waiting(person, url) {
  const all = (await quietly(() => within("readonly", (uploads) => uploads.getAll()))) ?? [];
  const mine = all.filter((upload) => upload.person === person && Date.now() - upload.at < LIVES);
  await Promise.all(all.filter((upload) => !mine.includes(upload)).map((upload) => forget(upload.id)));
  return mine.filter((upload) => upload.url === url).sort((one, other) => one.at - other.at);
}
