/** The page: its styles, its store, its view. The engine starts while the empty page is drawn. */
import './styles/tokens.css';
import './styles/base.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { createApp } from './state/create';

const target = document.getElementById('app');
if (!target) throw new Error('the page has no element "app"');

const store = createApp();
mount(App, { target, props: { store } });
if (store.embedded)
  void import('./embed/embed.svelte').then(({ startEmbed }) => startEmbed(store, window, target));
void store.start().then(async () => {
  if (!store.spec.view?.autoplay) return;
  const { whenSeen } = await import('./embed/autoplay');
  whenSeen(target, () => store.play());
});
