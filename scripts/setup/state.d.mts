/** What set-up found on this machine and what it fell back to. */
export interface Setup {
  readonly schema: 1;
  /** The Node that runs the project's scripts. */
  readonly node: { readonly version: string; readonly path: string };
  readonly tensorflow: TensorflowSetup;
  /** Absent until `npm run setup` or `npm test` has looked for one. */
  readonly browser?: BrowserSetup;
}

/** Native TensorFlow with its version, or why not (`reason`) and what would help (`remedy`); one line each. */
export type TensorflowSetup =
  | {
      readonly status: 'native';
      readonly version: string;
      readonly checkedAt: string;
      readonly reason?: undefined;
      readonly remedy?: undefined;
    }
  | {
      readonly status: 'wasm';
      readonly reason: string;
      readonly remedy?: string;
      readonly checkedAt?: string;
      readonly version?: undefined;
    };

/** `args` and `sandbox` (Playwright's `chromiumSandbox`) are what it was proved to start with. */
export type BrowserSetup =
  | {
      readonly status: 'found';
      readonly kind: 'playwright' | 'system' | 'sparticuz';
      readonly version: string;
      readonly executablePath: string;
      readonly args: readonly string[];
      readonly sandbox: boolean;
      readonly checkedAt: string;
    }
  | {
      readonly status: 'missing';
      readonly reason: string;
      readonly remedy: string;
      readonly checkedAt: string;
    };

/** What the last set-up of a checkout found, as this environment wants it; null before the first set-up. */
export function readSetup(options?: { root?: string; env?: NodeJS.ProcessEnv }): Setup | null;
