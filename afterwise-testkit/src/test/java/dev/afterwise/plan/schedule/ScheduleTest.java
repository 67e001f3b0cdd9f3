package dev.afterwise.plan.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.testkit.Seeded;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final int TRIES = 30;

    /** Two workers, and the long chain would be begun last: first come, first served takes 2 longer than it must. */
    private static final Dag LATE_CHAIN = Dag.of(List.of(List.of(), List.of(), List.of(), List.of(2)));

    private static final double[] LATE_SECONDS = {2, 2, 2, 2};

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Job(Dag dag, List<Integer> capacities, List<Claim> claims, double[] seconds, double[] urgency) {
        Workload work() {
            return Workload.of(dag, capacities, claims);
        }

        @Override
        public String toString() {
            return "%d pieces, capacities %s, claims %s".formatted(dag.size(), capacities, claims);
        }
    }

    @Test
    void whatTheLongestPathWaitsForGoesFirst() {
        Workload work = Workload.of(LATE_CHAIN, 2);
        assertThat(Timetable.firstCome(work, LATE_SECONDS).end()).isEqualTo(6);
        Timetable planned = Timetable.of(work, LATE_SECONDS, LATE_CHAIN.ranks(LATE_SECONDS));
        assertThat(planned.end()).isEqualTo(4);
        assertThat(planned.begins(2)).isZero();
        assertThat(work.bound(LATE_SECONDS)).isEqualTo(4);
    }

    @Test
    void aTimetableKeepsToNeedsAndCapacities() {
        Seeded.check(
                300,
                ScheduleTest::job,
                job -> assertIsPossible(job, Timetable.of(job.work(), job.seconds, job.urgency)));
    }

    @Test
    void nothingIsDoneSoonerThanTheBoundNorWhileEverythingStandsStill() {
        Seeded.check(300, ScheduleTest::job, job -> {
            double end = Timetable.of(job.work(), job.seconds, job.urgency).end();
            double sum = 0;
            for (double each : job.seconds) {
                sum += each;
            }
            assertThat(end).isBetween(job.work().bound(job.seconds) - 1e-9, sum + 1e-9);
        });
    }

    @Test
    void byTheDurationsGivenIsNeverWorseThanFirstCome() {
        Seeded.check(200, ScheduleTest::job, job -> {
            double[] urgency = Urgency.of(job.work(), job.seconds, Urgency.tries(TRIES), new SplittableRandom(1));
            assertThat(Timetable.of(job.work(), job.seconds, urgency).end())
                    .isLessThanOrEqualTo(
                            Timetable.firstCome(job.work(), job.seconds).end())
                    .isLessThanOrEqualTo(Timetable.of(job.work(), job.seconds, job.dag.ranks(job.seconds))
                            .end());
        });
    }

    @Test
    void theSameIsPutInTheSameOrder() {
        Seeded.check(50, ScheduleTest::job, job -> {
            double[] once = Urgency.of(job.work(), job.seconds, Urgency.tries(TRIES), new SplittableRandom(7));
            double[] again = Urgency.of(job.work(), job.seconds, Urgency.tries(TRIES), new SplittableRandom(7));
            assertThat(once).isEqualTo(again);
        });
    }

    /** Every order of up to six pieces is tried. */
    @Test
    void ofFewPiecesTheBestOrderIsNearlyAlwaysFound() {
        RandomGenerator random = Seeded.random();
        int best = 0;
        int jobs = 200;
        for (int i = 0; i < jobs; i++) {
            Job job = job(random, 6);
            double[] urgency = Urgency.of(job.work(), job.seconds, Urgency.tries(90), new SplittableRandom(1));
            double found = Timetable.of(job.work(), job.seconds, urgency).end();
            double least = least(job, new ArrayList<>(), new boolean[job.dag.size()]);
            assertThat(found).isGreaterThanOrEqualTo(least - 1e-9);
            best += found <= least + 1e-9 ? 1 : 0;
        }
        assertThat(best).isGreaterThanOrEqualTo(jobs * 97 / 100);
    }

    @Test
    void whatNeedsAllIsNotOvertakenForEver() {
        // Piece 1 needs both workers; 2 to 5 need one each and are as urgent, but came later.
        Dag dag = Dag.of(Collections.nCopies(6, List.of()));
        List<Claim> claims = new ArrayList<>(Collections.nCopies(6, Claim.ONE_WORKER));
        claims.set(1, new Claim(Map.of(Workload.WORKERS, 2), 0));
        Timetable table = Timetable.firstCome(Workload.of(dag, List.of(2), claims), new double[] {1, 1, 1, 1, 1, 1});
        assertThat(table.begins(1)).isEqualTo(1);
        assertThat(table.begins(2)).isEqualTo(2);
    }

    @Test
    void whatWaitsForOneThingDoesNotHoldUpThoseThatNeedAnother() {
        Claim needsTheOne = new Claim(Map.of(Workload.WORKERS, 1, 1, 1), 0);
        Workload work = Workload.of(
                Dag.of(Collections.nCopies(3, List.of())),
                List.of(2, 1),
                List.of(needsTheOne, needsTheOne, Claim.ONE_WORKER));
        Timetable table = Timetable.firstCome(work, new double[] {5, 1, 1});
        assertThat(List.of(table.begins(0), table.begins(1), table.begins(2))).containsExactly(0.0, 5.0, 0.0);
    }

    @Test
    void aHigherPriorityComesBeforeWhatIsUrgent() {
        Workload work = Workload.of(
                Dag.of(List.of(List.of(), List.of())),
                List.of(1),
                List.of(Claim.ONE_WORKER, new Claim(Map.of(Workload.WORKERS, 1), 1)));
        Timetable table = Timetable.of(work, new double[] {9, 1}, new double[] {9, 1});
        assertThat(table.begins(1)).isZero();
        assertThat(table.begins(0)).isEqualTo(1);
    }

    @Test
    void whatTakesNothingWaitsForNothing() {
        Workload work = Workload.of(
                Dag.of(List.of(List.of(), List.of(), List.of())),
                List.of(1),
                List.of(Claim.ONE_WORKER, new Claim(Map.of(), 0), new Claim(Map.of(), 0)));
        assertThat(Timetable.firstCome(work, new double[] {5, 5, 5}).end()).isEqualTo(5);
    }

    @Test
    void aNeedThatIsThereTwiceCountsOnce() {
        Workload work = Workload.of(Dag.of(List.of(List.of(), List.of(0, 0))), 1);
        assertThat(Timetable.firstCome(work, new double[] {2, 3}).end()).isEqualTo(5);
    }

    @Test
    void saysWhatCannotBe() {
        assertThatThrownBy(() -> Dag.of(List.of(List.of(1), List.of(0)))).hasMessageContaining("circle");
        assertThatThrownBy(() -> Dag.of(List.of(List.of(3)))).hasMessageContaining("number 0 needs 3");
        Dag one = Dag.of(List.of(List.of()));
        assertThatThrownBy(() -> Workload.of(one, 0)).hasMessageContaining("at least 1 worker");
        assertThatThrownBy(() -> Workload.of(one, List.of(1), List.of(new Claim(Map.of(0, 2), 0))))
                .hasMessageContaining("no more than there is");
        assertThatThrownBy(() -> Workload.of(one, List.of(1), List.of(new Claim(Map.of(4, 1), 0))))
                .hasMessageContaining("no more than there is");
        assertThatThrownBy(() -> Workload.of(one, List.of(1), List.of())).hasMessageContaining("must have a claim");
        assertThatThrownBy(() -> new Claim(Map.of(0, 0), 0)).hasMessageContaining("at least 1");
        assertThat(Timetable.firstCome(Workload.of(Dag.of(List.of()), 2), new double[0])
                        .end())
                .isZero();
    }

    private static Job job(RandomGenerator random, int size) {
        int n = 1 + random.nextInt(size);
        List<Integer> capacities = new ArrayList<>();
        for (int resource = 0; resource <= random.nextInt(3); resource++) {
            capacities.add(1 + random.nextInt(4));
        }
        List<List<Integer>> needs = new ArrayList<>();
        List<Claim> claims = new ArrayList<>();
        double density = random.nextDouble();
        for (int piece = 0; piece < n; piece++) {
            needs.add(IntStream.range(0, piece)
                    .filter(before -> random.nextDouble() < density / 3)
                    .boxed()
                    .toList());
            Map<Integer, Integer> amounts = new HashMap<>();
            for (int resource = 0; resource < capacities.size(); resource++) {
                if (resource == 0 || random.nextInt(3) == 0) {
                    amounts.put(resource, random.nextInt(4) == 0 ? 1 + random.nextInt(capacities.get(resource)) : 1);
                }
            }
            claims.add(new Claim(amounts, random.nextInt(10) == 0 ? 1 : 0));
        }
        double[] seconds = random.doubles(n)
                .map(each -> random.nextInt(8) == 0 ? 0 : Math.exp(3 * each))
                .toArray();
        return new Job(
                Dag.of(needs), capacities, claims, seconds, random.doubles(n).toArray());
    }

    private static void assertIsPossible(Job job, Timetable table) {
        for (int piece = 0; piece < job.dag.size(); piece++) {
            double end = table.begins(piece) + job.seconds[piece];
            for (int next : job.dag.after(piece)) {
                assertThat(table.begins(next)).isGreaterThanOrEqualTo(end);
            }
            assertThat(end).isLessThanOrEqualTo(table.end() + 1e-9);
            for (int resource = 0; resource < job.capacities.size(); resource++) {
                assertThat(taken(job, table, resource, table.begins(piece)))
                        .isLessThanOrEqualTo(job.capacities.get(resource));
            }
        }
    }

    private static int taken(Job job, Timetable table, int resource, double at) {
        return IntStream.range(0, job.dag.size())
                .filter(piece -> table.begins(piece) <= at && at < table.begins(piece) + job.seconds[piece])
                .map(piece -> job.claims.get(piece).amounts().getOrDefault(resource, 0))
                .sum();
    }

    private static double least(Job job, List<Integer> order, boolean[] taken) {
        int n = taken.length;
        if (order.size() == n) {
            double[] urgency = new double[n];
            for (int place = 0; place < n; place++) {
                urgency[order.get(place)] = n - place;
            }
            return Timetable.of(job.work(), job.seconds, urgency).end();
        }
        double least = Double.POSITIVE_INFINITY;
        for (int piece = 0; piece < n; piece++) {
            if (!taken[piece]) {
                taken[piece] = true;
                order.add(piece);
                least = Math.min(least, least(job, order, taken));
                order.removeLast();
                taken[piece] = false;
            }
        }
        return least;
    }
}
