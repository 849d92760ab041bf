import { mayUse, type CellChange } from "@/components/admin/permissions/matrix-draft";
import { Checkbox } from "@/components/ui/checkbox";
import { classNames } from "@/components/ui/class-names";
import { Cell, Row, RowHead, Table } from "@/components/ui/table";
import type { AdminTier, Matrix } from "@/lib/contract/entitlements";

export type MatrixTableProps = {
  tiers: AdminTier[];
  draft: Matrix;
  changes: CellChange[];
  onSet: (cell: CellChange) => void;
};

const edge = "md:border-r md:border-line md:last:border-r-0";
const counted = (count: number, one: string, many: string) =>
  `${new Intl.NumberFormat("en-GB").format(count)} ${count === 1 ? one : many}`;

/** The tier that an account has unless an admin says otherwise. */
const newAccounts = "standard";

/** Rows are account tiers, columns are tiers: who may use what. */
export function MatrixTable({ tiers, draft, changes, onSet }: MatrixTableProps) {
  return (
    <Table
      label="Which account tier may use which tier"
      className="md:table-fixed md:max-lg:min-w-[640px]"
      columns={[
        { name: "Account tier", className: `align-bottom ${edge}` },
        ...tiers.map(({ id, displayName, description, profiles }) => ({
          name: id,
          className: `py-3! text-center! align-bottom whitespace-normal! ${edge}`,
          content: (
            <>
              <span className="block text-base text-text">{displayName}</span>
              <span className="line-clamp-2 font-normal" title={description || undefined}>
                {counted(profiles, "profile", "profiles")}
                {description ? ` · ${description.replace(/\.$/, "")}` : ""}
              </span>
            </>
          ),
        })),
      ]}
    >
      {tiers.map((account) => (
        <Row key={account.id} className="md:hover:bg-transparent!">
          <RowHead className={`md:w-1/5 md:py-2! ${edge}`}>
            <span className="block text-base font-medium wrap-anywhere">{account.displayName}</span>
            <span className="block text-xs text-text-3">
              {counted(account.accounts, "person", "people")}
              {account.id === newAccounts ? ", new accounts start here" : ""}
            </span>
          </RowHead>
          {tiers.map((tier) => {
            const allowed = mayUse(draft, account.id, tier.id);
            const isNew = changes.some(
              (change) => change.accountTier === account.id && change.tier === tier.id,
            );
            return (
              <Cell
                key={tier.id}
                label={tier.displayName}
                className={classNames(
                  "md:text-center",
                  edge,
                  isNew
                    ? "bg-accent-soft max-md:-mx-2 max-md:rounded-md max-md:px-2"
                    : "md:hover:bg-hover/45",
                )}
              >
                <label
                  className={classNames(
                    "inline-flex min-h-8 cursor-pointer items-center gap-2 rounded-md px-2 py-1 max-md:min-h-control max-md:pr-0",
                    isNew ? "font-medium text-accent" : "text-text-2",
                  )}
                >
                  <Checkbox
                    checked={allowed}
                    aria-label={`${account.displayName} may use ${tier.displayName}`}
                    aria-description={isNew ? "new, not saved" : undefined}
                    onChange={(event) =>
                      onSet({ accountTier: account.id, tier: tier.id, allowed: event.target.checked })
                    }
                  />
                  {allowed ? "may use" : "locked"}
                  {isNew ? ", new" : ""}
                </label>
              </Cell>
            );
          })}
        </Row>
      ))}
      <Row className="md:hover:bg-transparent!">
        <RowHead className={`md:py-2! ${edge}`}>
          <span className="block text-base font-medium">Admin</span>
          <span className="block text-xs text-text-3">by role, whatever the account tier</span>
        </RowHead>
        {tiers.map(({ id, displayName }) => (
          <Cell key={id} label={displayName} className={`md:text-center ${edge}`}>
            <span className="inline-flex min-h-8 items-center gap-2 px-2 py-1 text-text-2 max-md:min-h-control max-md:pr-0">
              <Checkbox checked disabled readOnly aria-label={`Admin may use ${displayName}`} />
              may use
            </span>
          </Cell>
        ))}
      </Row>
    </Table>
  );
}
