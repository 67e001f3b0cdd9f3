package dev.afterwise.cli.mcp;

import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.mcp.Ground.Said;
import dev.afterwise.cli.mcp.Tree.UnreadableException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What commands answer, as a tree. */
final class Answers {
    private final Ground ground;

    Answers(Ground ground) {
        this.ground = ground;
    }

    /** What the command answers; that there is too little history is an answer, too. */
    Map<String, @Nullable Object> of(List<String> command) throws RefusedException, InterruptedException {
        Said said = ground.carryOut(command);
        if (!isAnswer(said.exit())) {
            throw new RefusedException(complaint(said));
        }
        return tree(said);
    }

    /** What the command answers; nothing if there is no such thing as it is asked about. */
    Map<String, @Nullable Object> ifAny(List<String> command) throws RefusedException, InterruptedException {
        Said said = ground.carryOut(command);
        return said.exit() == Exit.NOT_FOUND.code() ? Map.of() : isAnswer(said.exit()) ? tree(said) : of(command);
    }

    /** What is wrong, in the words of the command, without its advice on how to type it. */
    String complaint(Said said) throws RefusedException {
        Object message = tree(said).get("message");
        return String.valueOf(message).replaceFirst("\nMaybe [^\n]*\\bafterwise [^\n]*$", "");
    }

    private static boolean isAnswer(int exit) {
        return exit == Exit.OK.code()
                || exit == Exit.FAILED.code()
                || exit == Exit.WAITING.code()
                || exit == Exit.NOT_ENOUGH_HISTORY.code();
    }

    /** @throws RefusedException if it is no object */
    Map<String, @Nullable Object> tree(Said said) throws RefusedException {
        try {
            Map<String, @Nullable Object> tree =
                    new LinkedHashMap<String, @Nullable Object>(Tree.object(Tree.read(said.json())));
            tree.remove("schema");
            tree.remove("workspace");
            tree.computeIfPresent("hints", (ignored, hints) -> hinted(hints));
            return tree;
        } catch (UnreadableException e) {
            throw new RefusedException("The history could not answer this now (exit code %d).".formatted(said.exit()));
        }
    }

    /** Their first lines: what follows is for whoever types commands. */
    private static List<Object> hinted(@Nullable Object hints) {
        return Tree.list(hints).stream()
                .<Object>map(hint -> String.valueOf(hint).lines().findFirst().orElse(""))
                .toList();
    }

    /** Some members of an object, in this order. */
    static Map<String, @Nullable Object> some(Map<String, @Nullable Object> all, String... names) {
        var some = new LinkedHashMap<String, @Nullable Object>();
        for (String each : names) {
            if (all.get(each) != null) {
                some.put(each, all.get(each));
            }
        }
        return some;
    }

    static Optional<String> text(Map<String, @Nullable Object> tree, String name) {
        return tree.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
