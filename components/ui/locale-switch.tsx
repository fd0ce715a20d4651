import { Languages } from "lucide-react";

/** Changes the language: a plain form, so that it works before and without JavaScript. */
export function LocaleSwitch({
  action,
  other,
  label,
}: {
  action: (form: FormData) => Promise<void>;
  /** The language to change to, with its own name. */
  other: { locale: string; name: string };
  /** What the button does, for screen readers; begins with the visible name. */
  label: string;
}) {
  return (
    <form action={action}>
      <button
        type="submit"
        name="locale"
        value={other.locale}
        lang={other.locale}
        aria-label={label}
        className="inline-flex min-h-11 min-w-11 items-center justify-center gap-2 rounded-control px-2 text-sm sm:px-3 text-soft hover:bg-hover hover:text-ink"
      >
        <Languages aria-hidden="true" size={17} className="max-sm:hidden" />
        <span className="uppercase sm:hidden">{other.locale}</span>
        <span className="hidden sm:inline">{other.name}</span>
      </button>
    </form>
  );
}
