package dev.afterwise.cli;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Format;
import dev.afterwise.cli.answer.Forms;
import dev.afterwise.cli.answer.Safe;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Session.Opened;
import dev.afterwise.cli.shell.Shell;
import dev.afterwise.cli.shell.Variable;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.plan.MissingCrewException;
import dev.afterwise.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** One call of the command: from its arguments to its exit code. What goes wrong is said; nothing is thrown. */
final class Invocation {
    private final Shell shell;
    private final @Nullable Opened opened;
    private final Root root = new Root();

    Invocation(Shell shell) {
        this(shell, null);
    }

    /** @param opened what all sessions share; null if each opens its own */
    Invocation(Shell shell, @Nullable Opened opened) {
        this.shell = shell;
        this.opened = opened;
    }

    /**
     * Does what the arguments say, on the calling thread.
     *
     * @return the exit code
     */
    int run(String... arguments) {
        CommandLine line = Commands.of(root, arguments);
        Exit exit;
        try {
            exit = dispatch(line, line.parseArgs(arguments));
        } catch (ParameterException e) {
            root.options.guessFormat(List.of(arguments));
            exit = say(Complaint.about(e));
        } catch (Refusal e) {
            exit = say(e);
        } catch (StoreException e) {
            exit = say(Refusal.because(Exit.STORE, e));
        } catch (InterruptedException e) {
            exit = say(new Refusal(Exit.INTERRUPTED, "It was interrupted; what was done before is recorded."));
        } catch (IOException e) {
            exit = say(new Refusal(Exit.FAILED, unreadable(e)));
        } catch (UncheckedIOException e) {
            exit = say(Refusal.because(Exit.FAILED, e));
        } catch (MissingCrewException e) {
            exit = say(Refusal.because(Exit.USAGE, e));
        } catch (RuntimeException | Error e) {
            exit = sayMistake(e);
        }
        shell.out().flush();
        shell.err().flush();
        return exit.code();
    }

    private Exit dispatch(CommandLine line, ParseResult parsed) throws IOException, InterruptedException {
        ParseResult deepest = parsed;
        while (deepest.hasSubcommand()) {
            deepest = deepest.subcommand();
        }
        CommandLine chosen = deepest.commandSpec().commandLine();
        Object command = root.version ? new Version() : chosen.getCommand();
        if (deepest.isUsageHelpRequested()) {
            return help(chosen);
        }
        return switch (command) {
            case Help it -> help(it.topic(line));
            case Root it -> help(line);
            case Completion it -> {
                shell.out().print(it.script());
                yield Exit.OK;
            }
            case Verb it -> carryOut(it, chosen.getCommandSpec());
            default -> throw Complaint.incomplete(chosen.getCommandSpec());
        };
    }

    private Exit help(CommandLine topic) {
        try (var session = session()) {
            shell.out().print(Commands.help(topic, session.paint(), shell.screen()));
            return Exit.OK;
        }
    }

    private Exit carryOut(Verb verb, CommandSpec spec) throws IOException, InterruptedException {
        if (root.options.file().isPresent() && !verb.writesFile()) {
            throw Complaint.noFile(spec, root.options.file().get());
        }
        Answer answer;
        var session = session();
        try (session) {
            answer = verb.answer(session);
        }
        Answer whole = session.hint().map(answer::hint).orElse(answer);
        shell.out()
                .print(Forms.write(
                        whole, session.format(), session.paint(), shell.screen().columns()));
        return answer.exit();
    }

    private Session session() {
        return new Session(shell, root.options, opened);
    }

    /** For people the message, for programs an object, both on the standard error. */
    private Exit say(Refusal refusal) {
        String message = String.valueOf(refusal.getMessage());
        try (var session = session()) {
            switch (session.format()) {
                case JSON, JSONL -> {
                    Answer error = Answer.of("error")
                            .forPrograms("exit_code", Cell.whole(refusal.exit().code()))
                            .forPrograms("message", Cell.name(message))
                            .with(Table.of("problems", refusal.problems())
                                    .forPrograms("file", it -> Cell.name(refusal.file()))
                                    .forPrograms("line", it -> Cell.whole(it.line()))
                                    .forPrograms("column", it -> Cell.wholeUnlessZero(it.column()))
                                    .forPrograms("message", it -> Cell.name(it.message())));
                    shell.err().print(Forms.write(error, Format.JSON, session.panelPaint(), 0));
                }
                case TEXT, MD, NONE -> shell.err().println(session.panelPaint().apply(Tone.BAD, Safe.lines(message)));
            }
        }
        return refusal.exit();
    }

    private Exit sayMistake(Throwable mistake) {
        if (shell.env().has(Variable.AFTERWISE_DEBUG)) {
            mistake.printStackTrace(shell.err());
        }
        return say(new Refusal(Exit.INTERNAL, """
                This must not happen, but it did: %s
                Maybe report it, with what AFTERWISE_DEBUG=1 prints in addition.""".formatted(mistake)));
    }

    private static String unreadable(IOException e) {
        return switch (e) {
            case AccessDeniedException it ->
                "The file (%s) must be open to this user, but it is not.".formatted(it.getFile());
            case FileSystemException it -> "The file (%s) can't be used: %s".formatted(it.getFile(), it.getReason());
            default -> String.valueOf(e.getMessage());
        };
    }
}
