package dev.afterwise.benchmarks;

/** What became of a benchmark's claim. */
record Verdict(String bench, double ratio, Target target) {
    boolean holds() {
        return target.isMetBy(ratio);
    }

    /** One line of JSON, the last that a benchmark prints. */
    String json() {
        return "{\"bench\":\"%s\",\"ratio\":%s,\"target\":%s,\"holds\":%b}"
                .formatted(bench, Figures.plain(ratio), Figures.plain(target.ratio()), holds());
    }
}
