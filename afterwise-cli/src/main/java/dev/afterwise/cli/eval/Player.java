package dev.afterwise.cli.eval;

import dev.afterwise.learn.recommend.Occasion;

/** A way of choosing arms that learns from what came of them. For one thread. */
interface Player {
    /** The arm to take, by its place. */
    int choose(Occasion occasion);

    /** What came of the arm that was just chosen. */
    void learn(Occasion occasion, int arm, boolean worked);
}
