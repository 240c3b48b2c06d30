/** What the store needs of the page it lives in; tests bring their own. */
import type { EngineClient } from '../worker/client';
import type { Spec } from '../config/spec-types';
import type { WorkerEvent } from '../worker/protocol';
import type { AddressPage } from './address';
import type { Screen } from './frames';
import type { Shelf } from './storage';

export type Client = Pick<EngineClient, 'start' | 'call' | 'frame' | 'close'>;

export interface Surroundings {
  makeClient(handlers: {
    onEvent(event: WorkerEvent): void;
    onRecovered(reason: string): void;
    onLost(reason: string): void;
  }): Client;
  shelf: Shelf;
  page: AddressPage;
  screen: Screen;
  embedded: boolean;
  /** What is open when neither a link nor the reader's own last work says otherwise; its address is bare. */
  home: Spec;
  /** Where the page tells its state to the outside: the root element's data. */
  root: { dataset: DOMStringMap };
  announce(text: string): void;
}
