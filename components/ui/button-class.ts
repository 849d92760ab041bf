import { classNames } from "@/components/ui/class-names";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger" | "link";
export type ButtonSize = "lg" | "md" | "sm";

const base =
  "inline-flex items-center justify-center gap-1.5 rounded-md font-medium no-underline select-none transition-colors duration-fast aria-disabled:cursor-not-allowed disabled:cursor-not-allowed";

const off =
  "aria-disabled:border-line aria-disabled:bg-sunken aria-disabled:text-text-3 disabled:border-line disabled:bg-sunken disabled:text-text-3";

const variants: Record<ButtonVariant, string> = {
  primary: `border border-ink bg-ink text-on-ink hover:border-ink-hover hover:bg-ink-hover ${off}`,
  secondary: `border border-line-2 bg-surface text-text hover:bg-hover active:bg-pressed ${off}`,
  quiet: `border border-transparent bg-transparent text-text-2 hover:bg-hover hover:text-text active:bg-pressed aria-pressed:bg-accent-soft aria-pressed:text-accent aria-disabled:text-text-3 disabled:text-text-3`,
  danger: `border border-danger bg-danger text-on-danger hover:border-danger-hover hover:bg-danger-hover ${off}`,
  link: "text-accent underline decoration-1 underline-offset-3 hover:text-accent-hover aria-disabled:text-text-3 disabled:text-text-3",
};

const sizes: Record<ButtonSize, string> = {
  lg: "min-h-10 max-md:min-h-control px-4 text-base",
  md: "min-h-control px-3 text-base",
  sm: "min-h-control-sm px-2.5 text-sm",
};

/**
 * The look of a button, for elements that are not one (links, Base UI triggers).
 * `icon` makes it square.
 */
export function buttonClass(
  options: { variant?: ButtonVariant; size?: ButtonSize; icon?: boolean } = {},
): string {
  const { variant = "secondary", size = "md", icon = false } = options;
  if (variant === "link")
    return classNames(
      base,
      variants.link,
      "min-h-6 px-0.5 max-md:min-h-control",
      size === "sm" ? "text-sm" : "text-base",
    );
  if (icon)
    return classNames(
      base,
      variants[variant],
      "flex-none",
      size === "sm" ? "size-control-sm" : "size-control",
    );
  return classNames(base, variants[variant], sizes[size]);
}
