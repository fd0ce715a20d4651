/** Whether this process is about to end: `/api/ready` says so, and a load balancer sends what is new elsewhere. */
const shared = globalThis as typeof globalThis & { sambutStopping?: boolean };

/** From now on this process is not ready; what it has taken it still finishes. */
export function setStopping(): void {
  shared.sambutStopping = true;
}

export const isStopping = (): boolean => shared.sambutStopping === true;

/** For tests, whose process goes on. */
export function forgetStopping(): void {
  shared.sambutStopping = false;
}
