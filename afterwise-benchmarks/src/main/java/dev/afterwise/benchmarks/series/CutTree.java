package dev.afterwise.benchmarks.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A tree of random cuts over a sample of the points, so many at most, of which newer ones are likelier in it. For one thread. */
final class CutTree {
    private static final double REMEMBERED = 10_000;

    private final int most;
    private final RandomGenerator random;
    private final List<Node> leaves = new ArrayList<>();
    private @Nullable Node root;
    private double seen;

    /** A box of points: a single one, perhaps several times, or those of two boxes on both sides of a cut. */
    private static final class Node {
        private final double[] low;
        private final double[] high;
        private @Nullable Node parent;
        private @Nullable Node left;
        private @Nullable Node right;
        private int dimension;
        private double cut;
        private int count = 1;

        Node(double[] low, double[] high) {
            this.low = low.clone();
            this.high = high.clone();
        }

        boolean isLeaf() {
            return left == null;
        }

        Node child(double[] point) {
            return Objects.requireNonNull(point[dimension] <= cut ? left : right);
        }

        Node sibling() {
            Node its = Objects.requireNonNull(parent);
            return Objects.requireNonNull(its.left == this ? its.right : its.left);
        }

        /** Counts and bounds are those of both children. */
        void gather() {
            Node one = Objects.requireNonNull(left);
            Node other = Objects.requireNonNull(right);
            count = one.count + other.count;
            for (int i = 0; i < low.length; i++) {
                low[i] = Math.min(one.low[i], other.low[i]);
                high[i] = Math.max(one.high[i], other.high[i]);
            }
        }
    }

    CutTree(int most, RandomGenerator random) {
        this.most = most;
        this.random = random;
    }

    /** Adds a point, and then forgets one if there are too many: it or another. @return its collusive displacement */
    double add(double[] point) {
        seen++;
        Node leaf = insert(point);
        double greatest = 0;
        for (Node node = leaf; node.parent != null; node = node.parent) {
            greatest = Math.max(greatest, (double) node.sibling().count / node.count);
        }
        if (leaves.size() < most) {
            leaves.add(leaf);
        } else if (random.nextDouble() < most / Math.min(seen, REMEMBERED)) {
            forget(leaves.set(random.nextInt(most), leaf));
        } else {
            forget(leaf);
        }
        return greatest;
    }

    private Node insert(double[] point) {
        if (root == null) {
            root = new Node(point, point);
            return root;
        }
        Node same = root;
        while (!same.isLeaf()) {
            same = same.child(point);
        }
        if (Arrays.equals(same.low, point)) {
            same.count++;
            gatherFrom(same.parent);
            return same;
        }
        var leaf = new Node(point, point);
        Node node = root;
        while (!separates(node, leaf)) {
            node = node.isLeaf() ? node : node.child(point);
        }
        return leaf;
    }

    /** Draws a cut through the box of the node and the point; puts the leaf beside the node if it lies between them. */
    private boolean separates(Node node, Node leaf) {
        double spans = 0;
        for (int i = 0; i < node.low.length; i++) {
            spans += Math.max(node.high[i], leaf.low[i]) - Math.min(node.low[i], leaf.low[i]);
        }
        double drawn = random.nextDouble() * spans;
        int dimension = 0;
        double from = Math.min(node.low[0], leaf.low[0]);
        double span = Math.max(node.high[0], leaf.low[0]) - from;
        while (drawn > span && dimension < node.low.length - 1) {
            drawn -= span;
            dimension++;
            from = Math.min(node.low[dimension], leaf.low[dimension]);
            span = Math.max(node.high[dimension], leaf.low[dimension]) - from;
        }
        double cut = from + drawn;
        double at = leaf.low[dimension];
        boolean isBelow = at <= cut && cut < node.low[dimension];
        boolean isAbove = node.high[dimension] <= cut && cut < at;
        if (!isBelow && !isAbove) {
            return false;
        }
        var branch = new Node(node.low, node.high);
        branch.dimension = dimension;
        branch.cut = cut;
        Node parent = node.parent;
        branch.parent = parent;
        branch.left = isBelow ? leaf : node;
        branch.right = isBelow ? node : leaf;
        if (parent == null) {
            root = branch;
        } else if (parent.left == node) {
            parent.left = branch;
        } else {
            parent.right = branch;
        }
        node.parent = branch;
        leaf.parent = branch;
        gatherFrom(branch);
        return true;
    }

    private void forget(Node leaf) {
        if (leaf.count > 1) {
            leaf.count--;
            gatherFrom(leaf.parent);
            return;
        }
        Node parent = leaf.parent;
        if (parent == null) {
            root = null;
            return;
        }
        Node sibling = leaf.sibling();
        Node above = parent.parent;
        sibling.parent = above;
        if (above == null) {
            root = sibling;
        } else if (above.left == parent) {
            above.left = sibling;
        } else {
            above.right = sibling;
        }
        gatherFrom(above);
    }

    private static void gatherFrom(@Nullable Node node) {
        for (Node each = node; each != null; each = each.parent) {
            each.gather();
        }
    }
}
