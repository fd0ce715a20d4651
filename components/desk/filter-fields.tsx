"use client";

import { type Option, Select } from "../forms/select";
import { TextInput } from "../forms/text-input";
import { Button } from "../ui/button";
import { Link } from "../ui/link";
import { FilterForm } from "./filter-form";

export type FilterChoice = {
  name: string;
  label: string;
  options: readonly Option[];
  value: string | null;
  /** For no choice. */
  emptyText?: string;
};

const control = "h-11 text-[0.9375rem] lg:h-9 lg:pl-3 lg:text-sm";
const grid = "grid grid-cols-1 items-end gap-x-3 gap-y-2 px-4 min-[420px]:grid-cols-2 md:grid-cols-3 lg:grid-cols-6";

function Label({ name, children }: { name: string; children: string }) {
  return (
    <label htmlFor={`filter-${name}`} className="mb-0.5 block text-[0.8125rem] text-soft">
      {children}
    </label>
  );
}

function Choice({ name, label, options, value, emptyText }: FilterChoice) {
  return (
    <div className="min-w-0">
      <Label name={name}>{label}</Label>
      <Select
        id={`filter-${name}`}
        name={name}
        options={options}
        defaultValue={value ?? ""}
        emptyText={emptyText}
        className={control}
      />
    </div>
  );
}

/**
 * The choices of the list as one form, which works without JavaScript. Folded on narrow screens. It gets plain words, like the
 * list's rows (`merchant-rows`).
 */
export function FilterFields({
  stands,
  action,
  label,
  fold,
  kept,
  choices,
  more,
  dates,
  apply,
  clear,
}: {
  /** Another text for each other state of the fields: what stands in them is the address's, also after a link changed that. */
  stands: string;
  action: string;
  label: string;
  /** Says how many choices there are while they are folded. */
  fold: string;
  /** What goes along unseen. */
  kept: Record<string, string>;
  choices: readonly FilterChoice[];
  more: { label: string; isOpen: boolean; choices: readonly FilterChoice[] };
  dates: readonly { name: string; label: string; value: string | null }[];
  apply: string;
  /** The same list without choices. */
  clear: { href: string; label: string } | null;
}) {
  return (
    <details className="group/filters rounded-card border border-line bg-card lg:[&::details-content]:[content-visibility:visible] lg:[&::details-content]:block">
      <summary className="flex min-h-11 items-center px-4 text-[0.9375rem] font-semibold lg:supports-[selector(::details-content)]:hidden">
        {fold}
      </summary>
      <FilterForm key={stands} action={action} label={label}>
        <div className={`${grid} pt-1 pb-2 lg:pt-3`}>
          {Object.entries(kept).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          {choices.map((choice) => (
            <Choice key={choice.name} {...choice} />
          ))}
          <span className="flex flex-wrap items-center gap-x-2">
            <Button type="submit" size="sm" variant="secondary" className="lg:min-h-9 lg:px-3 lg:text-sm">
              {apply}
            </Button>
            {clear ? (
              <Link href={clear.href} className="inline-flex min-h-11 items-center px-1 text-sm lg:min-h-9">
                {clear.label}
              </Link>
            ) : null}
          </span>
        </div>
        <details open={more.isOpen}>
          <summary className="inline-flex min-h-11 items-center px-4 text-sm font-semibold text-accent lg:min-h-9 lg:pb-2">
            {more.label}
          </summary>
          <div className={`${grid} pb-4`}>
            {more.choices.map((choice) => (
              <Choice key={choice.name} {...choice} />
            ))}
            {dates.map(({ name, label: words, value }) => (
              <div key={name} className="min-w-0">
                <Label name={name}>{words}</Label>
                <TextInput
                  id={`filter-${name}`}
                  type="date"
                  name={name}
                  defaultValue={value ?? ""}
                  className={control}
                />
              </div>
            ))}
          </div>
        </details>
      </FilterForm>
    </details>
  );
}
