package dev.afterwise.cli.advice;

import dev.afterwise.Profile;
import dev.afterwise.cli.shell.Words;
import dev.afterwise.learn.predict.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was said of work and nobody has seen: often a slip of the pen. */
final class Unseen {
    private Unseen() {}

    /** Such as {@code the model 'lrage'; did you mean 'large'?}, and names of attributes that no execution has. */
    static List<String> of(Profile profile, Vocabulary known) {
        List<String> unseen = new ArrayList<>();
        look("agent", profile.agent(), known.agents(), unseen);
        look("model", profile.model(), known.models(), unseen);
        look("route", profile.route(), known.routes(), unseen);
        for (String name : profile.attributes().keySet()) {
            look("attribute", name, known.attributes(), unseen);
        }
        return unseen;
    }

    private static void look(String what, @Nullable String name, Set<String> known, List<String> unseen) {
        if (name != null && !name.isEmpty() && !known.contains(name)) {
            unseen.add("the %s '%s'%s".formatted(what, name, Words.didYouMean(name, known)));
        }
    }
}
