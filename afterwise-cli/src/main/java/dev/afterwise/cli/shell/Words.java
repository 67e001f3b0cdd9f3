package dev.afterwise.cli.shell;

import dev.afterwise.json.Suggestion;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Words that people choose from. */
public final class Words {
    private Words() {}

    /** The constants' names as they are written outside of Java. */
    public static List<String> of(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Words::of).toList();
    }

    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The constant that is meant by a word, in upper or lower case.
     *
     * @throws Refusal if there is none; the message names those that there are
     */
    public static <E extends Enum<E>> E choose(String word, E[] among) {
        return choose("it", word, among);
    }

    /**
     * The constant that is meant by a word, in upper or lower case.
     *
     * @param what the option or parameter that the word was given for, as the message names it
     * @throws Refusal if there is none; the message names those that there are
     */
    public static <E extends Enum<E>> E choose(String what, String word, E[] among) {
        for (E each : among) {
            if (of(each).equals(word.toLowerCase(Locale.ROOT))) {
                return each;
            }
        }
        List<String> known = of(among);
        throw Refusal.usage("%s must be one of %s, but it is '%s'%s"
                .formatted(what, String.join(", ", known), word, didYouMean(word, known)));
    }

    /** How a sentence about an unknown word ends: such as {@code ; did you mean 'email'?}, or a full stop if no known word is near. */
    public static String didYouMean(String word, Collection<String> known) {
        String suggestion = Suggestion.forWord(word, known);
        return suggestion.isEmpty() ? "." : suggestion;
    }
}
