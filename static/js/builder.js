// Rows of a condition: deeper levels stand further in, groups need no question, values are proposed by the question.
const rows = document.querySelectorAll("[data-line]");

function dress(row) {
  const field = (name) => row.querySelector(`[name$="-${name}"]`);
  const isTest = field("what").value === "test";
  row.dataset.level = field("level").value;
  for (const name of ["question", "relation", "value"]) field(name).hidden = !isTest;
  const list = `values-${field("question").value}`;
  field("value").setAttribute("list", document.getElementById(list) ? list : "values-none");
}

for (const row of rows) {
  dress(row);
  row.addEventListener("change", () => dress(row));
}
