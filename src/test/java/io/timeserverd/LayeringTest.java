package io.timeserverd;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each package uses only the packages that are below it. */
class LayeringTest {
    private static final String ROOT = "io.timeserverd.";

    /** The packages that each package may use. Every package must be here. */
    private static final Map<String, Set<String>> MAY_USE = new LinkedHashMap<>();

    static {
        MAY_USE.put("clock", Set.of());
        MAY_USE.put("zone", Set.of());
        MAY_USE.put("conf", Set.of());
        MAY_USE.put("log", Set.of());
        MAY_USE.put("ntp", Set.of("clock"));
        MAY_USE.put("place", Set.of("zone"));
        MAY_USE.put("protocol", Set.of("zone", "place", "clock"));
        MAY_USE.put("http", Set.of("protocol", "zone", "place", "clock"));
        MAY_USE.put("loop", Set.of("clock", "log"));
        MAY_USE.put("journal", Set.of("clock", "log"));
        MAY_USE.put("timekeeping", Set.of("loop", "ntp", "clock", "log"));
        var belowServer = new TreeSet<>(MAY_USE.keySet());
        MAY_USE.put("server", belowServer);
        MAY_USE.put("cli", Set.of("conf"));
        MAY_USE.put("admin.web", Set.of());
        MAY_USE.put("admin.sums", belowServer);
        MAY_USE.put("admin.report", with(belowServer, "admin.sums"));
        MAY_USE.put("admin", with(with(with(with(belowServer, "cli"), "admin.web"), "admin.sums"), "admin.report"));
        MAY_USE.put("client", with(belowServer, "cli"));
        MAY_USE.put("daemon", new TreeSet<>(MAY_USE.keySet()));
    }

    private static Set<String> with(Set<String> packages, String another) {
        var all = new TreeSet<>(packages);
        all.add(another);
        return all;
    }

    private static JavaClasses program;

    @BeforeAll
    static void read() {
        program = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.timeserverd");
    }

    @TestFactory
    Iterable<DynamicTest> usesOnlyWhatItMay() {
        return MAY_USE.entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> check(rule)))
                .collect(Collectors.toList());
    }

    private static void check(Map.Entry<String, Set<String>> rule) {
        String[] forbidden = MAY_USE.keySet().stream()
                .filter(name -> !name.equals(rule.getKey()))
                .filter(name -> !rule.getValue().contains(name))
                .map(name -> ROOT + name)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(ROOT + rule.getKey())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .allowEmptyShould(true)
                .check(program);
    }

    @Test
    void everyPackageIsInTheTable() {
        TreeSet<String> packages = program.stream()
                .map(c -> c.getPackageName().substring(ROOT.length()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(MAY_USE.keySet()), packages);
    }

    @Test
    void onlyTheJournalNamesMapDb() {
        onlyIn(Set.of("journal"), "org.mapdb..");
    }

    @Test
    void onlyTheLogNamesTinylog() {
        onlyIn(Set.of("log"), "org.tinylog..");
    }

    @Test
    void logicHasNoChannelsAndNoFiles() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + "protocol..", ROOT + "http..", ROOT + "ntp..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.channels..", "java.nio.file..", "java.net..")
                .allowEmptyShould(true)
                .check(program);
    }

    /** Data flows through the classes of the server in one direction, and each class knows only those after it. */
    @Test
    void noClassOfTheServerRefersBackToOneThatUsesIt() {
        slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
                        return javaClass.getPackageName().equals(ROOT + "server")
                                ? SliceIdentifier.of(outermost(javaClass).getSimpleName())
                                : SliceIdentifier.ignore();
                    }

                    @Override
                    public String getDescription() {
                        return "classes of the server";
                    }
                })
                .should()
                .beFreeOfCycles()
                .check(program);
    }

    private static JavaClass outermost(JavaClass javaClass) {
        return javaClass.getEnclosingClass().map(LayeringTest::outermost).orElse(javaClass);
    }

    @Test
    void onlyTheCommandLineToolsNamePicocli() {
        onlyIn(Set.of("admin", "client", "cli"), "picocli..");
    }

    private static void onlyIn(Set<String> homes, String library) {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        homes.stream().map(h -> ROOT + h + "..").toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .allowEmptyShould(true)
                .check(program);
    }
}
