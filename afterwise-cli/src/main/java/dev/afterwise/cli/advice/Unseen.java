package dev.afterwise.cli.advice;

import dev.afterwise.Profile;
import dev.afterwise.cli.shell.Words;
import dev.afterwise.learn.predict.Past;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was said of work and nobody has seen: often a slip of the pen. */
final class Unseen {
    private Unseen() {}

    /** Such as {@code the model 'lrage'; did you mean 'large'?}, and names of attributes that no execution has. */
    static List<String> of(Profile profile, List<Past> past) {
        List<String> unseen = new ArrayList<>();
        look("agent", profile, past, Profile::agent, unseen);
        look("model", profile, past, Profile::model, unseen);
        look("route", profile, past, Profile::route, unseen);
        Set<String> names = new LinkedHashSet<>();
        past.forEach(each -> names.addAll(each.profile().attributes().keySet()));
        for (String name : profile.attributes().keySet()) {
            look("attribute", name, names, unseen);
        }
        return unseen;
    }

    private static void look(
            String what,
            Profile profile,
            List<Past> past,
            Function<Profile, @Nullable String> part,
            List<String> unseen) {
        String name = part.apply(profile);
        if (name != null && !name.isEmpty()) {
            Set<String> known = past.stream()
                    .map(each -> part.apply(each.profile()))
                    .filter(Objects::nonNull)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            look(what, name, known, unseen);
        }
    }

    private static void look(String what, String name, Collection<String> known, List<String> unseen) {
        if (!known.contains(name)) {
            unseen.add("the %s '%s'%s".formatted(what, name, Words.didYouMean(name, known)));
        }
    }
}
