import { Search } from "lucide-react";
import { controlLook } from "../forms/text-input";
import { Button } from "../ui/button";
import { classes } from "../ui/classes";

/** A plain GET form: the search lives in the address and works without JavaScript. */
export function SearchForm({
  action,
  value,
  kept,
  label,
  hint,
  submit,
}: {
  action: string;
  value: string;
  /** Other filters that a search keeps. */
  kept: Record<string, string>;
  label: string;
  hint: string;
  submit: string;
}) {
  return (
    <search>
      <form action={action} className="flex gap-2">
        {Object.entries(kept).map(([name, text]) => (
          <input key={name} type="hidden" name={name} value={text} />
        ))}
        <input
          type="search"
          name="q"
          defaultValue={value}
          aria-label={label}
          placeholder={hint}
          className={classes(controlLook, "h-11 min-w-0 flex-1")}
        />
        <Button type="submit" variant="secondary" size="sm" aria-label={submit} className="px-3.5">
          <Search aria-hidden="true" size={18} />
        </Button>
      </form>
    </search>
  );
}
