// Gives the desk's type-to-find fields the name of their label: the library behind them leaves an empty one nameless.
function nameThem() {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const label = document.querySelector(`label[for="${select.id}"]`);
    const box = select.parentElement.querySelector(".select2-selection");
    if (!label || !box) continue;
    const chosen = box.querySelector(".select2-selection__rendered");
    label.id ||= `${select.id}_label`;
    box.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`);
    chosen.setAttribute("aria-labelledby", label.id);
  }
}
addEventListener("load", () => django.jQuery(nameThem)); // in line behind the library's own start
