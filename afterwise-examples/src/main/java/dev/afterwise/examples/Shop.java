package dev.afterwise.examples;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.afterwise.Afterwise;
import dev.afterwise.record.Scoped;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The example of docs/healing.md: calls that say what may be done when they fail. */
public final class Shop {
    private final Afterwise afterwise;
    private final Cache<String, String> prices =
            Caffeine.newBuilder().maximumSize(10_000).build();

    public Shop(Afterwise afterwise) {
        this.afterwise = afterwise;
        afterwise.registerCache("prices", "price list", prices::invalidateAll);
    }

    /** Something that answers questions. */
    public interface Model {
        String ask(String prompt) throws IOException;
    }

    /** Where prices come from. */
    public interface Supplier {
        String priceOf(String article) throws IOException;
    }

    /** Where articles are kept. */
    public interface Warehouse {
        List<String> describe(List<String> articles) throws IOException;
    }

    /** A model's answer; a smaller model's, if the first one has none in time. */
    public String answer(String question, Model large, Model small) throws IOException {
        // region model
        return afterwise
                .<String, IOException>heal("large_model", () -> large.ask(question))
                .orReprompt(said -> () -> large.ask(question + "\nThe last answer could not be used: " + said))
                .orFallBack("small_model", () -> small.ask(question))
                .within(Duration.ofSeconds(30))
                .call();
        // endregion
    }

    /** A price, from the cache if it is there. What is in the cache is forgotten when it can't be right. */
    public int price(String article, Supplier supplier) throws IOException {
        return afterwise
                .<Integer, IOException>heal("prices", () -> {
                    String price = prices.getIfPresent(article);
                    if (price == null) {
                        price = supplier.priceOf(article);
                        prices.put(article, price);
                    }
                    if (!price.matches("[0-9]+")) {
                        throw new IOException("corrupt cache entry for " + article);
                    }
                    return Integer.parseInt(price);
                })
                .call();
    }

    /** What is known of many articles: in smaller and smaller parts, if all at once are too many. */
    public List<String> describe(List<String> articles, Warehouse warehouse) throws IOException {
        // region scoped
        return afterwise
                .<List<String>, IOException>heal("warehouse", new Scoped<>(articles, warehouse::describe, Shop::joined))
                .call();
        // endregion
    }

    private static List<String> joined(List<String> some, List<String> more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
