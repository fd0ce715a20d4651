/** Next would take the portal's own file further up, and with it the portal's work. */
export function register(): void {}
