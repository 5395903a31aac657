// Wakes the framework's components; pages work without it.
import { Button, Checkboxes, ErrorSummary, FileUpload, Radios, SkipLink, createAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const component of [Button, Checkboxes, ErrorSummary, FileUpload, Radios, SkipLink]) createAll(component);
