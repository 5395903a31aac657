// Moves the bar of long work while one looks. Without JavaScript the page loads itself anew every three seconds.
const card = document.querySelector("[data-job]");
const bar = card.querySelector("progress");
const numbers = new Intl.NumberFormat(document.documentElement.lang);

async function look() {
  const answer = await fetch(card.dataset.job, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const job = await answer.json();
  if (job.state !== card.dataset.state) return location.reload();
  if (job.percent !== null) {
    bar.value = job.percent;
    card.querySelector(".job__percent").textContent = `${job.percent}%`;
  }
  card.querySelector("[data-done]").textContent = numbers.format(job.done);
  card.querySelector("[data-total]").textContent = job.total === null ? "…" : numbers.format(job.total);
}

if (card.dataset.state === "waiting" || card.dataset.state === "running") {
  setInterval(() => look().catch(() => {}), 1000); // a line that breaks for a moment is tried again
}
