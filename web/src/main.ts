/** The page: its styles, its store, its view. The engine starts first, the view is drawn meanwhile. */
import './styles/tokens.css';
import './styles/base.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { whenSeen } from './embed/autoplay';
import { createApp } from './state/create';

const target = document.getElementById('app');
if (!target) throw new Error('the page has no element "app"');

const store = createApp();
let visible = false;
const autoplay = async (): Promise<void> => {
  if (visible && store.spec.view?.autoplay) await store.play();
};
const opened = store.start(autoplay);
whenSeen(document.body, () => {
  visible = true;
  void autoplay();
});

// Drawing keeps the page from passing messages on: where the engine is soon here, it goes first.
const patience = new Promise((then) => setTimeout(then, 400));
void Promise.race([opened, patience]).then(() => {
  mount(App, { target, props: { store } });
  if (store.embedded)
    void import('./embed/embed.svelte').then(({ startEmbed }) => startEmbed(store, window, target));
});
