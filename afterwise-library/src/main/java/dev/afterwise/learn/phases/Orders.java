package dev.afterwise.learn.phases;

import dev.afterwise.Status;
import dev.afterwise.learn.Aspect;
import dev.afterwise.learn.Contrast;
import dev.afterwise.learn.Contrast.Group;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Trait;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks for orders of the same steps that do better than the usual one of their task, by success or else by duration. */
final class Orders {
    private static final int MOST_STEPS = 30;
    private static final int MOST_ORDERS = 5;
    private static final int MOST_SETS = 20;
    private static final int FEWEST = 10;
    /** Less than a tenth of the time is not worth to change the order for. */
    private static final double WORTH = .1;

    /** Executions of one task that had the same steps, in whichever order. */
    private record Work(int task, List<String> steps) {}

    private record Order(List<String> steps, BitSet rows) {}

    private final Columns columns;
    private final Codes<String> tasks;

    Orders(Columns columns) {
        this.columns = columns;
        this.tasks = columns.labels(Trait.TASK);
    }

    List<BestOrder> best() {
        List<Map.Entry<Work, List<Order>>> varied = varied();
        var best = new ArrayList<BestOrder>();
        for (Map.Entry<Work, List<Order>> each : varied) {
            best(tasks.values().get(each.getKey().task), each.getValue(), varied.size())
                    .ifPresent(best::add);
        }
        return best;
    }

    /** The work that was done in several orders, each often enough, most frequent first. */
    private List<Map.Entry<Work, List<Order>>> varied() {
        Map<Work, List<Order>> works = new HashMap<>();
        byOrder().forEach((work, orders) -> {
            List<Order> often = orders.values().stream()
                    .filter(each -> each.rows.cardinality() >= FEWEST)
                    .sorted(Comparator.comparingInt((Order each) -> -each.rows.cardinality())
                            .thenComparing(each -> String.join("\n", each.steps)))
                    .limit(MOST_ORDERS)
                    .toList();
            if (often.size() > 1) {
                works.put(work, often);
            }
        });
        return works.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<Work, List<Order>> each) -> -size(each.getValue()))
                        .thenComparing(each -> each.getKey().toString()))
                .limit(MOST_SETS)
                .toList();
    }

    private static int size(List<Order> orders) {
        return orders.stream().mapToInt(each -> each.rows.cardinality()).sum();
    }

    private Map<Work, Map<Integer, Order>> byOrder() {
        Codes<List<String>> steps = columns.steps();
        Codes<String> status = columns.labels(Trait.STATUS);
        int succeeded = status.values().indexOf(Status.SUCCEEDED.word());
        int failed = status.values().indexOf(Status.FAILED.word());
        Map<Work, Map<Integer, Order>> works = new HashMap<>();
        Map<Long, Order> known = new HashMap<>();
        for (int row = 0; row < columns.size(); row++) {
            int code = steps.code(row);
            int how = status.code(row);
            if (code == Codes.NONE || (how != succeeded && how != failed)) {
                continue;
            }
            List<String> names = steps.values().get(code);
            if (names.size() < 2 || names.size() > MOST_STEPS) {
                continue;
            }
            int task = tasks.code(row);
            known.computeIfAbsent((long) task << Integer.SIZE | code, key -> {
                        var order = new Order(names, new BitSet());
                        works.computeIfAbsent(
                                        new Work(task, names.stream().sorted().toList()), work -> new HashMap<>())
                                .put(code, order);
                        return order;
                    })
                    .rows
                    .set(row);
        }
        return works;
    }

    private Optional<BestOrder> best(String task, List<Order> orders, int looks) {
        Order usual = orders.getFirst();
        List<Group> others = orders.stream().skip(1).map(Orders::group).toList();
        List<Contrast> contrasts = Contrast.against(columns, others, group(usual));
        BestOrder best = null;
        for (int i = 0; i < contrasts.size(); i++) {
            for (Aspect each : contrasts.get(i).aspects()) {
                boolean isBetter = each.differs()
                        && 2 * looks * each.pValue() <= PhaseStudy.FALSE_ALARMS
                        && (isMoreSuccess(each) || (isQuicker(each) && !isLessSuccess(contrasts.get(i))));
                if (isBetter && (best == null || rank(each) > rank(best.effect()))) {
                    best = new BestOrder(task, usual.steps, orders.get(i + 1).steps, each);
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private static Group group(Order order) {
        return new Group(String.join(" > ", order.steps), order.rows);
    }

    private static boolean isMoreSuccess(Aspect aspect) {
        return aspect.kind() == Aspect.Kind.SUCCESS && aspect.effect() > 0;
    }

    private static boolean isQuicker(Aspect aspect) {
        return aspect.kind() == Aspect.Kind.DURATION
                && aspect.effect() < 0
                && -aspect.effect() >= WORTH * aspect.other().value();
    }

    private static boolean isLessSuccess(Contrast contrast) {
        return contrast.aspects().stream()
                .anyMatch(each -> each.kind() == Aspect.Kind.SUCCESS && each.differs() && each.effect() < 0);
    }

    /** Success counts before time. */
    private static double rank(Aspect aspect) {
        return aspect.kind() == Aspect.Kind.SUCCESS
                ? 1 + aspect.effect()
                : -aspect.effect() / aspect.other().value();
    }
}
