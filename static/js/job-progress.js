// Moves the bar of long work while one looks. Without JavaScript a link shows it anew.
const card = document.querySelector("[data-job]");
const bar = card.querySelector("progress");
const done = card.querySelector("[data-done]");
const numbers = new Intl.NumberFormat(document.documentElement.lang);

async function look() {
  const answer = await fetch(card.dataset.job, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const job = await answer.json();
  const wasPrepared = done !== null;
  if (job.state !== card.dataset.state || wasPrepared !== (job.total !== null)) return location.reload();
  if (!wasPrepared) return;
  bar.value = job.percent;
  card.querySelector(".job__percent").textContent = `${job.percent}%`;
  done.textContent = numbers.format(job.done);
}

if (card.dataset.state === "waiting" || card.dataset.state === "running") {
  setInterval(() => look().catch(() => {}), 1000); // a line that breaks for a moment is tried again
}
