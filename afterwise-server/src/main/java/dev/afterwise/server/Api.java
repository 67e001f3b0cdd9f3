package dev.afterwise.server;

import java.util.List;
import java.util.Map;

/** Answers questions about the history, and carries out what may be asked for. Must be safe for use by many threads. */
public interface Api {
    /**
     * Something that may be asked.
     *
     * @param method of HTTP
     * @param path after {@code /api/v1/}; what it is about may follow; empty if it is everything
     * @param least who may
     */
    record Offer(String method, String path, Role least) {
        /** What only reads. */
        public static Offer read(String path) {
            return new Offer("GET", path, Role.VIEWER);
        }

        /** What changes something. */
        public static Offer change(String path, Role least) {
            return new Offer("POST", path, least);
        }
    }

    /**
     * What somebody asked for.
     *
     * @param path the parts of the path after {@code /api/v1/}, decoded
     * @param parameters of the query, decoded, in their order
     * @param body as it came; empty if there is none
     */
    record Question(
            Caller caller, String method, List<String> path, Map<String, List<String>> parameters, String body) {
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

    /** Answers. */
    @FunctionalInterface
    interface Answering {
        /** Answers it. @throws InterruptedException if the thread was told to stop */
        Reply answer(Question question) throws InterruptedException;
    }

    /** What may be asked; the same every time. */
    List<Offer> offers();

    /** Answers what is among the offers, for a caller who may. @throws InterruptedException if the thread was told to stop */
    Reply answer(Question question) throws InterruptedException;

    /** What is to be said with an offer, for whoever describes it. */
    default Form form(Offer offer) {
        return Form.UNKNOWN;
    }

    /** Of a list and a function. */
    static Api of(List<Offer> offers, Answering answering) {
        List<Offer> all = List.copyOf(offers);
        return new Api() {
            @Override
            public List<Offer> offers() {
                return all;
            }

            @Override
            public Reply answer(Question question) throws InterruptedException {
                return answering.answer(question);
            }
        };
    }
}
