package dev.afterwise.json;

import dev.afterwise.Recording;
import dev.afterwise.json.YamlNode.Mapping;
import dev.afterwise.json.YamlNode.Scalar;
import dev.afterwise.store.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads configurations from YAML.
 *
 * <pre>{@code
 * thresholds:
 *   hard: complexity > 7
 * retention:
 *   executions: 180d
 *   details: 14d
 *   keep: [payloads]
 * recording:
 *   pressure: spill
 *   folder: /var/spool/afterwise
 * redact: ["ACME-[0-9]+"]
 * rules: failures.rules
 * recovery: {per_class: 3, per_execution: 5, in_a_row: 3}
 * breakers:
 *   ai_provider: {failures: 5, open_for: 10s}
 *   others: {dry_run: true}
 * shields:
 *   ledger: [billing]
 * alerts:
 *   rules:
 *     failing: {task: checkout, success: 0.9, over: 1h, executions: 20}
 *     daily: {cost: 10, over: 1d}
 * knowledge: {most: 1000, half_life: 90d, share: [other-team]}
 * adopt: approve
 * loop: {every: 24h, after: 20}
 * plans: [plans, nightly.yaml]
 * prices: prices.csv
 * }</pre>
 */
public final class ConfigurationReader {
    private static final String WHAT = "a configuration";
    private static final List<String> KEYS = List.of(
            "thresholds",
            "retention",
            "recording",
            "redact",
            "rules",
            "recovery",
            "breakers",
            "shields",
            "alerts",
            "knowledge",
            "adopt",
            "loop",
            "plans",
            "prices");
    private static final YamlFile FILE = new YamlFile(
            WHAT,
            "thresholds, retention, recording, redact, rules, recovery, breakers, shields, alerts, adopt, loop, plans or prices");

    private ConfigurationReader() {}

    /** The file in the first of these folders that has one. */
    public static Optional<Path> find(Path... folders) {
        return Stream.of(folders)
                .map(folder -> folder.resolve(Configuration.FILE))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /**
     * The configuration in a file.
     *
     * @throws PlanProblemsException with everything that is wrong with it
     * @throws IOException if the file can't be read
     */
    public static Configuration read(Path file) throws IOException {
        return parse(file.toString(), FILE.text(file));
    }

    /**
     * The configuration that a text holds.
     *
     * @param name what the text is called in messages: a file's name
     * @throws PlanProblemsException with everything that is wrong with it
     */
    public static Configuration parse(String name, String text) {
        var problems = new Problems();
        YamlNode root = FILE.root(text, problems);
        Configuration configuration = root == null ? Configuration.NONE : configuration(root, problems);
        if (!problems.isEmpty()) {
            throw new PlanProblemsException(name, problems.sorted());
        }
        return configuration;
    }

    /**
     * What a text says about how long history is kept, such as <code>{executions: 180d, details: 14d}</code>; what it doesn't say stays.
     *
     * @param name what the text is called in messages: a variable's name
     * @throws PlanProblemsException with everything that is wrong with it
     */
    public static Retention retention(String name, String text, Retention otherwise) {
        var problems = new Problems();
        YamlNode root = new YamlFile("a retention", "a map").root(text, problems);
        Retention read =
                root == null ? otherwise : new RetentionForm(new YamlForm(problems)).retention(root, otherwise);
        if (!problems.isEmpty()) {
            throw new PlanProblemsException(name, problems.sorted());
        }
        return read;
    }

    private static List<Path> plans(@Nullable YamlNode plans, YamlForm form) {
        var places = new ArrayList<Path>();
        for (YamlNode each :
                plans == null ? List.<YamlNode>of() : form.several(plans, "'plans'", "be a list of paths")) {
            Scalar text = form.text(each, "a place of plans");
            try {
                if (text != null) {
                    places.add(Path.of(text.text()));
                }
            } catch (InvalidPathException e) {
                form.wrong(each, "a place of plans", "be a path");
            }
        }
        return places;
    }

    private static Configuration configuration(YamlNode root, Problems problems) {
        var form = new YamlForm(problems);
        Mapping configuration = form.mapping(root, WHAT, KEYS);
        if (configuration == null) {
            return Configuration.NONE;
        }
        YamlNode thresholds = form.optional(configuration, "thresholds");
        YamlNode retention = form.optional(configuration, "retention");
        YamlNode recording = form.optional(configuration, "recording");
        YamlNode redact = form.optional(configuration, "redact");
        var how = new RecordingForm(form, problems);
        Recording recorded = recording == null ? Recording.STANDARD : how.recording(recording);
        return new Configuration(
                thresholds == null
                        ? Configuration.NONE.thresholds()
                        : new DeclarationForm(form, problems).thresholds(thresholds),
                retention == null
                        ? Configuration.NONE.retention()
                        : new RetentionForm(form).retention(retention, Configuration.NONE.retention()),
                redact == null ? recorded : recorded.withSecrets(how.secrets(redact)),
                new GuardsForm(form, problems)
                        .settings(form.optional(configuration, "breakers"), form.optional(configuration, "shields")),
                new CapsForm(form).caps(form.optional(configuration, "recovery")),
                new AlertsForm(form).settings(form.optional(configuration, "alerts")),
                new KnowledgeSettingsForm(form).settings(form.optional(configuration, "knowledge")),
                new LoopSettingsForm(form)
                        .settings(form.optional(configuration, "adopt"), form.optional(configuration, "loop")),
                plans(form.optional(configuration, "plans"), form),
                how.path(configuration, "rules"),
                how.path(configuration, "prices"));
    }
}
