package dev.afterwise.examples;

import dev.afterwise.Afterwise;
import dev.afterwise.Dimension;
import dev.afterwise.Preference;
import dev.afterwise.Profile;
import java.nio.file.Path;
import java.util.Map;

/** The README's examples: an agent that looks something up and lets a model answer. */
public final class SupportBot {
    private SupportBot() {}

    /** Where orders are. */
    public interface Orders {
        String find(String id) throws Exception;
    }

    /** Something that answers. */
    public interface Model {
        String reply(String order) throws Exception;
    }

    /** Answers a question about an order, and records how that went in the history at {@code file}. */
    public static String answer(Path file, Orders orders, Model model) throws Exception {
        // region first
        try (var afterwise = Afterwise.open(file)) {
            return afterwise.run("support", run -> {
                run.agent("support-bot").attribute("customer", "acme");
                String order = run.tool("find-order", () -> orders.find("A-7"));
                return run.model("small-model", () -> model.reply(order));
            });
        }
        // endregion
    }

    /** Lets one of two models answer, more often the one that is known to suit such questions, and learns from how it went. */
    public static String route(Afterwise afterwise, String order, Model small, Model large) throws Exception {
        // region route
        return afterwise.<String, Exception>route(
                Profile.of("support").with("customer", "acme"),
                Dimension.MODEL,
                Preference.RELIABILITY,
                Map.of("small-model", run -> small.reply(order), "large-model", run -> large.reply(order)));
        // endregion
    }
}
