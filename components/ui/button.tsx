import type { ComponentProps, MouseEvent, ReactNode } from "react";
import { classes } from "./classes";
import { Spinner } from "./spinner";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "md" | "sm";

const shared =
  "inline-flex items-center justify-center gap-2 rounded-control text-center font-semibold no-underline transition-colors disabled:opacity-55 aria-disabled:cursor-default";

const sizes: Record<ButtonSize, string> = {
  md: "min-h-12 px-5.5 py-2.5",
  sm: "min-h-11 px-4 py-2 text-[0.9375rem]",
};

const variants: Record<ButtonVariant, string> = {
  primary: "bg-accent text-accent-ink hover:bg-[color-mix(in_oklab,var(--accent-fill)_88%,var(--ink))]",
  secondary: "border border-edge bg-card text-ink hover:bg-hover",
  quiet: "text-accent underline decoration-1 underline-offset-4 hover:bg-accent-soft",
  danger: "border border-bad bg-card text-bad hover:bg-bad-bg",
};

/** What a button looks like, for links too. */
export function buttonClasses(variant: ButtonVariant, size: ButtonSize, wide: boolean, className: string | undefined) {
  return classes(shared, sizes[size], variants[variant], wide && "w-full sm:w-auto", className);
}

export type ButtonLook = {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  /** Full width on phones. */
  wide?: boolean | undefined;
};

export type ButtonProps = ComponentProps<"button"> &
  ButtonLook & {
    /** While true a press does nothing, the focus stays, and `pendingText` is shown. */
    pending?: boolean | undefined;
    pendingText?: ReactNode;
  };

const ignorePress = (event: MouseEvent) => event.preventDefault();

/** A button; `type` is "button" unless told. In a form with a server action use `SubmitButton`. */
export function Button({
  variant = "primary",
  size = "md",
  wide = false,
  pending = false,
  pendingText,
  type = "button",
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      {...(pending ? { "aria-disabled": true, onClick: ignorePress } : {})}
      type={type}
      className={buttonClasses(variant, size, wide, className)}
    >
      {pending ? (
        <>
          <Spinner />
          <span>{pendingText ?? children}</span>
        </>
      ) : (
        children
      )}
    </button>
  );
}
