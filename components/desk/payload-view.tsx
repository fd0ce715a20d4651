/** What was sent, as text that can be read and scrolled; the reader has masked it before, or may see all of it. */
export function PayloadView({ label, text }: { label: string; text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard.
    <section aria-label={label} tabIndex={0} className="max-h-[34rem] overflow-auto rounded-control bg-hover">
      <pre className="p-3.5 font-mono text-[0.8125rem]/relaxed">{text}</pre>
    </section>
  );
}
