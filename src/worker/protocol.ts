/**
 * What the page and the worker say to each other: one union per direction, plain data only.
 * The worker never sends more than one message of each kind per display frame while a search runs.
 * A command with a `request` number is answered exactly once: by the message that it names, or by `refused`.
 */
import type { BackendName } from '../device/backend.ts';
import type { Changes } from '../experiment/fitting.ts';
import type { RunRecord } from '../experiment/record.ts';
import type { Settings } from '../experiment/settings.ts';
import type { ScoredChild, SearchEvent } from '../experiment/events.ts';
import type { SingleStep } from '../experiment/methods/method.ts';
import type { StudyId, StudyTable } from '../experiment/studies/studies.ts';
import type { Architecture } from '../space/space.ts';
import type { SupernetEstimate } from '../supernet/supernet.ts';
import type { DataManifest, TextManifest } from '../task/task.ts';

export type { BackendName };

/**
 * Where the numbers are computed. `fallback` says why it is not WebGPU, null where it is; `software` that the processor
 * does the work of a graphics chip.
 */
export interface Adapter {
  readonly backend: BackendName;
  readonly form: 'reference' | 'engine';
  readonly vendor: string;
  readonly architecture: string;
  readonly software: boolean;
  readonly fallback: string | null;
}

export type Command =
  /** First command. `baseUrl` is where `data/` lies; `backend` and `form` ask for one instead of the best there is. */
  | {
      readonly kind: 'start';
      readonly baseUrl: string;
      readonly backend?: BackendName;
      readonly form?: Adapter['form'];
    }
  /**
   * Makes a fresh, paused run of these settings; drops the one before. `ownText` is the visitor's, where they name it.
   * Answered by `configured`, once the run is ready.
   */
  | {
      readonly kind: 'configure';
      readonly request: number;
      readonly settings: Settings;
      readonly ownText?: string;
    }
  /** Asks what a run of these settings would need (answered by `needs`); the run in hand stays as it is. */
  | { readonly kind: 'estimate'; readonly request: number; readonly settings: Settings }
  | { readonly kind: 'play' }
  | { readonly kind: 'pause' }
  /** Does one thing and pauses again: one weights step, one policy step, one child, one derive, or one whole round. */
  | { readonly kind: 'step'; readonly what: SingleStep | 'derive' }
  /** Ends the search here and derives the best so far. */
  | { readonly kind: 'stop' }
  /** Shortest time between two shared-weight or policy steps, in ms; 0 is as fast as it goes. */
  | { readonly kind: 'pace'; readonly milliseconds: number }
  /** Scores children on shared weights over the same validation images as deriving does (answered by `scored`). */
  | { readonly kind: 'score'; readonly request: number; readonly children: readonly Architecture[] }
  /**
   * Begins a study beside the search, which pauses; one that is under way ends as cancelled. Answered by `study-ended`,
   * after the `study` messages with its events.
   */
  | StudyCommand
  /** Stops a study; what is done of it is kept. */
  | { readonly kind: 'cancel-study'; readonly study: StudyId }
  /** Asks for the record of the run so far (answered by `record`). */
  | { readonly kind: 'record'; readonly request: number }
  /** Destroys the graphics device on purpose, to show and test recovery. */
  | { readonly kind: 'lose-device' };

/** What a study is asked to do. */
export interface StudyCommandOf<K extends StudyId> {
  readonly kind: 'study';
  readonly request: number;
  readonly study: K;
  readonly options: StudyTable[K]['options'];
}
export type StudyCommand = { [K in StudyId]: StudyCommandOf<K> }[StudyId];

export type RunState = 'loading' | 'ready' | 'running' | 'paused' | 'finished' | 'failed';

export type ProblemCode =
  | 'device-lost'
  | 'not-a-number'
  | 'data-missing'
  | 'data-damaged'
  /** The settings name the visitor's own text, and there is none that can be learned from. */
  | 'no-text'
  | 'out-of-memory'
  | 'internal'
  /** The worker itself is gone: only a reload brings another. */
  | 'worker-stopped';

/** Something went wrong. Three sentences for a person, no stack. */
export interface Problem {
  readonly code: ProblemCode;
  readonly what: string;
  readonly kept: string;
  readonly todo: string;
  /** The run cannot go on. */
  readonly fatal: boolean;
  /** Changes of the settings with which they would fit; only where they do not, and some would. */
  readonly proposal?: Changes;
}

/** More than the device can hold, in bytes: of one buffer, or of all together; or more than it just had left. */
export interface Shortage {
  readonly of: 'buffer' | 'all' | 'left';
  readonly needed: number;
  readonly allowed: number;
}

/** What a run of some settings would need; `shortage` is null where that fits. */
export interface Needs {
  readonly estimate: SupernetEstimate;
  /** All of it together. */
  readonly bytes: number;
  readonly shortage: Shortage | null;
}

/** Example pictures of each class, grey bytes, for the page to draw. */
export interface ImageExamples {
  readonly kind: 'images';
  /** Names of the classes. */
  readonly classes: readonly string[];
  readonly side: number;
  /** classes × perClass × side² bytes. */
  readonly pixels: Uint8Array;
  readonly perClass: number;
}

/** The beginning of the train text, and what is told apart. */
export interface TextExamples {
  readonly kind: 'text';
  readonly characters: readonly string[];
  readonly excerpt: string;
  /** Of the source in nats a character, where it is known: no mean cross-entropy can be lower. */
  readonly entropyRate: number | null;
}

/** What happened in a study, in order. */
export interface StudyMessageOf<K extends StudyId> {
  readonly kind: 'study';
  readonly study: K;
  readonly events: readonly StudyTable[K]['event'][];
}
export type StudyMessage = { [K in StudyId]: StudyMessageOf<K> }[StudyId];

export type Message =
  | {
      readonly kind: 'loading';
      /** `again`: steps that a lost device took with it. */
      readonly part: 'backend' | 'data' | 'supernet' | 'again';
      readonly done: number;
      /** Same unit as `done`; null where unknown. */
      readonly total: number | null;
    }
  | { readonly kind: 'started'; readonly adapter: Adapter }
  | {
      readonly kind: 'configured';
      readonly request: number;
      readonly settings: Settings;
      readonly manifest: DataManifest | TextManifest;
      /** Images or characters. */
      readonly counts: { readonly train: number; readonly validation: number; readonly test: number };
      readonly examples: ImageExamples | TextExamples;
      readonly needs: Needs;
      /** What the strategy can do one at a time. */
      readonly steps: readonly SingleStep[];
      /** Highest probability each decision can reach; see `Policy.largestProbability`. Empty where it has none. */
      readonly largestProbability: readonly number[];
    }
  | { readonly kind: 'needs'; readonly request: number; readonly needs: Needs }
  | { readonly kind: 'state'; readonly state: RunState }
  | { readonly kind: 'search'; readonly events: readonly SearchEvent[] }
  | { readonly kind: 'scored'; readonly request: number; readonly children: readonly ScoredChild[] }
  | StudyMessage
  /** A study is over; one that was cancelled has come to a part of its result. */
  | {
      readonly kind: 'study-ended';
      readonly request: number;
      readonly study: StudyId;
      readonly cancelled: boolean;
    }
  | {
      readonly kind: 'status';
      readonly bytes: number;
      readonly childStepsPerSecond: number;
      readonly seconds: number;
      /** Kernels compiled of those that are being compiled now; null where none is. */
      readonly compiling: { readonly made: number; readonly all: number } | null;
    }
  | { readonly kind: 'record'; readonly request: number; readonly record: RunRecord }
  /** What was asked cannot be done, and why, in one or two sentences. */
  | { readonly kind: 'refused'; readonly request: number; readonly sentence: string }
  | { readonly kind: 'problem'; readonly problem: Problem };
