package dev.afterwise.json;

import dev.afterwise.json.YamlNode.Kind;
import dev.afterwise.json.YamlNode.Scalar;
import dev.afterwise.plan.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The list under {@code run}: a program and its arguments. */
final class CommandForm {
    private static final String MUST = "be a list of a program and its arguments";
    private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[A-Za-z0-9_./=-]*[A-Za-z0-9_./=]");
    private static final Pattern FOR_A_SHELL = Pattern.compile("[|&;<>$`\"'*?()~#\\\\]");
    private static final int LONGEST_ADVICE = 60;

    private CommandForm() {}

    static @Nullable Body command(YamlNode node, YamlForm form, Problems problems) {
        if (node instanceof Scalar scalar && scalar.kind() == Kind.TEXT) {
            problems.add(
                    node,
                    "'run' must " + MUST + ", but it is " + node.shown()
                            + advice(scalar.text().strip()));
            return null;
        }
        List<YamlNode> items = form.items(node, "'run'", MUST);
        if (items == null) {
            return null;
        }
        var arguments = new ArrayList<String>(items.size());
        for (YamlNode item : items) {
            String argument = form.literal(item, "an argument");
            if (argument != null) {
                arguments.add(argument);
            }
        }
        if (arguments.size() < items.size()) {
            return null;
        }
        if (arguments.isEmpty() || arguments.getFirst().isBlank()) {
            problems.add(items.isEmpty() ? node : items.getFirst(), "'run' must begin with a program, but it does not");
            return null;
        }
        return new Body.Command(arguments);
    }

    /** How to write the text as a list: split at white space, or handed to a shell if it seems to be meant for one. */
    private static String advice(String command) {
        if (command.isEmpty() || command.length() > LONGEST_ADVICE) {
            return "; write it like [echo, hello]";
        }
        Stream<String> arguments =
                FOR_A_SHELL.matcher(command).find() ? Stream.of("sh", "-c", command) : Stream.of(command.split("\\s+"));
        return arguments.map(CommandForm::asItem).collect(Collectors.joining(", ", "; did you mean [", "]?"));
    }

    private static String asItem(String argument) {
        return NEEDS_NO_QUOTES.matcher(argument).matches()
                ? argument
                : "\"" + Printable.escaped(argument.replace("\\", "\\\\").replace("\"", "\\\"")) + "\"";
    }
}
