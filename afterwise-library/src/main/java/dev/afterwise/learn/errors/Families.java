package dev.afterwise.learn.errors;

import dev.afterwise.Failure;
import dev.afterwise.Fingerprint;
import dev.afterwise.learn.templates.Template;
import dev.afterwise.learn.templates.TemplateId;
import dev.afterwise.learn.templates.Templates;
import dev.afterwise.store.FailureGroup;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * To which type, template and frame each fingerprint belongs. Templates are learned from what is left of messages when ids and
 * numbers are masked, in the order in which fingerprints were first seen: so every look at a history finds the same ones, and
 * what is seen later leaves those before it alone.
 */
final class Families {
    /** What failures have in common wherever they happen. */
    record Family(String type, TemplateId template, String frame) {}

    private final Map<String, Family> byFingerprint = new HashMap<>();
    private final Map<String, Failure> examples = new HashMap<>();
    private final Templates templates;

    Families(Collection<FailureGroup> kinds) {
        this.templates = new Templates(Math.max(Templates.USUAL_SIZE, 2 * kinds.size()), merge -> {});
        List<FailureGroup> inOrder = kinds.stream()
                .sorted(Comparator.comparing(FailureGroup::firstSeen)
                        .thenComparing(each -> each.example().fingerprint().hex())
                        .thenComparing(each -> each.example().failureClass()))
                .toList();
        for (FailureGroup each : inOrder) {
            Failure failure = each.example();
            String hex = failure.fingerprint().hex();
            examples.putIfAbsent(hex, failure);
            if (!byFingerprint.containsKey(hex)) {
                StackTrace trace = StackTrace.of(failure.type(), Fingerprint.mask(failure.message()));
                byFingerprint.put(hex, new Family(trace.type(), templates.learn(trace.message()), trace.frame()));
            }
        }
        // Templates that were told apart at first may have turned out to be one.
        byFingerprint.replaceAll(
                (hex, family) -> new Family(family.type, template(family).id(), family.frame));
    }

    private Template template(Family family) {
        return templates.template(family.template).orElseThrow();
    }

    /** Empty if nothing is known of failures with this fingerprint. */
    Optional<Family> of(String fingerprint) {
        return Optional.ofNullable(byFingerprint.get(fingerprint));
    }

    /** A failure with this fingerprint, which must be known. */
    Failure example(String fingerprint) {
        return Objects.requireNonNull(examples.get(fingerprint));
    }

    ErrorKey key(Family family, String step) {
        return ErrorKey.of(family.type, family.template.hex(), template(family).text(), family.frame, step);
    }
}
