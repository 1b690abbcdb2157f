/** What a run of a figure is asked for. */
export interface FigureOptions {
  /** 1 is the whole claim; 0.1 a tenth of its cases. Never fewer than what still means something. */
  readonly scale: number;
  /** Where the figure's random choices start, so that a failure can be repeated. */
  readonly seed: number;
  /** The negative control: the named part is weakened, and the claim must break. */
  readonly fault: boolean;
}

/** What a run found. */
export interface Finding {
  /** The count or the figures, with their units. */
  readonly measured: string;
  readonly ok: boolean;
}

/** A claim that can be measured, with the fault that must break it. */
export interface Figure {
  /** `S3`; the file is named after it. */
  readonly figure: string;
  readonly claim: string;
  /** The weakened part in a few words; null where a figure has no control. */
  readonly control: string | null;
  run(options: FigureOptions): Promise<Finding>;
}

/** One line of the table. `controlFailed` is null without a control. */
export interface Outcome {
  readonly figure: string;
  readonly claim: string;
  readonly measured: string;
  readonly ok: boolean;
  readonly controlFailed: boolean | null;
  /** What was measured with the fault on. */
  readonly controlMeasured: string | null;
  readonly seed: number;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Runs a figure, then its control. A run that throws has measured nothing: the figure is not ok, and a control has not shown
 * that the figure would notice the fault.
 */
export const runFigure = async (
  { figure, claim, control, run }: Figure,
  { scale, seed }: Omit<FigureOptions, "fault">,
  progress: (text: string) => void = () => {},
): Promise<Outcome> => {
  const attempt = async (fault: boolean): Promise<Finding & { readonly threw: boolean }> => {
    const started = performance.now();
    const found = await run({ scale, seed, fault }).then(
      (finding) => ({ ...finding, threw: false }),
      (error: unknown) => ({ measured: `could not be measured: ${reasonOf(error)}`, ok: false, threw: true }),
    );
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    progress(`${figure}${fault ? `, ${control}` : ""}: ${found.measured} (${seconds} s)`);
    return found;
  };
  const { measured, ok } = await attempt(false);
  const weakened = control === null ? undefined : await attempt(true);
  return {
    figure,
    claim,
    measured,
    ok,
    controlFailed: weakened ? !weakened.ok && !weakened.threw : null,
    controlMeasured: weakened?.measured ?? null,
    seed,
  };
};

/** Does an outcome stand? The figure is ok, and its control, where it has one, failed. */
export const hasPassed = ({ ok, controlFailed }: Outcome): boolean => ok && controlFailed !== false;
