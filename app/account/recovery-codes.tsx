/** Codes to write down or print. */
export function RecoveryCodes({ codes, label }: { codes: readonly string[]; label: string }) {
  return (
    <ol
      aria-label={label}
      className="grid grid-cols-1 gap-x-6 gap-y-2 rounded-card bg-hover px-4 py-3.5 font-mono min-[26rem]:grid-cols-2 min-[26rem]:text-lg"
    >
      {codes.map((code) => (
        <li key={code} className="select-all">
          {code}
        </li>
      ))}
    </ol>
  );
}
