// Choosing many dossiers: all of the page at once, and how many are chosen. Without this script one ticks row by row.
const bar = document.querySelector("[data-batch-bar]");
if (bar) {
  const picks = [...document.querySelectorAll(`input[name="dossier"][form="${bar.id}"]`)];
  const page = bar.querySelector("[data-pick-page]");
  const whole = bar.querySelector("input[name=all]");
  const count = bar.querySelector("[data-pick-count]");

  const show = () => {
    const chosen = picks.filter((pick) => pick.checked).length;
    page.checked = chosen > 0 && chosen === picks.length;
    page.indeterminate = chosen > 0 && chosen < picks.length;
    count.textContent = whole.checked || !chosen ? "" : `${count.dataset.words} ${chosen}`;
  };
  page.addEventListener("change", () => {
    for (const pick of picks) pick.checked = page.checked;
    show();
  });
  for (const box of [...picks, whole]) box.addEventListener("change", show);
  page.parentElement.hidden = picks.length === 0;
  show();
}
