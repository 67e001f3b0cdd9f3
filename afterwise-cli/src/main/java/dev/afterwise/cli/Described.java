package dev.afterwise.cli;

import dev.afterwise.cli.shell.Words;
import dev.afterwise.server.Api.Offer;
import dev.afterwise.server.Form;
import dev.afterwise.server.Form.Field;
import dev.afterwise.server.Form.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What commands take, as it is described to those who call them over HTTP. */
final class Described {
    private static final Map<Class<?>, Kind> KINDS = Map.of(
            int.class, Kind.WHOLE,
            Integer.class, Kind.WHOLE,
            long.class, Kind.WHOLE,
            Long.class, Kind.WHOLE,
            double.class, Kind.NUMBER,
            Double.class, Kind.NUMBER,
            boolean.class, Kind.FLAG,
            Boolean.class, Kind.FLAG);

    /** Who changes something is known. */
    private static final String WHO = "by";

    private final CommandLine line = Commands.whole(new Root());
    private final Set<String> kept;

    /** @param kept names of options that are not offered */
    Described(Set<String> kept) {
        this.kept = kept;
    }

    Form form(Offer offer) {
        CommandLine command = line;
        for (String word : offer.path().split("/", -1)) {
            command = command == null ? null : command.getSubcommands().get(word);
        }
        if (command == null) {
            return Form.UNKNOWN;
        }
        CommandSpec spec = command.getCommandSpec();
        return new Form(
                sentence(spec.usageMessage().description()),
                spec.positionalParameters().stream()
                        .filter(each -> !each.hidden())
                        .map(Described::subject)
                        .toList(),
                spec.options().stream()
                        .filter(each -> !each.hidden() && !kept.contains(name(each)))
                        .filter(each ->
                                offer.method().equals("GET") || !name(each).equals(WHO))
                        .map(each -> field(name(each), each))
                        .toList(),
                null);
    }

    private static String name(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }

    private static Field subject(PositionalParamSpec spec) {
        String label = spec.paramLabel().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        return field(label.replaceAll("^_|_$", ""), spec);
    }

    private static Field field(String name, ArgSpec spec) {
        boolean isFlag = spec.arity().max() == 0;
        boolean isMany = spec.isMultiValue();
        Class<?> type = isMany && spec.auxiliaryTypes().length > 0 ? spec.auxiliaryTypes()[0] : spec.type();
        return new Field(
                name,
                isFlag ? Kind.FLAG : KINDS.getOrDefault(type, Kind.TEXT),
                sentence(spec.description()),
                spec.required(),
                isMany,
                words(type));
    }

    private static List<String> words(Class<?> type) {
        Object[] constants = type.getEnumConstants();
        return constants == null
                ? List.of()
                : Arrays.stream(constants).map(each -> Words.of((Enum<?>) each)).toList();
    }

    private static String sentence(String[] description) {
        return Arrays.stream(description)
                .map(each -> each.replace("%%", "%").replace("%n", " "))
                .collect(Collectors.joining(" "));
    }
}
