/** A page to look for a route, fill in its parameters and see the answer. It needs nothing but `/openapi.json`. */
export const openapiPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>gonka-sim REST</title>
<link rel="icon" href="data:,">
<style>
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
  body { max-width: 64rem; margin: 0 auto; padding: 1rem; }
  h1 { font-size: 1.4rem; }
  h2 { font-size: 1rem; margin: 1.5rem 0 .3rem; }
  input, textarea, select, button { font: inherit; padding: .2rem .4rem; }
  #find { width: 100%; box-sizing: border-box; }
  details { border-top: 1px solid #8884; padding: .3rem 0; }
  summary { cursor: pointer; overflow-wrap: anywhere; }
  summary b { display: inline-block; width: 3.5rem; }
  code, pre, textarea { font: 13px/1.4 ui-monospace, monospace; }
  form { margin: .5rem 0 .5rem 3.5rem; display: grid; gap: .3rem; }
  label { display: grid; grid-template-columns: 16rem 1fr; gap: .5rem; align-items: center; overflow-wrap: anywhere; }
  pre { background: #8882; padding: .6rem; margin: .3rem 0; overflow: auto; max-height: 30rem; white-space: pre-wrap; overflow-wrap: anywhere; }
</style>
<h1>gonka-sim REST</h1>
<p>Every route of the running chain. The document is <a href="openapi.json">openapi.json</a>.</p>
<input id="find" type="search" placeholder="Find a route, for example: balances" aria-label="Find a route" autofocus>
<main></main>
<script type="module">
  const base = location.pathname.replace(/(openapi|swagger\\/)?$/, '');
  const main = document.querySelector('main');
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const document_ = await (await fetch(base + 'openapi.json')).json();

  function field(parameter) {
    const { name, schema } = parameter;
    const input = schema.enum
      ? make('select', { name }, make('option', { value: '', textContent: '' }), ...schema.enum.map((one) => make('option', { textContent: one })))
      : make('input', { name, placeholder: schema.format ?? schema.type, required: parameter.required === true });
    return make('label', {}, make('code', { textContent: name }), input);
  }

  async function send(path, verb, operation, form, shown) {
    const values = new FormData(form);
    const query = new URLSearchParams();
    const headers = {};
    let url = path;
    for (const { name, in: place } of operation.parameters) {
      const value = values.get(name);
      if (!value) continue;
      if (place === 'path') url = url.replace('{' + name + '}', encodeURIComponent(value));
      else if (place === 'query') query.append(name, value);
      else headers[name] = value;
    }
    const whole = base + url.slice(1) + (query.size ? '?' + query : '');
    const body = operation.requestBody ? values.get(' body') : undefined;
    const answer = await fetch(whole, { method: verb.toUpperCase(), headers, body });
    const text = await answer.text();
    let pretty = text;
    try { pretty = JSON.stringify(JSON.parse(text), null, 2); } catch {}
    shown.textContent = verb.toUpperCase() + ' ' + whole + '\\n' + answer.status + '  height ' + (answer.headers.get('x-cosmos-block-height') ?? '-') + '\\n\\n' + pretty;
    shown.hidden = false;
  }

  function route(path, verb, operation) {
    const shown = make('pre', { hidden: true });
    const form = make('form', {}, ...operation.parameters.map(field));
    if (operation.requestBody) form.append(make('textarea', { name: ' body', rows: 6, value: '{}', ariaLabel: 'Body' }));
    form.append(make('div', {}, make('button', { textContent: 'Send' })), shown);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      send(path, verb, operation, form, shown).catch((error) => { shown.textContent = String(error); shown.hidden = false; });
    });
    const summary = make('summary', {}, make('b', { textContent: verb.toUpperCase() }), make('code', { textContent: path }));
    const details = make('details', {}, summary, form);
    details.dataset.text = (path + ' ' + operation.summary).toLowerCase();
    return details;
  }

  const sections = new Map();
  for (const [path, operations] of Object.entries(document_.paths)) {
    for (const [verb, operation] of Object.entries(operations)) {
      const [tag] = operation.tags;
      if (!sections.has(tag)) sections.set(tag, make('section', {}, make('h2', { textContent: tag })));
      sections.get(tag).append(route(path, verb, operation));
    }
  }
  main.append(...sections.values());
  document.querySelector('#find').addEventListener('input', ({ target }) => {
    const wanted = target.value.toLowerCase().split(/\\s+/);
    for (const section of main.children) {
      const routes = [...section.querySelectorAll('details')];
      for (const one of routes) one.hidden = !wanted.every((word) => one.dataset.text.includes(word));
      section.hidden = routes.every((one) => one.hidden);
    }
  });
</script>
</html>
`;
