// Loaded before a portal (--import): its clock is wrong by CLOCK_SKEW_MS, as on a machine that nobody keeps in time.
const skew = Number(process.env.CLOCK_SKEW_MS ?? 0);
const now = Date.now.bind(Date);

globalThis.Date = new Proxy(Date, {
  construct: (target, args, self) => Reflect.construct(target, args.length === 0 ? [now() + skew] : args, self),
  apply: (target) => new target(now() + skew).toString(),
  get: (target, name) => (name === "now" ? () => now() + skew : Reflect.get(target, name)),
});
