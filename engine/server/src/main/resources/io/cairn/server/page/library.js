/* ECharts, once, when something is drawn for the first time. */
import { Problem } from './api.js';

let library = null;

export function drawingLibrary() {
  library = library || new Promise((done, fail) => {
    const script = document.createElement('script');
    script.src = '/assets/echarts.js';
    script.onload = done;
    script.onerror = () => {
      library = null;
      fail(new Problem(0, 'the drawing library cannot be loaded'));
    };
    document.head.append(script);
  });
  return library;
}
