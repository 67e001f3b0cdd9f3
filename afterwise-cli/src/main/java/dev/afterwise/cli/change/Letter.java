package dev.afterwise.cli.change;

import dev.afterwise.Alert;
import dev.afterwise.AlertTarget;
import dev.afterwise.AlertTarget.Form;
import dev.afterwise.ExecutionId;
import dev.afterwise.Payload;
import dev.afterwise.Workspace;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Format;
import dev.afterwise.cli.answer.Forms;
import dev.afterwise.cli.answer.Paint;
import dev.afterwise.cli.answer.Safe;
import dev.afterwise.cli.shell.Words;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is sent to a target.
 *
 * @param id the same for what says the same, however often it is sent
 * @param body JSON
 */
record Letter(String id, String body) {
    /** Slack cuts what is longer. */
    private static final int MOST_CHARS = 3_000;

    private static final int MOST_STATEMENT = 400;

    /** That these were raised. */
    static Letter about(List<Alert> alerts, AlertTarget target, Workspace workspace) {
        String id = id(
                target,
                alerts.stream()
                        .map(each -> each.id() + " " + each.raised().times())
                        .collect(Collectors.joining("\n")));
        if (target.form() == Form.SLACK) {
            return new Letter(id, slack(alerts.stream().map(Letter::line).toList(), workspace));
        }
        Answer answer = Answer.of("alerts")
                .forPrograms("workspace", Cell.name(workspace.name()))
                .listing(AlertsList.table(alerts));
        return new Letter(id, json(answer));
    }

    static Letter about(Digest digest, AlertTarget target, Workspace workspace) {
        String id = id(target, "digest\n" + digest.until());
        return new Letter(
                id,
                target.form() == Form.SLACK
                        ? slack(digest.lines(), workspace)
                        : json(digest.answer(
                                Answer.of("digest").forPrograms("workspace", Cell.name(workspace.name())))));
    }

    /** That messages arrive. */
    static Letter test(AlertTarget target, Workspace workspace, String at) {
        String what = "This is a test of the alert target '%s'.".formatted(target.name());
        return new Letter(
                id(target, "test\n" + at),
                target.form() == Form.SLACK
                        ? slack(List.of(what), workspace)
                        : json(Answer.of("alerts.test")
                                .forPrograms("workspace", Cell.name(workspace.name()))
                                .forPrograms("statement", Cell.name(what))));
    }

    private static String id(AlertTarget target, String about) {
        return "msg_" + ExecutionId.of(target.name() + "\n" + about).hex();
    }

    private static String json(Answer answer) {
        return Forms.write(answer, Format.JSON, Paint.PLAIN, 0).strip();
    }

    private static String line(Alert alert) {
        return "%s, %s: %s"
                .formatted(
                        Words.of(alert.severity()),
                        alert.kind().word().replace('_', ' '),
                        cut(Safe.line(alert.statement()), MOST_STATEMENT));
    }

    /** As many lines as have room. What means something there - mentions, links - is escaped. */
    private static String slack(List<String> lines, Workspace workspace) {
        var text = new StringBuilder("afterwise");
        if (!workspace.equals(Workspace.DEFAULT)) {
            text.append(" (").append(workspace.name()).append(')');
        }
        int told = 0;
        for (String line : lines) {
            String escaped =
                    Safe.line(line).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
            if (text.length() + escaped.length() > MOST_CHARS - 40) {
                break;
            }
            text.append('\n').append(escaped);
            told++;
        }
        if (told < lines.size()) {
            text.append("\n... and %d more".formatted(lines.size() - told));
        }
        return "{\"text\":" + Payload.text(text.toString(), Integer.MAX_VALUE).json() + "}";
    }

    static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "...";
    }
}
