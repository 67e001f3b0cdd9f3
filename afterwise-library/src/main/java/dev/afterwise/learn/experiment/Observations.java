package dev.afterwise.learn.experiment;

import dev.afterwise.Experiment;
import dev.afterwise.Status;
import dev.afterwise.learn.experiment.Observation.Result;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Quantity;
import dev.afterwise.segment.Trait;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The runs of an experiment among those of a history. */
public final class Observations {
    private static final double MICROS = 1e6;

    private Observations() {}

    /** Those that say which variant they got. */
    public static List<Observation> of(Columns columns, Experiment experiment) {
        Codes<String> variants = columns.texts(experiment.attribute());
        Codes<String> keys = columns.texts(Experiment.keyAttribute(experiment.attribute()));
        Codes<String> statuses = columns.labels(Trait.STATUS);
        Numbers started = columns.numbers(Quantity.STARTED_US);
        Numbers took = columns.numbers(Quantity.TOOK_US);
        Numbers cost = columns.numbers(Quantity.COST_MICROS);
        var observations = new ArrayList<Observation>();
        for (int row = 0; row < columns.size(); row++) {
            String variant = variants.at(row);
            if (variant != null) {
                String key = keys.at(row);
                long ended = started.whole(row) + (took.has(row) ? took.whole(row) : 0);
                observations.add(new Observation(
                        variant,
                        key == null ? "#" + columns.number(row) : key,
                        Instant.EPOCH.plus(ended, ChronoUnit.MICROS),
                        result(statuses.at(row)),
                        took.has(row) ? (double) took.whole(row) / MICROS : Double.NaN,
                        cost.has(row) ? (double) cost.whole(row) / MICROS : Double.NaN));
            }
        }
        return observations;
    }

    private static Result result(@Nullable String status) {
        if (Status.SUCCEEDED.word().equals(status)) {
            return Result.WORKED;
        }
        if (Status.FAILED.word().equals(status)) {
            return Result.FAILED;
        }
        return Status.RUNNING.word().equals(status) ? Result.RUNNING : Result.LOST;
    }
}
