import Link from "next/link";

/** Two tracks and one crossing route. */
export function BrandMark({ className = "size-5.5" }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 22 22"
      aria-hidden
      className={className}
      fill="none"
      strokeWidth={2}
      strokeLinecap="round"
    >
      <path stroke="currentColor" opacity={0.32} d="M2 6h7M13 16h7" />
      <path className="stroke-accent" d="M2 16h4.5C11 16 11 6 15.5 6H20" />
    </svg>
  );
}

/** The mark with its name; leads to the chats. */
export function Brand({ href = "/" }: { href?: string }) {
  return (
    <Link
      href={href}
      className="inline-flex min-h-6 max-md:min-h-control items-center gap-2 text-[15px] font-semibold tracking-tight text-text no-underline"
    >
      <BrandMark />
      Switchyard
    </Link>
  );
}
