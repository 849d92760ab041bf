import Link from "next/link";
import type { ComponentProps, MouseEvent } from "react";
import { buttonClass, type ButtonSize, type ButtonVariant } from "@/components/ui/button-class";
import { classNames } from "@/components/ui/class-names";

export type ButtonProps = ComponentProps<"button"> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Its action is under way: the button keeps focus and its place, but does nothing. */
  busy?: boolean;
};

/** A verb with its object: "Save 2 changes", never "OK". */
export function Button({
  variant,
  size,
  busy = false,
  className,
  onClick,
  type = "button",
  ...rest
}: ButtonProps) {
  const blocked = busy || rest["aria-disabled"] === true || rest["aria-disabled"] === "true";
  const guard = (event: MouseEvent<HTMLButtonElement>) => {
    if (blocked) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      {...rest}
      // oxlint-disable-next-line react/button-has-type -- the type comes from the caller, "button" unless told
      type={type}
      aria-disabled={blocked || undefined}
      aria-busy={busy || undefined}
      className={classNames(buttonClass({ variant, size }), className)}
      // Without a handler and not blocked, nothing needs to be hydrated.
      onClick={onClick || blocked ? guard : undefined}
    />
  );
}

export type ButtonLinkProps = ComponentProps<typeof Link> & { variant?: ButtonVariant; size?: ButtonSize };

/** A link that looks like a button. */
export function ButtonLink({ variant, size, className, ...rest }: ButtonLinkProps) {
  return <Link {...rest} className={classNames(buttonClass({ variant, size }), className)} />;
}
