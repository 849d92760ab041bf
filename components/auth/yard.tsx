const rails = [30, 110, 190, 270, 350, 430, 510, 590, 670].map((y) => `M-20 ${y}H660`).join("");
/** Switches between neighbouring rails: where one begins and whether it climbs or falls. */
const switches = (
  [
    [300, 110, -80],
    [20, 110, 80],
    [60, 270, -80],
    [240, 350, -80],
    [400, 190, 80],
    [200, 590, -80],
    [380, 590, 80],
    [60, 670, -80],
    [480, 510, 80],
  ] as const
)
  .map(([x, y, rise]) => `M${x} ${y}c60 0 60 ${rise} 120 ${rise}`)
  .join("");
const route = "M-20 510H200c60 0 60-80 120-80h80c60 0 60-80 120-80h140";
const points = [
  [200, 510],
  [320, 430],
  [400, 430],
  [520, 350],
] as const;

/** Tracks with one lit route: the mark, drawn large. */
export function Yard() {
  return (
    <svg
      viewBox="0 0 640 900"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden
      className="absolute inset-0 size-full fill-none stroke-2"
      strokeLinecap="round"
    >
      <path className="stroke-line" d={rails + switches} />
      <path className="stroke-sunken stroke-8" d={route} />
      <path className="stroke-accent" strokeWidth={2.5} d={route} />
      {points.map(([x, y]) => (
        <circle key={x} cx={x} cy={y} r={5} className="fill-sunken stroke-accent" strokeWidth={2.5} />
      ))}
    </svg>
  );
}
