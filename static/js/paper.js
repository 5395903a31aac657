// Keeps what is answered while one answers, and counts the time down. One request at a time; what could not be sent is
// sent again. Without this module the buttons do the same; the server keeps the time in either case.
const PAUSE = 1200;
const LONGEST = 20_000;
const form = document.querySelector("form[data-keep]");
const said = form.querySelector("[data-kept]");
const clock = form.querySelector("[data-clock]");
let timer = 0;
let wait = PAUSE;
let isFlying = false;
let isOver = false;
let isChanged = false;

const tell = (words) => {
  if (said.textContent !== words) said.textContent = words;
};

const later = (pause) => {
  clearTimeout(timer);
  timer = setTimeout(keep, pause);
};

async function keep() {
  if (isFlying || isOver || !isChanged) return;
  isFlying = true;
  isChanged = false;
  const body = new URLSearchParams(new FormData(form));
  const answer = await fetch(form.dataset.keep, { method: "POST", body }).catch(() => null);
  const reply = answer ? await answer.json().catch(() => ({})) : {};
  isFlying = false;
  if (answer?.ok || answer?.status === 410) {
    isOver = answer.status === 410;
    wait = PAUSE;
    tell(reply.said ?? "");
  } else {
    isChanged = true;
    wait = Math.min(wait * 2, LONGEST);
    tell(said.dataset.trouble);
  }
  if (isChanged && !isOver) later(wait);
}

form.addEventListener("input", () => {
  isChanged = true;
  later(PAUSE);
});
addEventListener("online", () => later(0));

// The device's own clock may be wrong: only what is left is counted, from when the page arrived.
if (clock) {
  const ends = performance.now() + Number(form.querySelector("[data-seconds]").dataset.seconds) * 1000;
  const tick = () => {
    const left = Math.max(0, Math.round((ends - performance.now()) / 1000));
    clock.textContent = left ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : clock.dataset.over;
    if (left) setTimeout(tick, 1000);
  };
  tick();
}
