// One upload as it is seen: its name, its bar, what is the matter, and what may be done.
const template = document.getElementById("upload-row");

export class Row {
  constructor(list, name) {
    this.item = template.content.firstElementChild.cloneNode(true);
    this.controller = new AbortController();
    this.part("upload__name").textContent = name;
    this.bar = this.part("upload__bar");
    this.item.addEventListener("click", (event) => this.clicked(event.target.dataset.do));
    this.item.classList.add("upload--waiting");
    list.append(this.item);
  }

  part(name) {
    return this.item.querySelector(`.${name}`);
  }

  offer(...acts) {
    for (const act of this.item.querySelectorAll("[data-do]")) act.hidden = !acts.includes(act.dataset.do);
  }

  clicked(act) {
    if (act === "cancel") this.controller.abort();
    if (act === "retry") this.controller.signal.dispatchEvent(new Event("retry"));
    if (act === "dismiss") this.item.remove();
  }

  say(words) {
    this.part("upload__words").textContent = words;
  }

  moved(share, words) {
    const percent = Math.round(share * 100);
    this.bar.value = percent;
    this.part("upload__percent").textContent = `${percent}%`;
    this.item.classList.remove("upload--broken", "upload--waiting");
    this.offer("cancel");
    this.say(words);
  }

  broken(words) {
    this.item.classList.add("upload--broken");
    this.offer("retry", "cancel");
    this.say(words);
  }

  ended(words) {
    this.item.classList.add("upload--broken");
    this.offer("sign-in");
    this.item.querySelector('[data-do="sign-in"]').href = location.pathname;
    this.say(words);
  }

  refused(words) {
    this.item.classList.remove("upload--waiting");
    this.item.classList.add("upload--refused");
    this.bar.remove();
    this.part("upload__percent").remove();
    this.offer("dismiss");
    this.say(words);
  }
}
