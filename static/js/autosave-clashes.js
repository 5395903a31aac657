// Questions that were changed in another window, too: both versions are shown until one is chosen.
export class Clashes {
  constructor(form, units, { keepMine, takeTheirs }) {
    Object.assign(this, { form, units, keepMine, takeTheirs });
    this.boxes = new Map();
  }

  get size() {
    return this.boxes.size;
  }

  has(question) {
    return this.boxes.has(question);
  }

  show(question, controls, words) {
    const box = this.boxes.get(question) ?? this.added(question);
    box.controls = controls;
    if (words === undefined) return;
    const theirs = box.element.querySelector("[data-theirs]");
    theirs.textContent = words || this.form.dataset.sayEmpty;
  }

  added(question) {
    const element = document.getElementById("autosave-clash").content.cloneNode(true).firstElementChild;
    const box = { element, controls: {} };
    element.querySelector("[data-mine]").addEventListener("click", () => this.decided(question, () => this.keepMine(question)));
    element.querySelector("[data-take]").addEventListener("click", () => this.decided(question, () => this.takeTheirs(question, box.controls)));
    this.units.get(question).append(element);
    this.boxes.set(question, box);
    return box;
  }

  decided(question, act) {
    this.boxes.get(question).element.remove();
    this.boxes.delete(question);
    act();
    this.units.get(question).querySelector("input:not([type=hidden]), select, textarea")?.focus();
  }

  focus() {
    const first = [...this.boxes.values()][0].element;
    first.scrollIntoView({ block: "center" });
    first.focus();
  }

  // Rows were added or removed elsewhere: only a page made anew can show them.
  reload() {
    this.form.querySelector("[data-autosave-reload]").hidden = false;
  }
}
