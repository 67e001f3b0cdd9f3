package dev.afterwise.otel;

import dev.afterwise.Metric;
import dev.afterwise.Sample;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Metrics as samples: those that mean the same as one of ours become that, all other gauges keep their own name. Of a histogram the
 * mean of what it adds is a sample. Sums that only grow say nothing in a single point, and are passed over. Safe for use by many
 * threads.
 */
public final class Measurements {
    private static final int MAX_NAME = 100;

    /** One of our metrics, and how many of its units one of theirs is. */
    private record Meaning(Metric metric, double factor) {}

    private static final Map<String, Meaning> MEANINGS = Map.ofEntries(
            Map.entry("http.server.request.duration", new Meaning(Metric.LATENCY, 1_000)),
            Map.entry("http.client.request.duration", new Meaning(Metric.LATENCY, 1_000)),
            Map.entry("rpc.server.duration", new Meaning(Metric.LATENCY, 1)),
            Map.entry("gen_ai.client.operation.duration", new Meaning(Metric.LATENCY, 1_000)),
            Map.entry("gen_ai.client.inference.duration", new Meaning(Metric.LATENCY, 1_000)),
            Map.entry("gen_ai.invoke_agent.duration", new Meaning(Metric.LATENCY, 1_000)),
            Map.entry("process.memory.usage", new Meaning(Metric.MEMORY, 1)),
            Map.entry("jvm.memory.used", new Meaning(Metric.MEMORY, 1)),
            Map.entry("process.cpu.utilization", new Meaning(Metric.CPU, 1)),
            Map.entry("jvm.cpu.recent_utilization", new Meaning(Metric.CPU, 1)),
            Map.entry("system.cpu.utilization", new Meaning(Metric.CPU, 1)),
            Map.entry("db.client.connection.count", new Meaning(Metric.DATABASE_CONNECTIONS, 1)),
            Map.entry("db.client.connections.usage", new Meaning(Metric.DATABASE_CONNECTIONS, 1)));

    private Measurements() {}

    /** @param receivedAt when a point was observed that does not say */
    public static List<Sample> samples(ExportMetricsServiceRequest request, Instant receivedAt) {
        var samples = new ArrayList<Sample>();
        for (ResourceMetrics each : request.getResourceMetricsList()) {
            String service =
                    Attributes.of(each.getResource().getAttributesList()).text("service.name");
            for (ScopeMetrics scope : each.getScopeMetricsList()) {
                for (io.opentelemetry.proto.metrics.v1.Metric metric : scope.getMetricsList()) {
                    add(metric, Objects.requireNonNullElse(service, ""), receivedAt, samples);
                }
            }
        }
        return samples;
    }

    private static void add(
            io.opentelemetry.proto.metrics.v1.Metric theirs, String service, Instant receivedAt, List<Sample> samples) {
        if (theirs.getName().isBlank()) {
            return;
        }
        Meaning meaning = MEANINGS.getOrDefault(theirs.getName(), new Meaning(own(theirs), 1));
        switch (theirs.getDataCase()) {
            case GAUGE -> numbers(theirs.getGauge().getDataPointsList(), meaning, service, receivedAt, samples);
            case SUM -> {
                if (!theirs.getSum().getIsMonotonic()) {
                    numbers(theirs.getSum().getDataPointsList(), meaning, service, receivedAt, samples);
                }
            }
            case HISTOGRAM -> {
                for (HistogramDataPoint point : theirs.getHistogram().getDataPointsList()) {
                    if (point.getCount() > 0 && point.hasSum()) {
                        double mean = point.getSum() / (double) point.getCount();
                        add(meaning, service, mean, point.getTimeUnixNano(), receivedAt, samples);
                    }
                }
            }
            default -> {}
        }
    }

    private static Metric own(io.opentelemetry.proto.metrics.v1.Metric theirs) {
        String name = theirs.getName();
        String unit = theirs.getUnit();
        return Metric.of(
                name.substring(0, Math.min(name.length(), MAX_NAME)),
                unit.isBlank() ? "1" : unit.substring(0, Math.min(unit.length(), MAX_NAME)));
    }

    private static void numbers(
            List<NumberDataPoint> points, Meaning meaning, String service, Instant receivedAt, List<Sample> samples) {
        for (NumberDataPoint point : points) {
            double number = switch (point.getValueCase()) {
                case AS_DOUBLE -> point.getAsDouble();
                case AS_INT -> (double) point.getAsInt();
                case VALUE_NOT_SET -> Double.NaN;
            };
            add(meaning, service, number, point.getTimeUnixNano(), receivedAt, samples);
        }
    }

    private static void add(
            Meaning meaning, String service, double number, long nanos, Instant receivedAt, List<Sample> samples) {
        double value = number * meaning.factor;
        if (Double.isFinite(value)) {
            Instant at = nanos == 0 ? receivedAt : Told.at(nanos);
            samples.add(new Sample(meaning.metric, service, value, at));
        }
    }
}
