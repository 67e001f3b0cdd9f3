package dev.afterwise.server;

import java.util.List;
import java.util.Map;

/** Answers questions about the history. Must be safe for use by many threads. */
public interface Api {
    /**
     * What somebody asked for.
     *
     * @param path the parts of the path after {@code /api/v1/}, decoded
     * @param parameters of the query, decoded, in their order
     */
    record Question(String workspace, List<String> path, Map<String, List<String>> parameters) {
        public Question {
            path = List.copyOf(path);
            parameters = Map.copyOf(parameters);
        }
    }

    /**
     * What to say.
     *
     * @param status of HTTP
     * @param json one object
     */
    record Reply(int status, String json) {}

    /** Answers it. @throws InterruptedException if the thread was told to stop */
    Reply answer(Question question) throws InterruptedException;
}
