package dev.afterwise.examples;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may use whom, as docs/decisions/0003 says, and the rules of taste that a machine can check. */
@AnalyzeClasses(packages = "dev.afterwise", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "dev.afterwise";

    /** The parts of the root package that wire the others together. */
    private static final DescribedPredicate<JavaClass> FRONT_DOOR = DescribedPredicate.describe(
            "the front door",
            type -> Stream.of(
                            "Afterwise",
                            "Adaptation",
                            "Adaptations",
                            "Adapting",
                            "Adoption",
                            "Checkpointing",
                            "AlertCheck",
                            "Advisor",
                            "Awaited",
                            "Alerts",
                            "Lookout",
                            "Measuring",
                            "DrawnRuns",
                            "Proposals",
                            "Recommendations",
                            "ErrorBook",
                            "Experiments",
                            "Feedback",
                            "Foresight",
                            "GuardKeeper",
                            "Healing",
                            "KnowledgeBase",
                            "KnowledgeStudy",
                            "Shelves",
                            "Leadership",
                            "Loop",
                            "OpenRuns",
                            "PlanCase",
                            "PlanOutlook",
                            "PlanRuns",
                            "Plans",
                            "PolicyWatch",
                            "PreferenceKeeper",
                            "Providers",
                            "RunBounds",
                            "Recollection",
                            "Recommendations",
                            "Settings",
                            "SlowPhases",
                            "Starts",
                            "Studies",
                            "Thresholds",
                            "TrialLedger")
                    .anyMatch(name -> (ROOT + "." + name).equals(topLevel(type).getFullName())));

    @ArchTest
    static final ArchRule theDomainUsesNothingElse = noClasses()
            .that(resideInAPackage(ROOT).and(DescribedPredicate.not(FRONT_DOOR)))
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + "..")
                    .and(resideOutsideOfPackage(ROOT))
                    .or(FRONT_DOOR));

    @ArchTest
    static final ArchRule nobodyInsideUsesTheFrontDoor = noClasses()
            .that(resideInAPackageOf("record", "learn", "choose", "heal", "plan", "segment", "store", "time"))
            .should()
            .dependOnClassesThat(FRONT_DOOR);

    @ArchTest
    static final ArchRule recordUsesTheDomainAndTime = uses("record", "time");

    @ArchTest
    static final ArchRule learnUsesTheValuesOfStore = uses("learn", "segment", "store", "time");

    @ArchTest
    static final ArchRule learnUsesNoStore = noClasses()
            .that()
            .resideInAPackage(ROOT + ".learn")
            .should()
            .dependOnClassesThat()
            .haveNameMatching(".*\\.store\\.(Store|WorkspaceStore|History|Segments|Ledger|PlanJournal)");

    @ArchTest
    static final ArchRule learnKnowsNoTime = noClasses()
            .that()
            .resideInAPackage(ROOT + ".learn")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".time");

    @ArchTest
    static final ArchRule chooseUsesTheDomainAndTime = uses("choose", "time");

    @ArchTest
    static final ArchRule healUsesChoose = uses("heal", "choose", "time");

    @ArchTest
    static final ArchRule guardsKnowNothingOfHealing = uses("heal.guard", "time");

    @ArchTest
    static final ArchRule planUsesWhatCarriesItOut = uses("plan", "choose", "heal", "store", "time");

    @ArchTest
    static final ArchRule storeUsesTheDomainAndTime = uses("store", "segment", "time");

    @ArchTest
    static final ArchRule segmentUsesTheDomain = uses("segment");

    @ArchTest
    static final ArchRule timeUsesNothing = uses("time");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            SlicesRuleDefinition.slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTimeKnowsTheTimeWaitsOrMakesChance = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".time", ROOT + ".testkit")
            .should()
            .accessTargetWhere(
                    DescribedPredicate.describe("a clock, a sleep or chance", ArchitectureTest::isTimeOrChance));

    @ArchTest
    static final ArchRule jsonDecidesNothing = noClasses()
            .that()
            .resideInAPackage(ROOT + ".json..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".learn..", ROOT + ".heal..", ROOT + ".choose..", ROOT + ".record..");

    @ArchTest
    static final ArchRule storesKnowNoMeaning = noClasses()
            .that()
            .resideInAPackage(ROOT + ".sql..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + ".learn..", ROOT + ".heal..", ROOT + ".choose..", ROOT + ".record..", ROOT + ".plan..");

    @ArchTest
    static final ArchRule namesSayWhatThingsAre = classes()
            .that()
            .resideInAPackage(ROOT + "..")
            .should()
            .haveNameNotMatching(".*\\.[A-Za-z]*(Manager|Helper|Util|Utils|Impl|Handler|Context)(\\$.*)?")
            .andShould()
            .haveNameNotMatching(".*\\.(Abstract|Base|Default)[A-Z][A-Za-z]*(\\$.*)?");

    @ArchTest
    static final ArchRule publicApisOfTheLibraryShowNoLibrary = noClasses()
            .that()
            .resideInAPackage(ROOT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("tools.jackson..", "com.fasterxml..", "org.snakeyaml..", "org.sqlite..", "java.sql..");

    @Test
    void noSourceFileIsLongerThanTheLimit() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(".."), 12)) {
            assertThat(files.filter(ArchitectureTest::isSource).filter(ArchitectureTest::isTooLong))
                    .as("files with more than 500 lines, or tests with more than 800")
                    .isEmpty();
        }
    }

    private static ArchRule uses(String name, String... others) {
        String[] allowed = Stream.concat(Stream.of(name), Stream.of(others))
                .map(each -> ROOT + "." + each + "..")
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(ROOT + "." + name + "..")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..")
                        .and(resideOutsideOfPackage(ROOT))
                        .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(allowed))))
                .as("%s uses, besides the domain, only %s".formatted(name, List.of(others)));
    }

    private static DescribedPredicate<JavaClass> resideInAPackageOf(String... names) {
        return JavaClass.Predicates.resideInAnyPackage(
                Stream.of(names).map(each -> ROOT + "." + each + "..").toArray(String[]::new));
    }

    private static JavaClass topLevel(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::topLevel).orElse(type);
    }

    private static final Map<Class<?>, Set<String>> FORBIDDEN = Map.of(
            System.class, Set.of("nanoTime", "currentTimeMillis"),
            Thread.class, Set.of("sleep"),
            Instant.class, Set.of("now"),
            LocalDate.class, Set.of("now"),
            LocalDateTime.class, Set.of("now"),
            ZonedDateTime.class, Set.of("now"),
            Clock.class, Set.of("systemUTC", "systemDefaultZone", "system"),
            Math.class, Set.of("random"),
            ThreadLocalRandom.class, Set.of("current"),
            Random.class, Set.of("<init>"));

    private static boolean isTimeOrChance(JavaAccess<?> access) {
        return FORBIDDEN.entrySet().stream()
                .anyMatch(each -> access.getTargetOwner().isEquivalentTo(each.getKey())
                        && each.getValue().contains(access.getName()));
    }

    private static boolean isSource(Path file) {
        String path = file.toString().replace('\\', '/');
        return path.endsWith(".java") && path.contains("/src/") && !path.contains("/target/");
    }

    private static boolean isTooLong(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count()
                    > (file.toString().contains("/src/test/".replace('/', java.io.File.separatorChar)) ? 800 : 500);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
