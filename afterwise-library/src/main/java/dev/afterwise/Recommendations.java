package dev.afterwise;

import dev.afterwise.learn.Calibration;
import dev.afterwise.time.Timekeeper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The recommendations of a workspace, and what becomes of them: proposed, approved, measured, and then kept or taken back. Safe for
 * use by many threads.
 */
public final class Recommendations {
    private final Adoption adoption;
    private final Measuring measuring;
    private final PolicyWatch policy;
    private final Runnable flush;
    private final Timekeeper time;
    private final Voice voice;

    /** @param flush waits until what was recorded can be found */
    Recommendations(Adoption adoption, Measuring measuring, PolicyWatch policy, Runnable flush, Timekeeper time) {
        this(adoption, measuring, policy, flush, time, Voice.SOMEBODY);
    }

    private Recommendations(
            Adoption adoption, Measuring measuring, PolicyWatch policy, Runnable flush, Timekeeper time, Voice voice) {
        this.adoption = adoption;
        this.measuring = measuring;
        this.policy = policy;
        this.flush = flush;
        this.time = time;
        this.voice = voice;
    }

    /**
     * The same recommendations, decided about on behalf of somebody: who it was, and why, is kept with each decision.
     *
     * @param person who decides; not verified
     * @param because why; may be empty
     * @throws IllegalArgumentException if the name is blank
     */
    public Recommendations onBehalfOf(String person, String because) {
        return new Recommendations(adoption, measuring, policy, flush, time, Voice.of(person, because));
    }

    /** All there are, those that can be acted on first. */
    public List<Recommendation> list() {
        return adoption.recommendations();
    }

    /** The recommendation with this id; empty if there is none. */
    public Optional<Recommendation> find(String id) {
        return list().stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /**
     * Keeps what was found elsewhere, such as by {@link Plans#adapt}, so that it can be decided about. What somebody decided about already
     * stays as it is. What nobody has decided about by the next {@link Afterwise#learn} goes, if that doesn't find it, too.
     */
    public void keep(List<Recommendation> found) {
        adoption.keep(found);
    }

    /**
     * Begins to measure the change: half of the runs, drawn by chance, are carried out under it from now on, until it is proven to
     * be an improvement and {@link Recommendation.Status#KEPT kept} for all of them, or is taken back. What can't be drawn run by
     * run, as the settings of a circuit breaker, holds for all runs at once, and the time after is compared with the time before.
     * While something is being measured that it could not be told apart from, it waits.
     *
     * <p>Nothing is decided in between: see {@link #advance}.
     *
     * @return the new policy; empty if there is no recommendation with this id
     * @throws IllegalArgumentException if it is adopted already
     */
    public Optional<Policy> approve(String id) {
        return known(adoption.turn(id, Turn.APPROVE, voice));
    }

    /**
     * Makes the change part of the policy at once, for every run, and measures nothing.
     *
     * @return the new policy, which the next run reads; empty if there is no recommendation with this id
     * @throws IllegalArgumentException if it is part of the policy already
     */
    public Optional<Policy> apply(String id) {
        return known(adoption.turn(id, Turn.APPLY, voice));
    }

    /**
     * Has it not proposed again.
     *
     * @return the new policy; empty if there is no recommendation with this id
     * @throws IllegalArgumentException if it is adopted, or was taken back already
     */
    public Optional<Policy> reject(String id) {
        return known(adoption.turn(id, Turn.REJECT, voice));
    }

    /**
     * Takes the change out of the policy again, and ends what measures it. What it replaced holds again.
     *
     * @return the new policy; empty if there is no recommendation with this id
     * @throws IllegalArgumentException if it is not adopted
     */
    public Optional<Policy> rollBack(String id) {
        return known(adoption.turn(id, Turn.ROLLBACK, voice));
    }

    /**
     * Looks at what has come of those that are being measured, and does what follows: keeps what is proven to be an improvement,
     * takes back what does harm or breaks a guardrail, takes back what is not shown to help after weeks, and begins to measure what
     * was waiting. It may be called as often as one likes: that makes nothing more likely to be kept.
     *
     * @return those that went on, as they are now; their {@link Measurement#said} says why
     */
    public List<Recommendation> advance() {
        Map<String, Recommendation.Status> before =
                list().stream().collect(Collectors.toMap(Recommendation::id, Recommendation::status));
        flush.run();
        measuring.advance(time.now());
        policy.use(adoption.policy());
        return list().stream()
                .filter(each -> before.get(each.id()) != each.status())
                .toList();
    }

    /** What was changed here is known here at once. */
    private Optional<Policy> known(Optional<Policy> changed) {
        changed.ifPresent(policy::use);
        return changed;
    }

    /**
     * The running experiments that change the same for some of the same runs. While there are any, an approved recommendation
     * waits; what is applied all the same blurs what they measure.
     */
    public List<Experiment> rivals(Recommendation recommendation) {
        return adoption.rivals(recommendation);
    }

    /** How far each kind of advice has kept what it promised, as far as it was measured to an end. */
    public List<Calibration> calibration() {
        return Calibration.of(list());
    }
}
