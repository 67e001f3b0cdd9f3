package dev.afterwise.learn.knowledge;

import dev.afterwise.Knowledge;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why something that somebody else wrote should not be shown to a model before a person has read it: it speaks to the reader instead
 * of about work, or wants something fetched or run. It is a sieve against what is plain, not a proof of innocence: whoever
 * hands knowledge to a model still marks it as data.
 */
public final class Doubts {
    private static final List<Pattern> ADDRESSED = Stream.of(
                    "\\b(ignore|disregard|forget|override)\\b.{0,40}\\b(previous|prior|above|earlier|all|your|these|the)\\b.{0,40}\\b(instruction|instructions|prompt|prompts|rules|context|guidelines)\\b",
                    "\\byou (are|must|will|should) now\\b",
                    "\\b(system|developer|hidden|secret) (prompt|message|instruction)s?\\b",
                    "\\b(reveal|print|send|post|exfiltrate|upload|leak)\\b.{0,60}\\b(secret|secrets|password|passwords|token|tokens|api.?keys?|credentials?|environment|\\.env)\\b",
                    "</?(system|assistant|user|knowledge|instructions?|tool)\\b",
                    "\\b(jailbreak|do anything now)\\b",
                    "\\bdo not (tell|inform|mention to) (the )?(user|human|operator)\\b")
            .map(each -> Pattern.compile(each, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE))
            .toList();
    private static final List<Pattern> RUNS = Stream.of(
                    "\\b(curl|wget)\\b.{0,200}\\|\\s*(ba|z|da)?sh\\b",
                    "\\brm\\s+-[a-z]*[rf][a-z]*\\s",
                    "\\$\\(|\\$\\{\\{|\\beval\\s*\\(|\\bexec\\s*\\(",
                    "\\bpowershell\\b.{0,80}-enc",
                    "\\bbase64\\s+(-d|--decode)\\b",
                    "\\b(javascript|data):[a-z]",
                    "https?://")
            .map(each -> Pattern.compile(each, Pattern.CASE_INSENSITIVE))
            .toList();

    private Doubts() {}

    /** Why something from elsewhere is doubted, in a sentence; empty if nothing is the matter. */
    public static Optional<String> about(Knowledge item) {
        return ofWords(item)
                .or(() -> holds(RUNS, item) ? Optional.of("It holds an address or a command.") : Optional.empty());
    }

    /** As {@link #about}, of what is made of names and messages in a history: addresses and commands are usual there. */
    public static Optional<String> ofWords(Knowledge item) {
        return holds(ADDRESSED, item)
                ? Optional.of("It speaks to whoever reads it, instead of about work.")
                : Optional.empty();
    }

    private static boolean holds(List<Pattern> patterns, Knowledge item) {
        String all = Stream.concat(
                        Stream.of(
                                item.statement(),
                                item.action(),
                                item.scope().category(),
                                item.scope().subject().toString()),
                        item.scope().conditions().stream())
                .collect(Collectors.joining("\n"));
        return patterns.stream().anyMatch(each -> each.matcher(all).find());
    }
}
