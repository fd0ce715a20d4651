/** Loads the page again, as a new version of the portal has it; what comes after the call never happens. */
export function loadAnew(): Promise<never> {
  window.location.reload();
  return new Promise(() => {});
}
