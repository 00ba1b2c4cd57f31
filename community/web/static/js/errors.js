// After a refused form the summary of errors has the focus, also when htmx has put it there.
function focusSummary(root) {
  root.querySelector?.("[data-error-summary]")?.focus();
}

focusSummary(document);
document.addEventListener("htmx:afterSettle", (event) => focusSummary(event.detail.elt));
