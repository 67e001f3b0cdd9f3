package dev.afterwise.cli.history;

import dev.afterwise.Execution;
import dev.afterwise.Fact;
import dev.afterwise.Headline;
import dev.afterwise.Source;
import dev.afterwise.heal.classify.Classifier;
import dev.afterwise.json.ExecutionLines;
import dev.afterwise.json.Facts;
import dev.afterwise.store.History;
import java.nio.charset.StandardCharsets;

/** In which form executions are exported. */
public enum Exported {
    /** One execution on each line, as {@code import --format executions} takes it. */
    EXECUTIONS {
        @Override
        String text(Headline headline, History history) {
            return ExecutionLines.writeWhole(whole(headline, history), Failures.CLASSIFIER::classify) + "\n";
        }
    },
    /** One fact on each line, as {@code import --format trace} takes it. */
    TRACE {
        @Override
        String text(Headline headline, History history) {
            var text = new StringBuilder();
            for (Fact fact : whole(headline, history).facts(Source.IMPORTED)) {
                text.append(Facts.writeLine(fact)).append('\n');
            }
            return text.toString();
        }
    },
    /** The spans of one execution on each line, as {@code import --format otlp} and OpenTelemetry's Collector take them. */
    OTLP {
        @Override
        String text(Headline headline, History history) {
            return SpanLine.of(whole(headline, history));
        }
    },
    /** One headline on each line, for spreadsheets. */
    CSV {
        @Override
        byte[] head() {
            return bytes(HeadlineCsv.HEAD);
        }

        @Override
        String text(Headline headline, History history) {
            return HeadlineCsv.of(headline);
        }
    };

    /** Made when the first is written: each start of the command loads this enumeration. */
    private static final class Failures {
        private static final Classifier CLASSIFIER = new Classifier();
    }

    /** What comes before the first. */
    byte[] head() {
        return new byte[0];
    }

    abstract String text(Headline headline, History history);

    byte[] of(Headline headline, History history) {
        return bytes(text(headline, history));
    }

    /** One that was removed meanwhile is what its headline says. */
    private static Execution whole(Headline headline, History history) {
        return history.execution(headline.id()).orElseGet(() -> Execution.of(headline));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
