import { isStudyId } from '../experiment/studies/studies.ts';
import type { Command } from './protocol.ts';

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): boolean => typeof value === 'string';
const isRequest = (value: unknown): boolean => Number.isSafeInteger(value);
const isArchitecture = (value: unknown): boolean =>
  Array.isArray(value) && value.every((choice) => Number.isSafeInteger(choice));
const oneOf =
  (words: readonly string[]) =>
  (value: unknown): boolean =>
    words.some((word) => word === value);
const isStep = oneOf(['weights', 'policy', 'child', 'round', 'derive']);
const isBackend = oneOf(['webgpu', 'webgl', 'cpu']);
const isForm = oneOf(['reference', 'engine']);

const always = (): boolean => true;

/** What each command has beside its kind. Settings and options are checked by whoever uses them. */
const shapes: Readonly<Record<Command['kind'], (fields: Fields) => boolean>> = {
  start: ({ baseUrl, backend, form }) =>
    isText(baseUrl) && (backend === undefined || isBackend(backend)) && (form === undefined || isForm(form)),
  configure: ({ request, settings, ownText }) =>
    isRequest(request) && isObject(settings) && (ownText === undefined || isText(ownText)),
  estimate: ({ request, settings }) => isRequest(request) && isObject(settings),
  play: always,
  pause: always,
  step: ({ what }) => isStep(what),
  stop: always,
  pace: ({ milliseconds }) => typeof milliseconds === 'number' && Number.isFinite(milliseconds),
  score: ({ request, children }) => isRequest(request) && Array.isArray(children) && children.every(isArchitecture),
  study: ({ request, study, options }) => isRequest(request) && isStudyId(study) && isObject(options),
  'cancel-study': ({ study }) => isStudyId(study),
  record: ({ request }) => isRequest(request),
  'lose-device': always,
};

/** Whether a message from outside is a command; what is none is to be ignored. */
export function isCommand(data: unknown): data is Command {
  if (!isObject(data) || !isText(data['kind'])) return false;
  const { kind } = data;
  return Object.hasOwn(shapes, kind as string) && shapes[kind as Command['kind']](data);
}
