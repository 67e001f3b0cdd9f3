package dev.afterwise.server.live;

import java.util.function.Consumer;

/** Is told what happened. */
@FunctionalInterface
interface Telling {
    /** @param say what to say of it besides when it was noticed */
    void tell(String kind, Consumer<JsonLine> say);
}
