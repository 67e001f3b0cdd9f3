package dev.afterwise.learn.patterns;

/**
 * Something that was looked at.
 *
 * @param kind which kind of pattern it would be; success factors and failure causes are told apart later
 * @param topic what it is about: of the same topic, one says what others only repeat
 * @param share which share of the budget of false discoveries it has
 * @param finding what came of it
 */
record Hypothesis(PatternKind kind, String topic, double share, Sample sample, Finding finding, Split split) {
    /** How likely anything at least as good is seen where there is nothing, as if it had been the only thing looked at. */
    double logOdds() {
        return finding.odds() + Math.log(share);
    }

    Hypothesis withOdds(double odds) {
        return new Hypothesis(kind, topic, share, sample, finding.withOdds(odds), split);
    }

    Hypothesis withShare(double other) {
        return new Hypothesis(kind, topic, other, sample, finding, split);
    }
}
