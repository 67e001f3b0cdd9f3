package dev.afterwise;

import java.util.List;
import java.util.Optional;

/**
 * The recommendations of a workspace, and what becomes of them. Nothing here changes by itself except by {@link
 * Afterwise#learn learning}. Safe for use by many threads.
 */
public final class Recommendations {
    private final Adoption adoption;

    Recommendations(Adoption adoption) {
        this.adoption = adoption;
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
     * Makes the change part of the policy, which the next run reads.
     *
     * @return the new policy; empty if there is no recommendation with this id
     * @throws IllegalArgumentException if it is part of the policy already
     */
    public Optional<Policy> approve(String id) {
        return adoption.approve(id);
    }

    /**
     * Takes the change out of the policy again. What it replaced holds again.
     *
     * @return the new policy; empty if there is no recommendation with this id
     * @throws IllegalArgumentException if it is not part of the policy
     */
    public Optional<Policy> rollBack(String id) {
        return adoption.rollBack(id);
    }
}
