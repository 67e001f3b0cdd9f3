package dev.afterwise.learn.errors;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What matters of a message that holds a stack trace: type, message, and the first frame that is the application's own. Traces of
 * Java, .NET, JavaScript, Python and Go are known. Of an exception with causes, the last cause counts. What holds no trace is a
 * message as a whole. Masked messages will do, too.
 *
 * @param type as given, or as the trace says where nothing was given or a cause is meant
 * @param frame the function, without files and lines, which change with every edit; empty if there is no trace
 */
public record StackTrace(String type, String message, String frame) {
    private static final String CAUSE = "Caused by: ";
    private static final String PYTHON = "Traceback (most recent call last):";

    /** As in {@code at com.shop.Orders.load(Orders.java:12)} and {@code at async Orders.load (/app/orders.js:12:5)}. */
    private static final Pattern AT = Pattern.compile(
            "at (?:async )?(?:new )?(?:[\\w.@*-]*/)*([\\p{L}_$*<][\\w.$<>*#`]*) ?(?:\\[as [^]]*] ?)?\\(.*");

    private static final Pattern AT_PLACE = Pattern.compile("at (?:async )?(?:[/*]|file:|node:|[A-Za-z]:\\\\).*");
    private static final Pattern IN_PYTHON = Pattern.compile("File .+, line .+, in (\\S+)");
    private static final Pattern IN_GO =
            Pattern.compile("(?:[\\w.*-]+/)*([\\w*]+\\.(?:\\(\\*?\\w+\\)\\.)?[\\w.]+)\\(.*\\)");

    /** As in {@code java.io.IOException: the message} and {@code ValueError: the message}. */
    private static final Pattern HEADER = Pattern.compile(
            "(?:Uncaught |Unhandled exception[.:]? |Exception in thread \\S+ )?"
                    + "((?:[A-Za-z_$][\\w$]*\\.)*[A-Z][\\w$]*)(?:: ?(.*))?",
            Pattern.DOTALL);

    private static final List<String> LIBRARIES = List.of(
            "java.",
            "javax.",
            "jakarta.",
            "jdk.",
            "sun.",
            "com.sun.",
            "kotlin.",
            "scala.",
            "groovy.",
            "clojure.",
            "org.springframework.",
            "org.apache.",
            "org.hibernate.",
            "org.junit.",
            "org.eclipse.",
            "org.jboss.",
            "org.slf4j.",
            "org.postgresql.",
            "com.mysql.",
            "com.zaxxer.",
            "com.fasterxml.",
            "com.google.",
            "io.netty.",
            "io.grpc.",
            "io.micrometer.",
            "io.opentelemetry.",
            "io.vertx.",
            "io.quarkus.",
            "reactor.",
            "rx.",
            "okhttp3.",
            "okio.",
            "retrofit2.",
            "feign.",
            "ch.qos.",
            "dev.langchain4j.",
            "dev.failsafe.",
            "dev.afterwise.",
            "System.",
            "Microsoft.",
            "process.",
            "Module.",
            "Promise.",
            "Array.",
            "Object.<anonymous>",
            "runtime.",
            "panic",
            "reflect.",
            "testing.");

    /** @param type may be empty */
    public static StackTrace of(String type, String message) {
        if (message.indexOf('\n') < 0) {
            return new StackTrace(type, message.strip(), "");
        }
        List<String> lines = message.lines().map(String::strip).toList();
        int python = lines.lastIndexOf(PYTHON);
        if (python >= 0) {
            return python(type, lines.subList(python + 1, lines.size()));
        }
        int goroutine = first(lines, 0, "goroutine ");
        if (goroutine > 0) {
            return go(type, lines.subList(0, goroutine), lines.subList(goroutine + 1, lines.size()));
        }
        return lines.stream().skip(1).anyMatch(StackTrace::isFrame)
                ? java(type, lines)
                : new StackTrace(type, message.strip(), "");
    }

    private static boolean isFrame(String line) {
        return AT.matcher(line).matches() || AT_PLACE.matcher(line).matches();
    }

    private static int first(List<String> lines, int from, String beginning) {
        for (int i = from; i < lines.size(); i++) {
            if (lines.get(i).startsWith(beginning)) {
                return i;
            }
        }
        return -1;
    }

    private static StackTrace java(String type, List<String> lines) {
        int cause = 0;
        for (int next = first(lines, 0, CAUSE); next >= 0; next = first(lines, next + 1, CAUSE)) {
            cause = next;
        }
        int end = cause;
        while (end < lines.size() && !isFrame(lines.get(end))) {
            end++;
        }
        String said = String.join("\n", lines.subList(cause, end)).strip();
        List<String> frames = new ArrayList<>(functions(lines.subList(end, lines.size())));
        frames.addAll(functions(lines.subList(0, cause)));
        return cause > 0
                ? header("", said.substring(CAUSE.length()), frame(frames))
                : header(type, said, frame(frames));
    }

    private static List<String> functions(List<String> lines) {
        return lines.stream()
                .map(AT::matcher)
                .filter(Matcher::matches)
                .map(each -> each.group(1))
                .toList();
    }

    /** The innermost frame is the last one, and after the frames stands what was thrown. */
    private static StackTrace python(String type, List<String> lines) {
        var frames = new ArrayList<String>();
        int end = 0;
        for (int i = 0; i < lines.size(); i++) {
            Matcher frame = IN_PYTHON.matcher(lines.get(i));
            if (frame.matches()) {
                frames.addFirst(frame.group(1));
                end = i + 1;
            }
        }
        // The line of code below the frame, and marks below that.
        List<String> rest = lines.subList(end, lines.size());
        int thrown = 0;
        while (thrown < rest.size() && !isPythonHeader(rest.get(thrown))) {
            thrown++;
        }
        String said = String.join("\n", rest.subList(thrown == rest.size() ? 0 : thrown, rest.size()));
        return header(type, said.strip(), frame(frames));
    }

    private static boolean isPythonHeader(String line) {
        Matcher header = HEADER.matcher(line);
        return header.matches()
                && header.group(1).matches(".*(Error|Exception|Warning|Exit|Interrupt|Timeout|Iteration)");
    }

    private static StackTrace go(String type, List<String> before, List<String> after) {
        List<String> frames = after.stream()
                .map(IN_GO::matcher)
                .filter(Matcher::matches)
                .map(each -> each.group(1).replaceAll("[()*]", ""))
                .toList();
        String said = String.join("\n", before).strip();
        return said.startsWith("panic: ")
                ? new StackTrace(type.isEmpty() ? "panic" : type, said.substring("panic: ".length()), frame(frames))
                : new StackTrace(type, said, frame(frames));
    }

    private static String frame(List<String> functions) {
        return Stream.concat(functions.stream().filter(StackTrace::isOwn), functions.stream())
                .filter(each -> each.indexOf('*') < 0)
                .findFirst()
                .orElse("");
    }

    private static boolean isOwn(String function) {
        return LIBRARIES.stream().noneMatch(function::startsWith);
    }

    private static StackTrace header(String type, String said, String frame) {
        Matcher header = HEADER.matcher(said);
        if (!header.matches() || !isType(type, header.group(1))) {
            return new StackTrace(type, said, frame);
        }
        String message = header.group(2) == null ? "" : header.group(2).strip();
        return new StackTrace(type.isEmpty() ? header.group(1) : type, message, frame);
    }

    private static boolean isType(String given, String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return word.equals(given)
                || given.endsWith("." + word)
                || lower.endsWith("exception")
                || lower.endsWith("error")
                || word.indexOf('.') > 0;
    }
}
