package dev.afterwise.sql.cube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.Dimension;
import dev.afterwise.Execution;
import dev.afterwise.Headline;
import dev.afterwise.Profile;
import dev.afterwise.Status;
import dev.afterwise.Subject;
import dev.afterwise.Summary;
import dev.afterwise.testkit.RandomFacts;
import dev.afterwise.testkit.Seeded;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Cubes are an abelian group, whose packed form loses nothing. */
class CellsTest {
    private static final Selection ALL =
            new Selection(Arrays.asList(null, null, null, null), EnumSet.allOf(Status.class));

    private static List<Execution> executions(RandomGenerator random, int size) {
        return IntStream.range(0, random.nextInt(size + 1))
                .mapToObj(i -> Execution.of(RandomFacts.ofOne(random, 12)))
                .toList();
    }

    private static Cells cells(List<Execution> executions) {
        var cells = new Cells();
        executions.forEach(each -> cells.add(each.headline()));
        executions.forEach(cells::addSteps);
        return cells;
    }

    private record Three(List<Execution> a, List<Execution> b, List<Execution> c) {
        static Three make(RandomGenerator random, int size) {
            return new Three(executions(random, size), executions(random, size), executions(random, size));
        }
    }

    private static Cells sum(Cells... parts) {
        var sum = new Cells();
        for (Cells part : parts) {
            sum.add(part, 1);
        }
        return sum;
    }

    private static void same(Cells one, Cells other) {
        assertThat(one.encode()).isEqualTo(other.encode());
    }

    @Test
    void addingIsAssociativeAndCommutativeAndCanBeTakenBack() {
        Seeded.check(100, Three::make, three -> {
            Cells a = cells(three.a());
            Cells b = cells(three.b());
            Cells c = cells(three.c());
            same(sum(sum(a, b), c), sum(a, sum(b, c)));
            same(sum(a, b), sum(b, a));
            same(sum(a, new Cells()), a);
            Cells back = sum(a, b, c);
            back.add(b, -1);
            same(back, sum(a, c));
            back.add(a, -1);
            back.add(c, -1);
            assertThat(back.isEmpty()).isTrue();
            same(back, new Cells());
        });
    }

    @Test
    void whatIsPackedIsWhatWasCounted() {
        Seeded.check(200, CellsTest::executions, executions -> {
            Cells cells = cells(executions);
            byte[] bytes = cells.encode();
            var read = new Cells();
            read.add(Cube.decode(bytes));
            same(read, cells);
        });
    }

    @Test
    void aCubeTellsWhatASummaryOfTheSameExecutionsTells() {
        Seeded.check(200, CellsTest::executions, executions -> {
            var cells = new Cells();
            executions.forEach(each -> cells.add(each.headline()));
            var table = new Tabulation(ALL, List.of());
            table.add(Cube.decode(cells.encode()));
            var expected = new Summary.Builder(Subject.EVERYTHING);
            executions.stream().map(Execution::headline).forEach(expected::add);
            assertThat(table.groups().values().stream().map(sums -> sums.summary(Subject.EVERYTHING)))
                    .isEqualTo(executions.isEmpty() ? List.of() : List.of(expected.build()));
        });
    }

    @Test
    void cubesAndCellsAreTabulatedAlike() {
        Seeded.check(200, CellsTest::executions, executions -> {
            Cells cells = cells(executions);
            for (List<Integer> by : List.of(List.<Integer>of(), List.of(1), List.of(2, 0), List.of(0, 1, 2, 3))) {
                for (String task : Arrays.asList(null, "alpha", "nobody's")) {
                    var selection = new Selection(Arrays.asList(task, null, null, null), EnumSet.of(Status.FAILED));
                    var one = new Tabulation(selection, by);
                    one.add(cells, 1);
                    var other = new Tabulation(selection, by);
                    other.add(Cube.decode(cells.encode()));
                    assertThat(summaries(one)).isEqualTo(summaries(other));
                }
            }
        });
    }

    private static List<String> summaries(Tabulation table) {
        return table.groups().entrySet().stream()
                .map(each -> each.getKey() + ": " + each.getValue().summary(Subject.EVERYTHING))
                .toList();
    }

    @Test
    void howeverOftenACubeIsAskedItAnswersTheSame() {
        var cells = new Cells();
        var random = Seeded.random();
        for (int i = 0; i < 2_000; i++) {
            Headline headline = Execution.of(RandomFacts.ofOne(random, 12)).headline();
            var profile =
                    headline.profile().withAgent("agent " + random.nextInt(50)).withRoute("route " + random.nextInt(9));
            cells.add(new Headline(
                    headline.id(),
                    profile,
                    "",
                    headline.startedAt(),
                    headline.outcome(),
                    headline.usage(),
                    headline.recoveries()));
        }
        Cube cube = Cube.decode(cells.encode());
        assertThat(cube.size()).isGreaterThan(100);
        for (int which = 0; which < Cell.NAMES; which++) {
            for (String agent : Arrays.asList(null, "agent 7")) {
                var selection = new Selection(Arrays.asList(null, agent, null, null), EnumSet.allOf(Status.class));
                var expected = new Tabulation(selection, List.of(which));
                expected.add(cells, 1);
                for (int i = 0; i < 3; i++) {
                    var table = new Tabulation(selection, List.of(which));
                    table.add(cube);
                    assertThat(summaries(table)).isEqualTo(summaries(expected));
                }
            }
        }
    }

    @Test
    void contributionsKeepTheirHour() {
        Seeded.check(200, (random, size) -> Execution.of(RandomFacts.ofOne(random, size)), execution -> {
            var one = Contribution.of(execution);
            var read = Contribution.decode(one.encode());
            assertThat(read.hour())
                    .isEqualTo(Math.floorDiv(execution.startedAt().getEpochSecond(), 3_600));
            same(read.executions(), one.executions());
            same(read.steps(), one.steps());
        });
    }

    @Test
    void damagedBytesAreRefusedWhateverIsWrong() {
        var random = Seeded.random();
        byte[] bytes = cells(executions(random, 50)).encode();
        for (int i = 0; i < 3_000; i++) {
            byte[] damaged = Arrays.copyOf(bytes, random.nextInt(bytes.length) + 1);
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            try {
                new Cells().add(Cube.decode(damaged));
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageContaining("must");
            }
        }
        assertThatThrownBy(() -> Cube.decode(new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Cube.decode(new byte[] {2})).hasMessageContaining("version 2");
    }

    @Test
    void aThousandValuesAreToldApartAndTheOthersAreCountedTogether() {
        var admission = new Admission();
        var cells = new Cells(admission::execution);
        for (int i = 0; i < Admission.MOST + 500; i++) {
            Headline headline = Execution.of(
                            RandomFacts.ofOne(Seeded.random(), 1).stream().toList())
                    .headline();
            Profile profile = Profile.of("task " + i);
            cells.add(new Headline(
                    headline.id(),
                    profile,
                    "",
                    headline.startedAt(),
                    headline.outcome(),
                    headline.usage(),
                    headline.recoveries()));
        }

        var table = new Tabulation(ALL, List.of(0));
        table.add(cells, 1);

        assertThat(table.groups()).hasSize(Admission.MOST + 1);
        assertThat(Objects.requireNonNull(table.groups().get(List.of(Admission.OTHER)))
                        .count())
                .isEqualTo(500);
        assertThat(admission.newcomers()).hasSize(Admission.MOST + 3);
        assertThat(admission.tellsApart(Dimension.TASK, "task 7")).isTrue();
        assertThat(admission.tellsApart(Dimension.TASK, "task 1200")).isFalse();
        assertThat(admission.tellsApart(Dimension.AGENT, "anybody")).isTrue();
    }
}
