// Hides the questions that the answers so far do not ask. The server decides again; without this script all are shown.
const filled = (answer) => answer !== undefined && answer !== null && answer !== "" && !(Array.isArray(answer) && !answer.length);
const same = (answer, value) => filled(answer) && !Array.isArray(answer) && String(answer) === String(value);
const day = (text) => {
  const found = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  return found ? `${found[3]}-${found[2].padStart(2, "0")}-${found[1].padStart(2, "0")}` : text;
};
const comparable = (said) => {
  const text = day(String(said ?? "").trim());
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return ["day", text];
  const number = Number(text.replace(/[\s.](?=\d{3}(\D|$))/g, ""));
  return text !== "" && Number.isFinite(number) ? ["number", number] : null;
};
const compared = (answer, value) => {
  const [left, right] = [comparable(answer), comparable(value)];
  if (!left || !right || left[0] !== right[0]) return null;
  return left[1] < right[1] ? -1 : left[1] > right[1] ? 1 : 0;
};
const relations = {
  is: same,
  is_not: (answer, value) => !same(answer, value),
  in: (answer, values) => values.some((value) => same(answer, value)),
  includes: (answer, value) => Array.isArray(answer) && answer.some((part) => same(part, value)),
  filled: (answer, value) => filled(answer) === value,
  less_than: (answer, value) => compared(answer, value) === -1,
  at_most: (answer, value) => [-1, 0].includes(compared(answer, value)),
  more_than: (answer, value) => compared(answer, value) === 1,
  at_least: (answer, value) => [0, 1].includes(compared(answer, value)),
};
const holds = (condition, answers) => {
  if (condition.all) return condition.all.every((part) => holds(part, answers));
  if (condition.any) return condition.any.some((part) => holds(part, answers));
  if (condition.not) return !holds(condition.not, answers);
  const relation = Object.keys(condition).find((key) => key !== "question");
  return relations[relation](answers[condition.question], condition[relation]);
};
const answerOf = (item) => {
  const controls = [...item.querySelectorAll("input, select, textarea")].filter((one) => one.type !== "hidden");
  if (item.dataset.kind === "choices") return controls.filter((one) => one.checked).map((one) => one.value);
  if (controls.some((one) => one.type === "radio")) return controls.find((one) => one.checked)?.value ?? "";
  return controls[0]?.value ?? "";
};

for (const marker of document.querySelectorAll("[data-conditions]")) {
  const form = marker.closest("form");
  const items = [...form.querySelectorAll("[data-question]")];
  const update = () => {
    const answers = JSON.parse(marker.dataset.known || "{}");
    for (const item of items) {
      item.hidden = Boolean(item.dataset.show) && !holds(JSON.parse(item.dataset.show), answers);
      if (!item.hidden) answers[item.dataset.question] = answerOf(item);
    }
  };
  for (const note of form.querySelectorAll(".only-if")) note.hidden = true;
  form.addEventListener("input", update);
  form.addEventListener("change", update);
  update();
}
