// An agent that calls a model through OpenAI's client, watched by somebody else's instrumentation.
// node openai.mjs traceloop|openinference BASE_OF_MODELS OTLP_PORT
import { context, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { setSession, traceAgent, traceTool } from '@arizeai/openinference-core';
import { OpenAIInstrumentation as OpenInference } from '@arizeai/openinference-instrumentation-openai';
import { OpenAIInstrumentation as Traceloop } from '@traceloop/instrumentation-openai';
import OpenAI from 'openai';

const [vocabulary, baseURL, port] = process.argv.slice(2);
const provider = new NodeTracerProvider({
  resource: resourceFromAttributes({ 'service.name': vocabulary, 'deployment.environment.name': 'test' }),
  spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url: `http://127.0.0.1:${port}/v1/traces` }))],
});
provider.register();
const isTraceloop = vocabulary === 'traceloop';
const instrumentation = isTraceloop ? new Traceloop({ enrichTokens: true }) : new OpenInference();
instrumentation.setTracerProvider(provider);
instrumentation.manuallyInstrument(isTraceloop ? OpenAI : { OpenAI });
const client = new OpenAI({ apiKey: 'none', baseURL, maxRetries: 0 });
const tracer = provider.getTracer('agent');

const say = text => [{ role: 'user', content: text }];
const tools = [{ type: 'function', function: { name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } } }];

/** A piece of work as the instrumentation's users mark it. */
async function within(kind, name, attributes, work) {
  if (!isTraceloop) {
    return (kind === 'agent' ? traceAgent : traceTool)(work, { name, tracer, attributes })({ city: 'Bonn' });
  }
  return tracer.startActiveSpan(`${name}.${kind}`, {
    attributes: { 'traceloop.span.kind': kind, 'traceloop.entity.name': name, ...attributes },
  }, async span => {
    try {
      return await work();
    } catch (error) {
      span.recordException(error);
      span.setStatus({ code: SpanStatusCode.ERROR, message: error.message });
      throw error;
    } finally {
      span.end();
    }
  });
}

const ask = async body => client.chat.completions.create({ model: 'gpt-4o', ...body });
const talk = isTraceloop ? { 'traceloop.association.properties.session_id': 'talk-1' } : {};
const session = isTraceloop ? context.active() : setSession(context.active(), { sessionId: 'talk-1' });

await context.with(session, async () => {
  await within('agent', 'forecaster', talk, async () => {
    await ask({ messages: say('How is the weather?'), tools });
    await within('tool', 'weather', {}, async () => ({ sky: 'grey' }));
    const told = [...say('How is the weather?'),
      { role: 'assistant', content: null, tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"city":"Bonn"}' } }] },
      { role: 'tool', tool_call_id: 'call_1', content: 'grey' }];
    await ask({ messages: told, tools });
  });
  await within('agent', 'streamer', talk, async () => {
    const stream = await ask({ messages: say('Tell me more.'), stream: true, stream_options: { include_usage: true } });
    for await (const ignored of stream) { /* all of it */ }
  });
  await within('agent', 'refused', talk, async () => ask({ messages: say('overloaded') })).catch(() => {});
  await within('agent', 'recovered', talk, async () => {
    await ask({ messages: say('overloaded') }).catch(() => {});
    return ask({ messages: say('Again.') });
  });
  await within('agent', 'filtered', talk, async () => ask({ messages: say('forbidden') }));
});
await new Promise(resolve => setTimeout(resolve, 100)); // OpenInference reads its half of a stream on its own.
await provider.forceFlush();
await provider.shutdown();
trace.disable();
console.log('sent');
