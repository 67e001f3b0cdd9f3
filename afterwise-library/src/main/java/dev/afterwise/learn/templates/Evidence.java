package dev.afterwise.learn.templates;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whether the words seen at one place of otherwise equal lines are values of one template, or make templates of their own.
 *
 * <p>Each distinct word counts, more if it looks like a name or is known as a value elsewhere, less if it is written like a
 * constant. Their sum counts more after a word or sign that announces a value, less at the beginning of a line, and less the
 * fewer words the lines have in common. A word that carries the sentence, such as "not", is never a value.
 */
final class Evidence {
    private static final double ENOUGH = 5;
    private static final double KNOWN = 2;
    private static final double NAME = 1.5;
    private static final double PLAIN = 1;
    private static final double CONSTANT = .5;

    private static final Set<String> NOUNS = words("""
            user username host hostname node file device service process task job name named id key class module server
            client address block path container command agent tool model step thread session account group domain table
            column field topic queue pod namespace bucket region package program image url uri port
            size version attempt stage""");
    private static final Set<String> PREPOSITIONS = words("from for by at on of with via into in");
    private static final Set<String> PARTICLES = words("""
            not no is are was were be been has have had to the a an and or from for by at on of with via into in after
            before without until while because already never can cannot could will would must should does did than""");

    private Evidence() {}

    private static Set<String> words(String text) {
        return Set.of(text.split("\\s+", -1));
    }

    static boolean isEnough(List<String> tokens, int place, Collection<String> seen, Predicate<String> isKnown) {
        if (seen.size() < 2) {
            return false;
        }
        double sum = 0;
        for (String word : seen) {
            if (PARTICLES.contains(word.toLowerCase(Locale.ROOT))) {
                return false;
            }
            sum += weight(word, isKnown);
        }
        return sum * shared(tokens, place) * announced(tokens, place) >= ENOUGH;
    }

    private static double shared(List<String> tokens, int place) {
        int common = 0;
        for (int i = 0; i < tokens.size(); i++) {
            common += i != place && Tokens.isWord(tokens.get(i)) ? 1 : 0;
        }
        return switch (common) {
            case 0 -> 0;
            case 1 -> .5;
            case 2 -> .75;
            default -> 1;
        };
    }

    private static double weight(String word, Predicate<String> isKnown) {
        if (word.indexOf(' ') >= 0) {
            return PLAIN;
        }
        if (isKnown.test(word)) {
            return KNOWN;
        }
        boolean isConstant = word.length() > 1;
        boolean isName = false;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            boolean isCapital = Character.isUpperCase(c);
            isConstant &= isCapital || c == '_';
            isName |= (i > 0 && isCapital) || !Character.isLetter(c);
        }
        return isConstant ? CONSTANT : isName ? NAME : PLAIN;
    }

    /** Whether a value is to be expected at a place. */
    static boolean isOpen(List<String> tokens, int place) {
        return tokens.get(place).indexOf('*') >= 0 || announced(tokens, place) > 1;
    }

    private static double announced(List<String> tokens, int place) {
        if (place == 0) {
            return .5;
        }
        String before = tokens.get(place - 1).toLowerCase(Locale.ROOT);
        if (NOUNS.contains(before)) {
            return 2;
        }
        if (before.equals(":")) {
            return 1.25;
        }
        return PREPOSITIONS.contains(before) || "([{\"=".contains(before) ? 1.5 : 1;
    }
}
