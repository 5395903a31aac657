// The controls of a question: what is in them, and putting something else there.
export const isOf = (question, name) => name === question || name.startsWith(`${question}-`);

export function controlsOf(form, question) {
  return [...new FormData(form)].filter(([name, value]) => isOf(question, name) && typeof value === "string");
}

// False where the page has not the controls for it: another number of rows.
export function fill(unit, controls) {
  const own = [...(unit?.querySelectorAll("[name]") ?? [])].filter((one) => one.type !== "submit");
  const rows = own.find((one) => one.name.endsWith("-rows"));
  if (!own.length || (rows && rows.value !== controls[rows.name]?.[0])) return false;
  for (const control of own) {
    const values = controls[control.name] ?? [];
    if (["radio", "checkbox"].includes(control.type)) control.checked = values.includes(control.value);
    else control.value = values[0] ?? "";
  }
  own[0].dispatchEvent(new Event("change", { bubbles: true })); // conditions look again; it counts as nobody's typing
  return true;
}
