// The papers of a draft: files upload as they are chosen and go on after a break; acts on pages keep one's place. Without
// this module the plain forms do the same.
import { forget, keep, waiting } from "./papers-keep.js";
import { Row } from "./papers-row.js";
import { Cancelled, Ended, Refused, cancel, fingerprint, send } from "./papers-send.js";
import { shrunk } from "./papers-shrink.js";

const page = document.querySelector("[data-papers]");
const say = page.dataset;
const url = say.partUrl;
const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
const tell = (words) => (page.querySelector("[data-told]").textContent = words);
const paperOf = (component) => page.querySelector(`[data-paper="${component}"]`);

// --- Showing what the server now has ----------------------------------------------------------

function replaced(old, fresh) {
  for (const image of fresh.querySelectorAll("img")) {
    const shown = [...old.querySelectorAll("img")].find((one) => one.getAttribute("src") === image.getAttribute("src"));
    if (!shown) continue;
    shown.alt = image.alt;
    image.replaceWith(shown); // is not fetched again
  }
  old.replaceWith(document.adoptNode(fresh));
}

// False where the answer is not this page, or says that something is wrong.
function showAnew(text) {
  const answer = new DOMParser().parseFromString(text, "text/html");
  if (!answer.querySelector("[data-papers]") || answer.querySelector(".govuk-error-message")) return false;
  for (const old of document.querySelectorAll("[data-replace]")) {
    const fresh = answer.getElementById(old.id);
    if (fresh) replaced(old, fresh);
    else old.remove();
  }
  for (const { key } of queue) hideBroken(key);
  return true;
}

async function refresh() {
  const answer = await fetch(location.pathname).catch(() => null);
  if (answer) showAnew(await answer.text());
}

// Whether the server already has some of it; that is told by the upload itself from now on.
function hideBroken(key) {
  const broken = page.querySelector(`[data-replace] [data-key="${key}"]`);
  broken?.remove();
  return Boolean(broken);
}

// --- Acts on pages ----------------------------------------------------------------------------

function sendAway(form, button) {
  const act = document.createElement("input");
  Object.assign(act, { type: "hidden", name: button.name, value: button.value });
  form.append(act);
  HTMLFormElement.prototype.submit.call(form);
}

function focusAfter(file, act, heading) {
  const button = page.querySelector(`[data-file="${file}"] [value="${act}"]`);
  (button ?? page.querySelector(`[data-file="${file}"] button`) ?? document.getElementById(heading))?.focus();
}

async function actQuietly(form, button) {
  const file = form.closest("[data-file]")?.dataset.file;
  const heading = form.closest("section").getAttribute("aria-labelledby");
  const body = new FormData(form);
  body.append(button.name, button.value);
  form.inert = true;
  const answer = await fetch(location.pathname, { method: "POST", body }).catch(() => null);
  if (answer?.ok && showAnew(await answer.text())) return focusAfter(file, button.value, heading);
  form.inert = false;
  return sendAway(form, button); // the page itself says what is the matter
}

page.addEventListener("submit", (event) => {
  if (!("quietly" in event.target.dataset) || !event.submitter) return;
  event.preventDefault();
  actQuietly(event.target, event.submitter);
});

// --- Uploading --------------------------------------------------------------------------------

const queue = [];
let isWorking = false;

// The file as it is to travel; kept until it has arrived.
async function prepared(upload) {
  if (upload.key) return upload;
  upload.row.moved(0, say.sayPreparing);
  const blob = await shrunk(upload.file);
  if (blob.size > Number(say.largest)) throw new Refused(say.sayTooLarge);
  const key = await fingerprint(blob);
  const id = [say.person, url, upload.component, key].join(" ");
  Object.assign(upload, { blob, key, id });
  const { component, name } = upload;
  await keep({ id, person: say.person, url, component, name, blob, key });
  return upload;
}

async function uploaded(upload) {
  const { row } = upload;
  await prepared(upload);
  upload.isBegun = hideBroken(upload.key) || upload.isBegun;
  await send(upload, {
    url,
    token: token(),
    signal: row.controller.signal,
    progress: (share) => row.moved(share, share < 1 ? say.saySending : say.sayChecking),
    trouble: (words) => row.broken(words || say.sayOffline),
  });
  await forget(upload.id);
  await refresh();
  row.item.remove();
  const doubts = [...paperOf(upload.component).querySelectorAll(".page-given__doubt")];
  tell(`${say.sayDone} ${upload.name}. ${doubts.at(-1)?.textContent ?? ""}`);
}

async function stopped(upload, error) {
  const { row } = upload;
  if (error instanceof Ended) return row.ended(say.sayEnded);
  if (upload.id) await forget(upload.id);
  if (error instanceof Cancelled) {
    row.item.remove();
    return upload.key ? cancel(upload, { url, token: token() }) : undefined;
  }
  const words = error instanceof Refused && error.message ? error.message : say.sayFailed;
  row.refused(words);
  return tell(`${upload.name}: ${words}`);
}

async function work() {
  if (isWorking) return;
  isWorking = true;
  while (queue.length) {
    await uploaded(queue[0]).catch((error) => stopped(queue[0], error));
    queue.shift();
  }
  isWorking = false;
}

function add(component, upload) {
  const row = new Row(paperOf(component).querySelector("[data-uploads]"), upload.name);
  row.say(say.sayWaiting);
  queue.push({ component, ...upload, row });
}

function chosen(input) {
  const files = [...input.files];
  if (!files.length) return;
  input.closest("[data-paper]").querySelector("[data-upload] .govuk-error-message")?.remove();
  for (const file of files) add(input.closest("[data-paper]").dataset.paper, { name: file.name, file });
  input.value = "";
  input.dispatchEvent(new Event("change", { bubbles: true })); // the control says again that nothing is chosen
  work();
}

function uploadAsChosen() {
  const isHandheld = matchMedia("(pointer: coarse)").matches;
  for (const form of page.querySelectorAll("[data-upload]")) {
    form.classList.add("upload-form--at-once");
    if (isHandheld) form.querySelector(".file-control").prepend(document.getElementById("camera-button").content.cloneNode(true));
  }
  page.addEventListener("change", (event) => event.target.type === "file" && chosen(event.target));
}

async function goOn() {
  for (const upload of await waiting(say.person, url)) {
    if (!paperOf(upload.component)?.querySelector("[data-uploads]")) continue;
    hideBroken(upload.key);
    add(upload.component, { ...upload, isBegun: true });
  }
  work();
}

// Over an unsafe line browsers compute no hash: the plain form with its button stays.
if (window.crypto?.subtle) {
  uploadAsChosen();
  goOn();
}
