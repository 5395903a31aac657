// Gives the desk's type-to-find fields the name of their label: the library behind them leaves an empty one nameless.
addEventListener("load", () => {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const label = document.querySelector(`label[for="${select.id}"]`);
    const field = select.parentElement.querySelector(".select2-selection");
    if (!label || !field) continue;
    label.id ||= `${select.id}_label`;
    field.setAttribute("aria-labelledby", `${label.id} ${field.getAttribute("aria-labelledby") ?? ""}`.trim());
  }
});
