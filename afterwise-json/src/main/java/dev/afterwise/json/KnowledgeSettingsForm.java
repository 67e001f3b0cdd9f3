package dev.afterwise.json;

import dev.afterwise.KnowledgeSettings;
import dev.afterwise.Workspace;
import dev.afterwise.json.YamlNode.Mapping;
import dev.afterwise.json.YamlNode.Scalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The key {@code knowledge} of a configuration, while it is taken apart. What it doesn't say stays as it was. For one thread. */
final class KnowledgeSettingsForm {
    private static final List<String> KEYS = List.of("most", "half_life", "transfer", "withheld", "share");

    private final YamlForm form;

    KnowledgeSettingsForm(YamlForm form) {
        this.form = form;
    }

    KnowledgeSettings settings(@Nullable YamlNode node) {
        Mapping mapping = node == null ? null : form.mapping(node, "'knowledge'", KEYS);
        KnowledgeSettings usual = KnowledgeSettings.STANDARD;
        if (mapping == null) {
            return usual;
        }
        YamlNode most = form.optional(mapping, "most");
        Integer number = most == null ? null : form.integer(most, "'most'", 1, KnowledgeSettings.MOST);
        YamlNode share = form.optional(mapping, "share");
        return new KnowledgeSettings(
                number == null ? usual.most() : number,
                halfLife(mapping, usual.halfLife()),
                form.flag(mapping, "transfer", usual.transfer()),
                withheld(mapping, usual.withheld()),
                share == null ? List.of() : workspaces(share));
    }

    private Duration halfLife(Mapping mapping, Duration usual) {
        YamlNode node = form.optional(mapping, "half_life");
        Duration read = node == null ? null : form.duration(node, "'half_life'");
        if (node == null || read == null) {
            return usual;
        }
        if (!read.isPositive()) {
            form.wrong(node, "'half_life'", "be more than nothing");
            return usual;
        }
        return read;
    }

    private double withheld(Mapping mapping, double usual) {
        YamlNode node = form.optional(mapping, "withheld");
        Double read = node == null ? null : form.share(node, "'withheld'");
        if (node == null || read == null) {
            return usual;
        }
        if (read > .5) {
            form.wrong(node, "'withheld'", "be from 0 to 0.5");
            return usual;
        }
        return read;
    }

    private List<Workspace> workspaces(YamlNode node) {
        var workspaces = new ArrayList<Workspace>();
        for (YamlNode each : form.several(node, "'share'", "be a list of workspaces")) {
            Scalar name = form.text(each, "'share'");
            if (name != null) {
                try {
                    workspaces.add(new Workspace(name.text()));
                } catch (IllegalArgumentException e) {
                    form.wrong(each, "'share'", "be a list of names of workspaces");
                }
            }
        }
        return workspaces;
    }
}
