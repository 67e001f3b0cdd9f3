package dev.afterwise.cli;

import dev.afterwise.server.Api.Offer;
import dev.afterwise.server.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A command that may be carried out over HTTP. None of them takes a file or a folder: whoever may ask the server must not thereby read or
 * write what its user can.
 *
 * @param command its name
 * @param least who may
 * @param isBare whether nothing may follow it, because with arguments it does something else
 */
record Offered(String method, String command, Role least, boolean isBare) {
    /** What only looks. */
    private static final List<String> READING = List.of(
            "alerts list",
            "analyze misroutes",
            "analyze phases",
            "analyze routing",
            "breakers list",
            "budget",
            "compare",
            "degradations",
            "errors list",
            "errors show",
            "experiments list",
            "experiments show",
            "heal list",
            "heal preferences",
            "heal show",
            "heal stats",
            "heal waiting",
            "health",
            "history errors",
            "history list",
            "history metrics",
            "history show",
            "history similar",
            "history stats",
            "history steps",
            "insights",
            "knowledge list",
            "knowledge show",
            "patterns",
            "plan approvals",
            "plan show",
            "predict",
            "recommend",
            "recommendations calibration",
            "recommendations list",
            "recommendations show",
            "similar",
            "slow",
            "status",
            "store stats",
            "thresholds list",
            "trends");

    /** What says how something went, or what somebody thinks of it. */
    private static final List<String> TELLING = List.of(
            "errors label", "errors resolve", "feedback", "history outcome", "history rate", "knowledge feedback");

    /** What says something to runs of plans that are there. */
    private static final List<String> RUNNING =
            List.of("plan approve", "plan cancel", "plan continue", "plan pause", "plan reject");

    /** What decides how work is done from now on, and who may come in. */
    private static final List<String> DECIDING = List.of(
            "breakers open",
            "breakers reset",
            "experiments adopt",
            "experiments start",
            "experiments stop",
            "knowledge accept",
            "knowledge add",
            "knowledge forget",
            "recommendations approve",
            "recommendations reject",
            "recommendations rollback",
            "thresholds reset",
            "thresholds set",
            "tokens revoke");

    /** All of them, by name. */
    static final List<Offered> ALL = Stream.of(
                    READING.stream().map(each -> new Offered("GET", each, Role.VIEWER, false)),
                    Stream.of(new Offered("GET", "feedback", Role.VIEWER, true)),
                    Stream.of("audit", "tokens list").map(each -> new Offered("GET", each, Role.ADMIN, false)),
                    TELLING.stream().map(each -> new Offered("POST", each, Role.WRITER, false)),
                    RUNNING.stream().map(each -> new Offered("POST", each, Role.RUNNER, false)),
                    DECIDING.stream().map(each -> new Offered("POST", each, Role.ADMIN, false)))
            .flatMap(each -> each)
            .toList();

    private static final Map<String, Offered> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(each -> each.method + " " + each.command, each -> each));

    /** The one that is meant by the beginning of a path. */
    static Optional<Offered> of(String method, List<String> path) {
        for (int words = Math.min(2, path.size()); words > 0; words--) {
            Offered found = BY_NAME.get(method + " " + String.join(" ", path.subList(0, words)));
            if (found != null && !(found.isBare && path.size() > words)) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    Offer offer() {
        return new Offer(method, command.replace(' ', '/'), least);
    }

    int words() {
        return command.indexOf(' ') < 0 ? 1 : 2;
    }

    /** Whether it is kept who did it. What tells how things went says itself who says so. */
    boolean isKept() {
        return !method.equals("GET") && least.covers(Role.RUNNER);
    }
}
