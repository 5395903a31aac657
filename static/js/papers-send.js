// Sends a file in parts. The server says how far it is; after a break the file goes on from there.
const PART = 256 * 1024;
const PAUSES = [1, 2, 4, 8, 15];

export class Ended extends Error {} // the session is over
export class Refused extends Error {} // the file is not taken; the message says why
export class Cancelled extends Error {}
class Broken extends Error {} // the line, or the server for now: try again; the message, if any, is the server's

export async function fingerprint(blob) {
  const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function post(url, token, fields, { signal, moved }) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return new Promise((resolve, reject) => {
    const line = new XMLHttpRequest();
    line.open("POST", url);
    line.setRequestHeader("X-CSRFToken", token);
    line.setRequestHeader("Accept", "application/json");
    line.upload.onprogress = (event) => moved?.(event.loaded / event.total);
    line.onload = () => resolve(line);
    line.onerror = line.ontimeout = () => reject(new Broken());
    line.onabort = () => reject(new Cancelled());
    line.timeout = 120_000;
    signal?.addEventListener("abort", () => line.abort(), { once: true });
    line.send(body);
  });
}

function read(line, url) {
  if (line.status === 403 || line.responseURL !== new URL(url, location.href).href) throw new Ended();
  let answer;
  try {
    answer = JSON.parse(line.responseText);
  } catch {
    throw new Broken();
  }
  if (answer.refused) throw new Refused(answer.refused);
  if (line.status !== 200) throw new Broken(answer.wait ?? "");
  return answer;
}

const pause = (seconds, signal) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, seconds * 1000);
    addEventListener("online", resolve, { once: true });
    signal.addEventListener("retry", resolve, { once: true });
    signal.addEventListener("abort", () => (clearTimeout(timer), reject(new Cancelled())), { once: true });
  });

// Resolves once the file is kept. Tells of progress (0–1), and of troubles, after which it tries again by itself.
export async function send(upload, { url, token, signal, progress, trouble }) {
  const { component, key, name, blob } = upload;
  let [offset, failures, restarts, asks] = [0, 0, 0, upload.isBegun];
  for (;;) {
    const part = blob.slice(offset, asks ? offset : offset + PART); // of one begun before it asks how far it is
    const fields = { component, key, name, size: blob.size, offset, ...(asks ? {} : { part }) };
    const moved = (share) => progress((offset + share * part.size) / blob.size);
    try {
      const answer = read(await post(url, token, fields, { signal, moved }), url);
      if (answer.done) return;
      if (answer.offset === 0 && offset > 0 && ++restarts > 2) throw new Refused("");
      [offset, failures, asks] = [answer.offset, 0, false];
      progress(offset / blob.size);
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      trouble(error.message);
      await pause(PAUSES[Math.min(failures++, PAUSES.length - 1)], signal);
    }
  }
}

export const cancel = ({ component, key, name, blob }, { url, token }) =>
  post(url, token, { action: "cancel", component, key, name, size: blob.size, offset: 0 }, {}).catch(() => undefined);
