"use client";

import { Menu as Base } from "@base-ui/react/menu";
import Link from "next/link";
import type { ReactElement, ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

const itemClass =
  "flex min-h-8 w-full max-md:min-h-control cursor-pointer items-center gap-2.5 rounded-md px-2.5 text-left text-base text-text no-underline outline-none select-none data-highlighted:bg-hover data-disabled:cursor-not-allowed data-disabled:text-text-3";

export type MenuProps = {
  /** A button with its own accessible name. */
  trigger: ReactElement;
  children: ReactNode;
  side?: "top" | "bottom";
  align?: "start" | "end";
  className?: string;
};

/** A list of commands that floats beside its button. */
export function Menu({ trigger, children, side = "bottom", align = "end", className }: MenuProps) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={6} collisionPadding={8} className="z-dialog">
          <Base.Popup
            className={classNames(
              "min-w-44 max-w-[calc(100vw-16px)] rounded-lg bg-raised p-1 shadow-2 outline-none transition-opacity duration-base data-ending-style:opacity-0 data-starting-style:opacity-0",
              className,
            )}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export function MenuItem({
  children,
  icon,
  danger = false,
  onSelect,
  disabled,
}: {
  children: ReactNode;
  icon?: ReactNode;
  danger?: boolean;
  onSelect: () => void;
  disabled?: boolean;
}) {
  return (
    <Base.Item
      onClick={onSelect}
      disabled={disabled}
      className={classNames(itemClass, danger && "text-fail")}
    >
      {icon}
      {children}
    </Base.Item>
  );
}

export function MenuLink({ children, icon, href }: { children: ReactNode; icon?: ReactNode; href: string }) {
  return (
    <Base.LinkItem render={<Link href={href} />} closeOnClick className={itemClass}>
      {icon}
      {children}
    </Base.LinkItem>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="mx-2 my-1 h-px bg-line" />;
}
