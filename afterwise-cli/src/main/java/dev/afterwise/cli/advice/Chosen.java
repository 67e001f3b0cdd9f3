package dev.afterwise.cli.advice;

import dev.afterwise.Dimension;
import dev.afterwise.cli.shell.Words;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The dimensions that can be chosen for work: what the command line reads, and what completion offers. */
final class Chosen implements ITypeConverter<Dimension>, Iterable<String> {
    static final List<Dimension> DIMENSIONS = List.of(Dimension.AGENT, Dimension.MODEL, Dimension.ROUTE);

    @Override
    public Dimension convert(String word) {
        return DIMENSIONS.stream()
                .filter(each -> each.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("it must be agent, model or route, but it is (%s)%s"
                        .formatted(word, Words.didYouMean(word, words()))));
    }

    private static List<String> words() {
        return DIMENSIONS.stream().map(Dimension::word).toList();
    }

    @Override
    public Iterator<String> iterator() {
        return words().iterator();
    }
}
