import type { ComponentProps } from "react";
import { classNames } from "@/components/ui/class-names";

/** On phones each row becomes a block; `label` of a cell repeats the header's word at its left. */
export function Table({ label, className, ...rest }: ComponentProps<"table"> & { label: string }) {
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface">
      <table
        {...rest}
        aria-label={label}
        className={classNames("w-full border-collapse text-sm max-md:block", className)}
      />
    </div>
  );
}

export function TableHead({ children }: ComponentProps<"thead">) {
  return <thead className="max-md:sr-only">{children}</thead>;
}

export function TableBody({ children }: ComponentProps<"tbody">) {
  return <tbody className="max-md:block">{children}</tbody>;
}

export function HeadCell({ className, ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      {...rest}
      className={classNames(
        "border-b border-line px-3 py-2 text-left text-xs font-medium whitespace-nowrap text-text-3 first:pl-4.5 last:pr-4.5",
        className,
      )}
    />
  );
}

/** Above cells that show for themselves what they are, such as buttons: only read out. */
export function SpokenHeadCell({ children }: Pick<ComponentProps<"th">, "children">) {
  return (
    <HeadCell>
      <span className="sr-only">{children}</span>
    </HeadCell>
  );
}

export function Row({ className, ...rest }: ComponentProps<"tr">) {
  return (
    <tr
      {...rest}
      className={classNames(
        "group/row border-line max-md:block max-md:border-b max-md:px-4 max-md:py-3 max-md:last:border-b-0 md:hover:bg-hover/45",
        className,
      )}
    />
  );
}

const cellClass =
  "md:h-11 md:border-b md:border-line md:px-3 md:py-1.5 md:align-middle md:group-last/row:border-b-0 md:first:pl-4.5 md:last:pr-4.5";

/** The first cell of a row names it. */
export function RowHead({ className, ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope="row"
      {...rest}
      className={classNames(cellClass, "text-left font-normal max-md:block", className)}
    />
  );
}

export function Cell({ label, className, children, ...rest }: ComponentProps<"td"> & { label?: string }) {
  return (
    <td
      {...rest}
      className={classNames(
        cellClass,
        "max-md:flex max-md:min-h-8 max-md:items-center max-md:py-0.5 max-md:justify-between max-md:gap-4",
        className,
      )}
    >
      {label ? (
        <span aria-hidden className="flex-none text-text-3 md:hidden">
          {label}
        </span>
      ) : null}
      {children}
    </td>
  );
}
