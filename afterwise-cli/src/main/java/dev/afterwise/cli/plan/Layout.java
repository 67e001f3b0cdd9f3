package dev.afterwise.cli.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the boxes of a layered graph stand and how its lines run, from left to right.
 *
 * <p>After Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical system structures", IEEE Transactions on
 * Systems, Man, and Cybernetics 11, 1981: each box is in the layer after the last of those it needs; a line that crosses layers bends in
 * each of them; boxes of a layer are sorted by the mean place of their neighbours, back and forth, and the order with the fewest
 * crossings is kept. Heights follow from the same means: least squares under the order of the layer, solved by pooling neighbours that
 * would overlap (Ayer and others, Annals of Mathematical Statistics 26, 1955).
 */
final class Layout {
    private static final int SWEEPS = 12;
    private static final double GAP = 18;
    private static final double BEND = 6;

    /** A box or a bend. */
    private static final class Spot {
        final int box;
        final int layer;
        final double height;
        final List<Spot> left = new ArrayList<>();
        final List<Spot> right = new ArrayList<>();
        int place;
        double middle;

        /** @param box its number; -1 for a bend */
        Spot(int box, int layer, double height) {
            this.box = box;
            this.layer = layer;
            this.height = height;
        }
    }

    /**
     * A line from one box to another.
     *
     * @param bends the heights at which it passes the layers between, in their order
     */
    record Line(int from, int to, List<Double> bends) {
        Line {
            bends = List.copyOf(bends);
        }
    }

    private final List<List<Spot>> layers = new ArrayList<>();
    private final Spot[] boxes;
    private final Map<List<Integer>, List<Spot>> bends = new HashMap<>();

    private Layout(List<List<Integer>> needs, int[] layer, double[] heights) {
        this.boxes = new Spot[layer.length];
        for (int i = 0; i < boxes.length; i++) {
            boxes[i] = place(new Spot(i, layer[i], heights[i]));
        }
        for (int to = 0; to < boxes.length; to++) {
            for (int from : needs.get(to)) {
                var between = new ArrayList<Spot>();
                Spot last = boxes[from];
                for (int at = layer[from] + 1; at < layer[to]; at++) {
                    Spot bend = place(new Spot(-1, at, BEND));
                    join(last, bend);
                    between.add(bend);
                    last = bend;
                }
                join(last, boxes[to]);
                bends.put(List.of(from, to), between);
            }
        }
    }

    /**
     * Lays out boxes.
     *
     * @param needs by box, the boxes before it
     * @param layer by box, from 0, greater than those of all it needs
     * @param heights by box
     */
    static Layout of(List<List<Integer>> needs, int[] layer, double[] heights) {
        var layout = new Layout(needs, layer, heights);
        layout.order();
        layout.level();
        return layout;
    }

    /** The height of the middle of a box; none is above zero with its upper edge. */
    double middle(int box) {
        return boxes[box].middle;
    }

    /** How high all of it is. */
    double height() {
        return Arrays.stream(boxes)
                .mapToDouble(box -> box.middle + box.height / 2)
                .max()
                .orElse(0);
    }

    List<Line> lines() {
        return bends.entrySet().stream()
                .map(each -> new Line(
                        each.getKey().get(0),
                        each.getKey().get(1),
                        each.getValue().stream().map(bend -> bend.middle).toList()))
                .sorted(Comparator.comparingInt(Line::to).thenComparingInt(Line::from))
                .toList();
    }

    private Spot place(Spot spot) {
        while (layers.size() <= spot.layer) {
            layers.add(new ArrayList<>());
        }
        List<Spot> layer = layers.get(spot.layer);
        spot.place = layer.size();
        layer.add(spot);
        return spot;
    }

    private static void join(Spot left, Spot right) {
        left.right.add(right);
        right.left.add(left);
    }

    private void order() {
        long fewest = crossings();
        List<List<Spot>> best = copy();
        for (int sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
            boolean isForth = sweep % 2 == 0;
            for (int i = 1; i < layers.size(); i++) {
                List<Spot> layer = layers.get(isForth ? i : layers.size() - 1 - i);
                Map<Spot, Double> means = new HashMap<>();
                layer.forEach(spot -> means.put(spot, mean(isForth ? spot.left : spot.right, spot.place)));
                layer.sort(Comparator.comparingDouble(spot -> means.getOrDefault(spot, 0.0)));
                number(layer);
            }
            long now = crossings();
            if (now < fewest) {
                fewest = now;
                best = copy();
            }
        }
        for (int i = 0; i < best.size(); i++) {
            layers.set(i, best.get(i));
            number(best.get(i));
        }
    }

    private List<List<Spot>> copy() {
        List<List<Spot>> copy = new ArrayList<>();
        layers.forEach(layer -> copy.add(new ArrayList<>(layer)));
        return copy;
    }

    private static void number(List<Spot> layer) {
        for (int i = 0; i < layer.size(); i++) {
            layer.get(i).place = i;
        }
    }

    private static double mean(List<Spot> neighbours, double otherwise) {
        return neighbours.stream().mapToInt(spot -> spot.place).average().orElse(otherwise);
    }

    /** How many pairs of lines cross: the inversions of their right ends, when sorted by the left ones (Barth and others, 2004). */
    private long crossings() {
        long count = 0;
        for (List<Spot> layer : layers) {
            int[] ends = layer.stream()
                    .flatMapToInt(spot ->
                            spot.right.stream().mapToInt(right -> right.place).sorted())
                    .toArray();
            int[] counts = new int[Arrays.stream(ends).max().orElse(0) + 2];
            for (int seen = 0; seen < ends.length; seen++) {
                int notAfter = 0;
                for (int i = ends[seen] + 1; i > 0; i -= i & -i) {
                    notAfter += counts[i];
                }
                count += seen - notAfter;
                for (int i = ends[seen] + 1; i < counts.length; i += i & -i) {
                    counts[i]++;
                }
            }
        }
        return count;
    }

    private void level() {
        for (List<Spot> layer : layers) {
            double top = 0;
            for (Spot spot : layer) {
                spot.middle = top + spot.height / 2;
                top += spot.height + GAP;
            }
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean isForth = sweep % 2 == 0;
            for (int i = 0; i < layers.size(); i++) {
                settle(layers.get(isForth ? i : layers.size() - 1 - i));
            }
        }
        double top = layers.stream()
                .flatMap(List::stream)
                .mapToDouble(spot -> spot.middle - spot.height / 2)
                .min()
                .orElse(0);
        layers.forEach(layer -> layer.forEach(spot -> spot.middle -= top));
    }

    /** Each as near to the mean of its neighbours as the order and the gaps of its layer leave room. */
    private static void settle(List<Spot> layer) {
        var sums = new ArrayList<double[]>();
        double offset = 0;
        double[] offsets = new double[layer.size()];
        for (int i = 0; i < layer.size(); i++) {
            Spot spot = layer.get(i);
            offset += i == 0 ? 0 : (layer.get(i - 1).height + spot.height) / 2 + GAP;
            offsets[i] = offset;
            List<Spot> neighbours = new ArrayList<>(spot.left);
            neighbours.addAll(spot.right);
            double wanted = neighbours.stream()
                    .mapToDouble(each -> each.middle)
                    .average()
                    .orElse(spot.middle);
            double weight = spot.box < 0 ? 3 : 1;
            // Sum, weight and how many: neighbours whose means are in the wrong order are pooled.
            sums.add(new double[] {(wanted - offset) * weight, weight, 1});
            while (sums.size() > 1 && mean(sums.get(sums.size() - 2)) > mean(sums.getLast())) {
                double[] last = sums.removeLast();
                double[] pool = sums.getLast();
                for (int part = 0; part < pool.length; part++) {
                    pool[part] += last[part];
                }
            }
        }
        int at = 0;
        for (double[] pool : sums) {
            for (int i = 0; i < pool[2]; i++) {
                layer.get(at).middle = mean(pool) + offsets[at];
                at++;
            }
        }
    }

    private static double mean(double[] pool) {
        return pool[0] / pool[1];
    }

    /** The boxes of each layer, from above. */
    List<List<Integer>> rows() {
        return layers.stream()
                .map(layer -> layer.stream()
                        .filter(spot -> spot.box >= 0)
                        .map(spot -> spot.box)
                        .toList())
                .map(Collections::unmodifiableList)
                .toList();
    }
}
