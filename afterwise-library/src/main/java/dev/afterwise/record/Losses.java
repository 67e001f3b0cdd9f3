package dev.afterwise.record;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How many facts were not stored. The log says so when it begins, and whenever the number has doubled. For many threads. */
final class Losses {
    private static final Logger LOG = System.getLogger("dev.afterwise.record");

    private final AtomicLong facts = new AtomicLong();

    void count(long more, String because, @Nullable Throwable cause) {
        long sum = facts.addAndGet(more);
        if (Long.numberOfLeadingZeros(sum) != Long.numberOfLeadingZeros(sum - more)) {
            LOG.log(Level.WARNING, "%,d facts were not stored, the last because %s".formatted(sum, because), cause);
        }
    }

    long facts() {
        return facts.get();
    }
}
