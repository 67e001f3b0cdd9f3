package dev.afterwise.learn.experiment;

import java.util.List;
import java.util.Optional;

/**
 * What is known of an experiment at one moment.
 *
 * @param standings of the variants, in their order
 */
public record Reading(List<Standing> standings, Verdict verdict) {
    public Reading {
        standings = List.copyOf(standings);
    }

    public Optional<Standing> of(String variant) {
        return standings.stream().filter(each -> each.variant().equals(variant)).findFirst();
    }
}
