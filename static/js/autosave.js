// Saves a step of a draft as it is typed: one request at a time, tried again until it arrives. What is typed stays in
// the page until the server has it and nowhere else. Without this module the step is saved by its button.
import { Clashes } from "./autosave-clashes.js";
import { controlsOf, fill } from "./autosave-controls.js";

const PAUSE = 800;
const LONGEST = 30_000;
const KEEPALIVE_MOST = 60_000;
const form = document.querySelector("form[data-autosave]");
const say = form.dataset;
const token = form.elements.namedItem("csrfmiddlewaretoken");
const version = form.elements.namedItem("version");
const units = new Map([...form.querySelectorAll("[data-question]")].map((unit) => [unit.dataset.question, unit]));
for (const [question, unit] of units) if (!unit.querySelector("[name]")) units.delete(question);

let tags = JSON.parse(say.tags);
let flying = null;
let timer = 0;
let retry = 1000;
let isOver = false;
let isLeaving = false;
let isOffline = false;
const dirty = new Set();
let sent = [];
const clashes = new Clashes(form, units, { keepMine, takeTheirs });

const tell = (words, isTrouble = false) => {
  const status = form.querySelector("[data-autosave-status]");
  if (status.textContent !== words) status.textContent = words;
  status.classList.toggle("autosave--trouble", isTrouble);
};

// --- Sending ----------------------------------------------------------------------------------

function body(questions, before = []) {
  const fields = new URLSearchParams();
  fields.append("csrfmiddlewaretoken", token.value);
  for (const [question, tag] of Object.entries(tags)) fields.append(":seen", `${question} ${tag}`);
  for (const question of questions) {
    fields.append(":changed", question);
    for (const [name, value] of controlsOf(form, question)) fields.append(name, value);
  }
  for (const [name, value] of before) fields.append(`:before:${name}`, value);
  if ("unsaved" in say) fields.append(":restored", "1");
  return fields;
}

const post = (fields) => fetch(say.autosave, { method: "POST", body: fields, keepalive: String(fields).length < KEEPALIVE_MOST, headers: { Accept: "application/json" } });

function save() {
  clearTimeout(timer);
  if (flying || isOver || !dirty.size) return flying ?? Promise.resolve();
  flying = attempt([...dirty]).finally(() => {
    flying = null;
    sent = [];
    if (dirty.size && !isOver) later(isOffline ? retry : PAUSE);
  });
  return flying;
}

async function attempt(questions) {
  for (const question of questions) dirty.delete(question);
  sent = questions.flatMap((question) => controlsOf(form, question));
  const answer = await post(body(questions)).catch(() => null);
  const reply = answer ? await answer.json().catch(() => ({})) : {};
  if (answer?.ok || answer?.status === 409) return learn(reply);
  if (answer?.status === 410) return end(reply.gone);
  if (answer?.status === 413) return tell(reply.refused, true);
  for (const question of questions) dirty.add(question);
  if (answer?.status === 401) return signInFirst();
  if (answer?.status === 403) await renewToken();
  return tryAgain(!answer);
}

// Who signed in again in another window has another token by now.
async function renewToken() {
  const page = await fetch(location.pathname).then((answer) => answer.text()).catch(() => "");
  token.value = new DOMParser().parseFromString(page, "text/html").querySelector("[data-autosave] [name=csrfmiddlewaretoken]")?.value ?? token.value;
}

function tryAgain(offline) {
  isOffline = offline;
  retry = Math.min(retry * 2, LONGEST);
  tell(say.sayOffline, true);
  later(retry);
}

function later(milliseconds) {
  clearTimeout(timer);
  timer = setTimeout(save, milliseconds);
}

function end(words) {
  isOver = true;
  tell(words, true);
}

function signInFirst() {
  form.querySelector("[data-autosave-ended]").hidden = false;
  tell(say.sayEnded, true);
  later(LONGEST); // signed in again in another window, it goes on by itself
}

// --- Learning what the server has -------------------------------------------------------------

function learn(reply) {
  [isOffline, retry] = [false, 1000];
  form.querySelector("[data-autosave-ended]").hidden = true;
  const known = tags;
  tags = { ...reply.tags };
  version.value = reply.version;
  delete say.unsaved;
  const clashing = new Map(reply.clashes.map(({ question, words }) => [question, words]));
  const taken = [];
  for (const [question, controls] of Object.entries(reply.theirs)) {
    if (clashing.has(question) || clashes.has(question)) clashes.show(question, controls, clashing.get(question));
    else if (dirty.has(question)) tags[question] = known[question]; // typed meanwhile: the server is to say so
    else if (fill(units.get(question), controls)) taken.push(question);
    else clashes.reload();
  }
  if (clashes.size) return tell(say.sayClash, true);
  tell([`${say.saySaved} ${reply.at}`, ...(taken.length ? [say.sayTaken] : [])].join(". "));
}

function keepMine(question) {
  dirty.add(question);
  save();
}

function takeTheirs(question, controls) {
  if (!fill(units.get(question), controls)) clashes.reload();
}

async function look() {
  if (flying || isOver || isLeaving || dirty.size) return;
  flying = attempt([]).finally(() => (flying = null));
  await flying;
}

// --- What happens in the page -----------------------------------------------------------------

function typed(event) {
  const question = event.target.closest?.("[data-question]")?.dataset.question;
  if (!event.isTrusted || !units.has(question) || clashes.has(question)) return;
  dirty.add(question);
  if (!isOffline) later(PAUSE);
}

function lastWords() {
  if (isLeaving || isOver || !dirty.size) return;
  post(body([...dirty], sent)).catch(() => undefined);
}

async function submitAfterSaving(event) {
  if (isLeaving || isOver || (!flying && !dirty.size && !clashes.size)) return void (isLeaving = true);
  event.preventDefault();
  if (clashes.size) return clashes.focus();
  await flying;
  if (dirty.size) await Promise.race([save(), new Promise((done) => setTimeout(done, 4000))]);
  if (isOffline) return tell(say.sayOffline, true); // the page would be lost for an error of the browser
  if (clashes.size) return clashes.focus();
  isLeaving = true;
  form.requestSubmit(event.submitter);
}

form.addEventListener("input", typed);
form.addEventListener("change", typed);
form.addEventListener("focusout", () => dirty.size && !isOffline && save());
form.addEventListener("submit", submitAfterSaving);
addEventListener("online", () => save());
addEventListener("pagehide", lastWords);
addEventListener("pageshow", (event) => event.persisted && ((isLeaving = false), look()));
addEventListener("beforeunload", (event) => isOffline && !isLeaving && dirty.size && event.preventDefault());
document.addEventListener("visibilitychange", () => (document.hidden ? lastWords() : look()));

if ("unsaved" in say) {
  for (const question of units.keys()) dirty.add(question);
  save();
}
