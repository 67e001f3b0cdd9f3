// The same piece of work over each transport that OpenTelemetry's SDK for Node has: node transports.mjs PORT
import { context, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter as Grpc } from '@opentelemetry/exporter-trace-otlp-grpc';
import { OTLPTraceExporter as Json } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as Protobuf } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

const port = process.argv[2];
const http = `http://127.0.0.1:${port}/v1/traces`;
const grpc = `http://127.0.0.1:${port}`;
const transports = {
  protobuf: new Protobuf({ url: http }),
  'protobuf-gzip': new Protobuf({ url: http, compression: 'gzip' }),
  json: new Json({ url: http }),
  'json-gzip': new Json({ url: http, compression: 'gzip' }),
  grpc: new Grpc({ url: grpc }),
  'grpc-gzip': new Grpc({ url: grpc, compression: 'gzip' }),
};
for (const [name, exporter] of Object.entries(transports)) {
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': name }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  const tracer = provider.getTracer('test');
  const root = tracer.startSpan('invoke_agent planner', { attributes: { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': 'planner' } });
  const inner = trace.setSpan(context.active(), root);
  tracer.startSpan('chat gpt-4o', { attributes: {
    'gen_ai.operation.name': 'chat', 'gen_ai.provider.name': 'openai', 'gen_ai.request.model': 'gpt-4o',
    'gen_ai.usage.input_tokens': 1000, 'gen_ai.usage.output_tokens': 10 } }, inner).end();
  const tool = tracer.startSpan('execute_tool search', { attributes: { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'search' } }, inner);
  const error = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:9'), { code: 'ECONNREFUSED' });
  tool.recordException(error);
  tool.setStatus({ code: SpanStatusCode.ERROR, message: error.message });
  tool.end();
  root.end();
  await provider.forceFlush();
  await provider.shutdown();
}
