/** The three kinds of series that we need, in Prometheus' text format. */

export class Counter {
  readonly #values = new Map<string, number>();

  constructor(
    readonly name: string,
    readonly help: string,
    readonly label: string | null = null,
  ) {
    if (label === null) this.#values.set("", 0);
  }

  add(labelValue = "", by = 1): void {
    this.#values.set(labelValue, (this.#values.get(labelValue) ?? 0) + by);
  }

  text(): string {
    const lines = [...this.#values].map(
      ([value, count]) => `${this.name}${labels(this.label, value)} ${count}`,
    );
    return [...header(this.name, this.help, "counter"), ...lines].join("\n");
  }
}

export class Histogram {
  readonly #counts: number[];
  #sum = 0;
  #count = 0;

  constructor(
    readonly name: string,
    readonly help: string,
    readonly bounds: number[],
  ) {
    this.#counts = bounds.map(() => 0);
  }

  observe(value: number): void {
    this.#sum += value;
    this.#count += 1;
    for (const [index, bound] of this.bounds.entries()) {
      if (value <= bound) this.#counts[index] = (this.#counts[index] ?? 0) + 1;
    }
  }

  text(): string {
    const buckets = this.bounds.map(
      (bound, index) => `${this.name}_bucket{le="${bound}"} ${this.#counts[index] ?? 0}`,
    );
    return [
      ...header(this.name, this.help, "histogram"),
      ...buckets,
      `${this.name}_bucket{le="+Inf"} ${this.#count}`,
      `${this.name}_sum ${this.#sum}`,
      `${this.name}_count ${this.#count}`,
    ].join("\n");
  }
}

/** A figure that is looked up when it is asked for. */
export function gauge(name: string, help: string, value: number): string {
  return [...header(name, help, "gauge"), `${name} ${value}`].join("\n");
}

/** The same for what only ever grows and is counted elsewhere. */
export function count(name: string, help: string, value: number): string {
  return [...header(name, help, "counter"), `${name} ${value}`].join("\n");
}

function header(name: string, help: string, type: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function labels(label: string | null, value: string): string {
  if (label === null) return "";
  return `{${label}="${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"}`;
}
