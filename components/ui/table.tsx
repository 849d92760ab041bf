import type { ComponentProps, ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

/** A plain word, or one with a look of its own. */
export type Column =
  | string
  | {
      name: string;
      className?: string;
      /** Above cells that show what they are, such as buttons: the name is only read out. */
      spoken?: boolean;
      /** In the place of the name. */
      content?: ReactNode;
    };

export type TableProps = ComponentProps<"table"> & { label: string; columns: Column[] };

/** `children` are its rows. On phones each becomes a block; `label` of a cell repeats the column's word at its left. */
export function Table({ label, columns, className, children, ...rest }: TableProps) {
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface">
      <table
        {...rest}
        aria-label={label}
        className={classNames("w-full border-collapse text-sm max-md:block", className)}
      >
        <thead className="max-md:sr-only">
          <tr>
            {columns.map((column) => (
              <HeadCell
                key={typeof column === "string" ? column : column.name}
                {...(typeof column === "string" ? { name: column } : column)}
              />
            ))}
          </tr>
        </thead>
        <tbody className="max-md:block">{children}</tbody>
      </table>
    </div>
  );
}

function HeadCell({ name, className, spoken, content = name }: Exclude<Column, string>) {
  return (
    <th
      scope="col"
      className={classNames(
        "border-b border-line px-3 py-2 text-left text-xs font-medium whitespace-nowrap text-text-3 first:pl-4.5 last:pr-4.5",
        className,
      )}
    >
      {spoken ? <span className="sr-only">{content}</span> : content}
    </th>
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
