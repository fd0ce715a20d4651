/** What was typed or chosen in these fields since the page came, by field name. */
function typedInto(elements: Iterable<Element>): Record<string, string> {
  const typed: Record<string, string> = {};
  for (const element of elements) {
    if (element instanceof HTMLInputElement && element.type === "radio") {
      if (element.checked && !element.defaultChecked) typed[element.name] = element.value;
    } else if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
      if (element.value !== element.defaultValue) typed[element.name] = element.value;
    } else if (element instanceof HTMLSelectElement) {
      const chosen = element.selectedOptions[0];
      if (chosen && !chosen.defaultSelected && chosen.value !== "") typed[element.name] = chosen.value;
    }
  }
  return typed;
}

/**
 * What was typed into a form before its script arrived, by field name; react-hook-form would put its own values over it.
 * Files and what is typed beside them have a keeper of their own.
 */
export function typedBefore(formId: string): Record<string, string> {
  if (typeof document === "undefined") return {};
  const form = document.getElementById(formId);
  if (!(form instanceof HTMLFormElement)) return {};
  return typedInto([...form.elements].filter((element) => !element.closest("[data-slot]")));
}

/** What was typed into the fields inside an element before its script arrived, by field name. */
export function typedInside(id: string): Record<string, string> {
  if (typeof document === "undefined") return {};
  const place = document.getElementById(id);
  return place ? typedInto(place.querySelectorAll("input:not([type=file]), select, textarea")) : {};
}
