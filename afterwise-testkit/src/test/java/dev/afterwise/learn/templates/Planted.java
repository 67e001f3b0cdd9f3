package dev.afterwise.learn.templates;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Lines made from templates that are known: sentences of made-up words, with values of several kinds between them. */
record Planted(List<String> lines, List<Integer> templates) {
    private static final String[] SYLLABLES = {
        "ka", "lo", "mi", "ren", "tu", "sor", "pel", "vin", "dra", "qu", "esh", "on"
    };

    static Planted of(long seed, int templates, int lines) {
        var random = new Random(seed);
        List<String> names = words(random, 40);
        List<List<String>> plans = new ArrayList<>();
        for (int i = 0; i < templates; i++) {
            plans.add(plan(random, i));
        }
        var made = new ArrayList<String>();
        var known = new ArrayList<Integer>();
        for (int i = 0; i < lines; i++) {
            int template = (int) (templates * Math.pow(random.nextDouble(), 2));
            made.add(line(random, plans.get(template), names));
            known.add(template);
        }
        return new Planted(made, known);
    }

    Planted shuffled(long seed) {
        var order = new ArrayList<Integer>();
        for (int i = 0; i < lines.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed));
        return new Planted(
                order.stream().map(lines::get).toList(),
                order.stream().map(templates::get).toList());
    }

    private static List<String> plan(Random random, int number) {
        List<String> plan = words(random, 3 + random.nextInt(4));
        if (number % 3 == 0) {
            plan.addAll(List.of("user", "NAME"));
        }
        if (number % 4 == 0) {
            plan.add("took#ms");
        }
        if (number % 5 == 0) {
            plan.addAll(List.of("count=#", "owner=NAME"));
        }
        plan.add(List.of("#", "HEX", "/tmp/NAME", "done", "NAME:#").get(random.nextInt(5)));
        return plan;
    }

    private static String line(Random random, List<String> plan, List<String> names) {
        var line = new StringBuilder();
        for (String each : plan) {
            line.append(line.isEmpty() ? "" : " ")
                    .append(each.replace("NAME", names.get(random.nextInt(names.size())))
                            .replace("HEX", "0x%x".formatted(random.nextInt(1 << 30)))
                            .replace("#", Integer.toString(random.nextInt(100_000))));
        }
        return line.toString();
    }

    static List<String> words(Random random, int count) {
        var words = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            var word = new StringBuilder();
            for (int j = 0; j < 3; j++) {
                word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
            }
            words.add(word.toString());
        }
        return words;
    }
}
