// Names of procedures while one types, as a list box under the field. Without this script the form simply searches.
const WAIT = 180;

for (const box of document.querySelectorAll("[data-suggest]")) {
  const input = box.querySelector("input[type=search]");
  const list = document.createElement("ul");
  list.id = `${input.id}-goi-y`;
  list.className = "suggest__list";
  list.hidden = true;
  list.lang = "vi";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0]?.textContent ?? "");
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) input.setAttribute(name, value);
  input.after(list);

  let chosen = -1;
  let timer = 0;
  let asked = "";
  const options = () => [...list.children];
  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (place) => {
    chosen = place;
    for (const [index, option] of options().entries()) option.setAttribute("aria-selected", String(index === place));
    if (place < 0) return input.removeAttribute("aria-activedescendant");
    options()[place].scrollIntoView({ block: "nearest" });
    return input.setAttribute("aria-activedescendant", options()[place].id);
  };
  const open = (code) => window.location.assign(box.dataset.target.replace("CODE", encodeURIComponent(code)));
  const show = (found) => {
    list.replaceChildren(...found.map(({ code, name }, index) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${index}`;
      option.className = "suggest__option";
      option.setAttribute("role", "option");
      option.textContent = name;
      option.dataset.code = code;
      option.addEventListener("pointerdown", (event) => { event.preventDefault(); open(code); });
      return option;
    }));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    mark(-1);
  };
  const ask = async () => {
    const text = input.value.trim();
    if (text.length < 2) return close();
    asked = text;
    try {
      const answer = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(text)}`);
      if (answer.ok && asked === text && document.activeElement === input) show((await answer.json()).found);
    } catch { close(); }
    return undefined;
  };
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const most = options().length;
    if (list.hidden || !most) return;
    if (event.key === "ArrowDown") mark((chosen + 1) % most);
    else if (event.key === "ArrowUp") mark(chosen <= 0 ? most - 1 : chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) open(options()[chosen].dataset.code);
    else return;
    event.preventDefault();
  });
}
