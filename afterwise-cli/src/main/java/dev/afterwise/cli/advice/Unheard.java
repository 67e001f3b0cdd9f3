package dev.afterwise.cli.advice;

import dev.afterwise.Dimension;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.history.Names;
import dev.afterwise.cli.shell.Words;
import dev.afterwise.store.History;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What advice was asked about and no execution of any task has used: it may be new, and is often a slip of the pen.
 *
 * @param sentences one for each, ready to be said
 * @param isAll whether nothing is known of any that may be taken
 */
record Unheard(List<String> sentences, boolean isAll) {
    static final Unheard NOTHING = new Unheard(List.of(), false);

    Unheard {
        sentences = List.copyOf(sentences);
    }

    /**
     * @param among those that may be taken; none if all may
     * @param used null if nobody said what is used now
     */
    static Unheard of(Dimension choice, List<String> among, @Nullable String used, History history) {
        Set<String> known = Names.in(history, choice);
        return new Unheard(
                Stream.concat(among.stream(), Stream.ofNullable(used))
                        .distinct()
                        .filter(each -> !known.contains(each))
                        .map(each -> sentence(choice, each, known))
                        .toList(),
                !among.isEmpty() && among.stream().noneMatch(known::contains));
    }

    private static String sentence(Dimension choice, String name, Set<String> known) {
        return "Nothing is known of the %s '%s'%s".formatted(choice.word(), name, Words.didYouMean(name, known));
    }

    Answer in(Answer given) {
        Answer answer = given;
        for (String each : sentences) {
            answer = isAll ? answer.hint(each) : answer.remark(each, Tone.WARNING);
        }
        return answer;
    }
}
