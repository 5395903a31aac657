// Wakes the framework's components on pages that have some: forms to send, errors to be led to. All pages work without it.
document.body.classList.add("js-enabled", "govuk-frontend-supported");

if (document.querySelector('form[method="post"] [data-module], [data-module="govuk-error-summary"]')) {
  const { Button, Checkboxes, ErrorSummary, FileUpload, Radios, SkipLink, createAll } = await import(document.querySelector("script[data-components]").dataset.components);
  for (const component of [Button, Checkboxes, ErrorSummary, FileUpload, Radios, SkipLink]) createAll(component);
}
