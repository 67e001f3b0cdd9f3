package dev.afterwise.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.testkit.Seeded;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LayoutTest {
    private static final class Graph {
        final List<List<Integer>> needs = new ArrayList<>();
        final int[] layer;
        final double[] heights;

        Graph(int size) {
            layer = new int[size];
            heights = new double[size];
        }
    }

    @Test
    void putsAChainOnOneLine() {
        var layout =
                Layout.of(List.of(List.of(), List.of(0), List.of(1)), new int[] {0, 1, 2}, new double[] {40, 40, 40});
        assertThat(layout.middle(0))
                .isEqualTo(layout.middle(1))
                .isEqualTo(layout.middle(2))
                .isEqualTo(20);
        assertThat(layout.height()).isEqualTo(40);
        assertThat(layout.lines()).extracting(Layout.Line::bends).containsOnly(List.of());
    }

    @Test
    void untanglesWhatCrosses() {
        // 0 and 1 are needed by 3 and 2, in this order: drawn as they come, the lines would cross.
        var layout =
                Layout.of(List.of(List.of(), List.of(), List.of(1), List.of(0)), new int[] {0, 0, 1, 1}, new double[] {
                    40, 40, 40, 40
                });
        assertThat(layout.middle(0) < layout.middle(1)).isEqualTo(layout.middle(3) < layout.middle(2));
    }

    @Test
    void bendsLinesInEachLayerTheyCross() {
        var layout = Layout.of(
                List.of(List.of(), List.of(0), List.of(1, 0)), new int[] {0, 1, 2}, new double[] {40, 40, 40});
        assertThat(layout.lines())
                .hasSize(3)
                .filteredOn(line -> line.from() == 0 && line.to() == 2)
                .singleElement()
                .satisfies(line -> assertThat(line.bends()).hasSize(1));
    }

    @Test
    void noBoxesOfALayerTouchAndItIsTheSameEveryTime() {
        Seeded.check(150, LayoutTest::graph, graph -> {
            var layout = Layout.of(graph.needs, graph.layer, graph.heights);
            var again = Layout.of(graph.needs, graph.layer, graph.heights);
            for (List<Integer> row : layout.rows()) {
                for (int i = 1; i < row.size(); i++) {
                    int above = row.get(i - 1);
                    int below = row.get(i);
                    double gap = layout.middle(below)
                            - layout.middle(above)
                            - (graph.heights[above] + graph.heights[below]) / 2;
                    assertThat(gap).isGreaterThan(10);
                }
            }
            for (int i = 0; i < graph.layer.length; i++) {
                assertThat(layout.middle(i) - graph.heights[i] / 2).isGreaterThan(-1e-6);
                assertThat(again.middle(i)).isEqualTo(layout.middle(i));
            }
        });
    }

    private static Graph graph(RandomGenerator random, int size) {
        var graph = new Graph(size);
        for (int i = 0; i < size; i++) {
            var mine = new ArrayList<Integer>();
            for (int j = 0; j < i; j++) {
                if (random.nextInt(4) == 0) {
                    mine.add(j);
                    graph.layer[i] = Math.max(graph.layer[i], graph.layer[j] + 1);
                }
            }
            graph.needs.add(mine);
            graph.heights[i] = 30 + random.nextInt(60);
        }
        return graph;
    }
}
