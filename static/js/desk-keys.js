// The keys of a list: / to look for, j and k to move, Enter to open, ? for help. Without it links and Tab do the same.
const typing = (at) => at.matches("input, textarea, select, [contenteditable]");
const rows = [...document.querySelectorAll("[data-keys] tbody tr")];
const help = document.querySelector("[data-key-help]");
const way = (name) => document.querySelector(`[data-way="${name}"]`);

const move = (by) => {
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[Math.min(Math.max(here + by, 0), rows.length - 1)];
  next?.querySelector("a.code").focus();
  next?.scrollIntoView({ block: "nearest" });
};

const acts = {
  "/": () => document.querySelector("[data-search]")?.focus(),
  j: () => (rows.length ? move(1) : way("later")?.click()),
  k: () => (rows.length ? move(-1) : way("earlier")?.click()),
  u: () => way("back")?.click(),
  "?": () => {
    if (!help) return;
    help.hidden = !help.hidden;
    if (!help.hidden) help.scrollIntoView({ block: "nearest" });
  },
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && typing(event.target)) event.target.blur();
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const act = acts[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
