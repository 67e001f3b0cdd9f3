package dev.afterwise.plan.refine;

import dev.afterwise.plan.Alternative;
import dev.afterwise.plan.Body;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.Template;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a step touches, as far as its text, and that of the scripts it runs, tells: a search for words, not an understanding.
 *
 * @param uses names of files and folders
 * @param writes those of them that it plainly makes
 * @param reaches hosts and components that it calls
 * @param variables of the environment that its shell scripts read, and that neither they nor the step sets
 * @param changes whether it does something that others may see: a request that isn't a query, a word such as deploy
 * @param isPlain whether all of what it runs could be looked into
 */
record Traces(
        Set<String> uses,
        Set<String> writes,
        Set<String> reaches,
        Set<String> variables,
        boolean changes,
        boolean isPlain) {
    private static final Pattern CHANGING = Pattern.compile(
            "\\b(deploy|publish|push|send|upload|release|delete|remove|rm|mail|notify|commit"
                    + "|merge|apply|migrate|install|restart|stop|kill|drop|restore|promote|rollback|post|pay|charge)\\b");
    private static final String FILE_BEGINS = "(?<![A-Za-z0-9_:/.$%@-])";
    private static final Pattern FILE = Pattern.compile(FILE_BEGINS
            + "(?:[A-Za-z0-9_.-]+/)*[A-Za-z0-9_-]+(?:\\.[A-Za-z][A-Za-z0-9]{0,5}|/)(?![A-Za-z0-9_(-])|" + FILE_BEGINS
            + "(?:[A-Za-z0-9_.-]+/)+[A-Za-z0-9_-]+");
    private static final Pattern WRITTEN =
            Pattern.compile("(?:>>?|\\s-o|\\s-O|--output|--out|\\btee(?:\\s+-a)?|\\btouch|\\bmkdir(?:\\s+-p)?)"
                    + "[\\s=]*[\"']?([A-Za-z0-9_./-]+)");
    private static final Pattern OPENED = Pattern.compile("open\\(\\s*[\"']([^\"']+)[\"']\\s*,\\s*[\"'][wax]");
    private static final Pattern HOST = Pattern.compile("https?://([A-Za-z0-9.-]+(?::[0-9]+)?)");
    /** Not one that has something to fall back on, such as {@code ${NAME:-x}}. */
    private static final Pattern READ_VARIABLE =
            Pattern.compile("\\$(?:([A-Z][A-Z0-9_]{2,})(?![A-Za-z0-9_])|\\{([A-Z][A-Z0-9_]{2,})\\})");

    private static final Pattern SET_VARIABLE = Pattern.compile(
            "(?:^|[\\s;(])([A-Z][A-Z0-9_]*)=|\\bfor\\s+([A-Z][A-Z0-9_]*)\\b|\\bread\\s+(?:-r\\s+)?([A-Z][A-Z0-9_]*)");
    private static final Pattern FIRST_WORD = Pattern.compile(
            "(?:^|[;|(]|(?<!>)&|\\bthen\\b|\\bdo\\b|\\belse\\b)[ \\t]*(?:[A-Za-z_][A-Za-z0-9_]*=(?:[^\\s$]|\\$(?!\\())*[ \\t]+)*([A-Za-z0-9_./-]++)(?!=)",
            Pattern.MULTILINE);
    /** What filters are told to look for: it names no file. */
    private static final Pattern PATTERN =
            Pattern.compile("\\b(sed|awk|grep|egrep|jq|tr)((?:[ \\t]+-[A-Za-z]+)*)[ \\t]+(?:'[^']*'|\"[^\"$`]*\")");
    /** What a script reads as if it were a part of itself. */
    private static final Pattern SOURCED =
            Pattern.compile("(?:^|[;&|])[ \\t]*(?:\\.|source)[ \\t]+[\"']?([A-Za-z0-9_./-]+)[\"']?", Pattern.MULTILINE);
    /** A program that takes the place of the shell is a program all the same. */
    private static final Pattern EXEC = Pattern.compile("\\bexec[ \\t]+(?=[A-Za-z./])");

    private static final int MOST_SOURCED = 10;

    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "zsh");
    private static final Set<String> ASKING = Set.of("GET", "HEAD", "OPTIONS");
    /** Programs that touch nothing but what their arguments name, and words of the shell. */
    private static final Set<String> PLAIN =
            Set.of(("cat echo grep egrep sed awk curl wget sort uniq head tail test true false sleep jq wc date"
                            + " printf cut tr cp mv mkdir touch tee ls diff cmp expr seq xargs basename dirname pwd join paste comm gzip gunzip sha256sum md5sum exit"
                            + " set if then else elif fi for do done while case esac export read local return shift trap cd wait in until")
                    .split(" ", -1));
    /** Variables that every process has, or that are made for it. */
    private static final Set<String> USUAL = Set.of(
            "PATH",
            "HOME",
            "PWD",
            "OLDPWD",
            "USER",
            "SHELL",
            "LANG",
            "TMPDIR",
            "RANDOM",
            "SECONDS",
            "TRACEPARENT",
            "UID",
            "HOSTNAME",
            "LINENO",
            "PPID",
            "IFS",
            "OPTARG",
            "OPTIND");

    static Traces of(PlanStep step, Site site) {
        var found = new Found(site);
        bodies(step).forEach(found::body);
        step.env().values().forEach(value -> found.words(literal(value)));
        if (step.component() != null) {
            found.reaches.add("component " + step.component());
        }
        found.variables.removeIf(
                name -> step.env().containsKey(name) || USUAL.contains(name) || name.startsWith("AFTERWISE_"));
        return new Traces(found.uses, found.writes, found.reaches, found.variables, found.changes, found.isPlain);
    }

    /** Everything that it may do. */
    static Stream<Body> bodies(PlanStep step) {
        return Stream.concat(step.among().stream().map(Alternative::body), Stream.ofNullable(step.fallback()));
    }

    /** The file that a command has an interpreter or the system run; empty if it runs a program that is found by its name. */
    static String script(List<String> arguments) {
        String program = arguments.getFirst();
        return isInterpreted(arguments) ? arguments.get(1) : program.contains("/") ? program : "";
    }

    private static boolean isInterpreted(List<String> arguments) {
        return Inputs.INTERPRETERS.contains(arguments.getFirst())
                && arguments.size() > 1
                && !arguments.get(1).startsWith("-");
    }

    /** What both touch. */
    Set<String> shared(Traces other) {
        var shared = new TreeSet<String>();
        Stream.concat(uses.stream(), reaches.stream())
                .filter(each -> other.uses.contains(each) || other.reaches.contains(each))
                .forEach(shared::add);
        return shared;
    }

    private static String literal(Template template) {
        return template.parts().stream()
                .map(part -> part instanceof Template.Part.Words(String words) ? words : " ")
                .collect(Collectors.joining());
    }

    /** The traces while they are looked for. */
    private static final class Found {
        final Site site;
        final Set<String> uses = new TreeSet<>();
        final Set<String> writes = new TreeSet<>();
        final Set<String> reaches = new TreeSet<>();
        final Set<String> variables = new TreeSet<>();
        boolean changes;
        boolean isPlain = true;

        Found(Site site) {
            this.site = site;
        }

        void body(Body body) {
            switch (body) {
                case Body.Command(List<String> arguments) -> command(arguments);
                case Body.Script(String text) -> shell(text);
                case Body.Request request -> {
                    hosts(literal(request.url()));
                    changes |= !ASKING.contains(request.method());
                }
                case Body.Approval ignored -> changes = true;
                case Body.Agent ignored -> isPlain = false;
                case Body.Nested ignored -> isPlain = false;
                case Body.Code ignored -> isPlain = false;
                case Body.Check ignored -> {}
                case Body.Prompt ignored -> {}
                case Body.Wait ignored -> {}
            }
        }

        private void command(List<String> arguments) {
            String program = arguments.getFirst();
            if (SHELLS.contains(program)
                    && arguments.size() > 2
                    && arguments.get(1).matches("-[a-z]*c")) {
                shell(arguments.get(2));
                return;
            }
            String script = script(arguments);
            String rest = String.join(" ", arguments.subList(isInterpreted(arguments) ? 2 : 1, arguments.size()));
            words(rest);
            writes(program + " " + rest);
            changing(String.join(" ", arguments));
            String text = script.isEmpty() ? "" : site.script(script).orElse("");
            boolean isShell = SHELLS.contains(program) || script.endsWith(".sh") || text.startsWith("#!/bin/sh");
            Set<String> made = new TreeSet<>(writes);
            if (isShell && !text.isEmpty()) {
                shell(text);
            } else if (script.isEmpty()) {
                isPlain &= PLAIN.contains(program);
            } else {
                isPlain = false;
                words(text);
                writes(text);
            }
            if (!script.isEmpty() && !rest.isBlank()) {
                // What it is told may say which part of the script is done: what that makes isn't plain.
                writes.retainAll(made);
            }
        }

        private void shell(String whole) {
            String text =
                    EXEC.matcher(ShellText.withoutArithmetic(complete(whole))).replaceAll("");
            String named = PATTERN.matcher(text).replaceAll("$1$2");
            words(named);
            writes(named);
            changing(named);
            each(
                    FIRST_WORD,
                    ShellText.withoutQuoted(text),
                    word -> isPlain &= PLAIN.contains(word) || text.contains(word + "()"));
            Set<String> known = new TreeSet<>();
            each(SET_VARIABLE, text, known::add);
            each(READ_VARIABLE, text, name -> {
                if (!known.contains(name)) {
                    variables.add(name);
                }
            });
        }

        /** A script with those that it reads in, as far as they are there; reading one is no use of a file that others could disturb. */
        private String complete(String script) {
            String text = ShellText.withoutComments(script);
            for (int i = 0; i < MOST_SOURCED; i++) {
                Matcher next = SOURCED.matcher(text);
                if (!next.find()) {
                    return text;
                }
                Optional<String> read = site.script(next.group(1));
                isPlain &= read.isPresent();
                text = text.substring(0, next.start())
                        + "\n"
                        + ShellText.withoutComments(read.orElse(""))
                        + "\n"
                        + text.substring(next.end());
            }
            isPlain = false;
            return text;
        }

        void words(String text) {
            each(FILE, text, name -> add(uses, name));
            hosts(text);
        }

        private void writes(String text) {
            Stream.of(WRITTEN, OPENED)
                    .forEach(pattern -> each(pattern, text, name -> {
                        if (!name.matches("[0-9-].*")) {
                            add(writes, name);
                            add(uses, name);
                        }
                    }));
        }

        private void hosts(String text) {
            each(HOST, text, host -> reaches.add(host.toLowerCase(Locale.ROOT)));
        }

        private void changing(String text) {
            changes |= CHANGING.matcher(text.toLowerCase(Locale.ROOT)).find();
        }

        /** The first group that there is, or else the whole, of each match. */
        private static void each(Pattern pattern, String text, Consumer<String> found) {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                found.accept(Stream.of(1, 2, 3)
                        .filter(group -> group <= matcher.groupCount())
                        .map(matcher::group)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseGet(matcher::group));
            }
        }

        private static void add(Set<String> names, String name) {
            String rest = name.startsWith("./") ? name.substring(2) : name;
            String plain = rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
            if (!plain.isEmpty() && !plain.startsWith("/dev/")) {
                names.add(plain);
            }
        }
    }
}
