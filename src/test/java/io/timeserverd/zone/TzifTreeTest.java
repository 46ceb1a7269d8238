package io.timeserverd.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TzifTreeTest {
    private static final byte[] UTC =
            new TzifWriter().type(0, false, "UTC").footer("UTC0").bytes();
    private static final byte[] EST =
            new TzifWriter().type(-18_000, false, "EST").footer("EST5").bytes();

    @TempDir
    private Path temp;

    private Path root;

    @BeforeEach
    void plantTree() throws IOException {
        root = Files.createDirectories(temp.resolve("tree"));
        write("Etc/UTC", UTC);
        write("America/Indiana/Knox", EST);
        write("EST", EST);
    }

    private void write(String name, byte[] content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(root.resolve(name), content);
    }

    private TzifZones load() {
        return assertInstanceOf(TreeResult.Loaded.class, TzifTree.read(root, new TreeFingerprint()))
                .zones();
    }

    private List<String> ids() {
        return List.copyOf(load().ids());
    }

    @Test
    void theIdOfAZoneIsItsPathBelowTheRoot() {
        assertEquals(List.of("America/Indiana/Knox", "EST", "Etc/UTC"), ids());
        Zone knox = load().find("america/indiana/knox").orElseThrow();
        assertEquals("America/Indiana/Knox", knox.id());
        assertEquals(-18_000, knox.typeAt(0).offsetSeconds());
        assertEquals(root.toString(), load().source());
    }

    @Test
    void leavesOutFilesThatAreNotZones() throws IOException {
        for (String name : List.of(
                "posix/UTC", "right/UTC", "posixrules", "localtime", "Factory", ".UTC", "Etc/UTC.bak", "Etc/a b")) {
            write(name, UTC);
        }
        write("zone.tab", "FR\t+4852+00220\tEurope/Paris\n");
        write("leapseconds", "# no zone\n");
        assertEquals(3, ids().size());
        assertEquals(List.of(), load().countries().all());
    }

    @Test
    void followsLinks() throws IOException {
        Files.createSymbolicLink(root.resolve("UTC"), Path.of("Etc/UTC"));
        assertEquals("UTC", load().find("UTC").orElseThrow().typeAt(0).abbreviation());
    }

    @Test
    void followsLinksOutOfTheTree() throws IOException {
        Path stored = Files.write(temp.resolve("stored"), EST);
        Files.createSymbolicLink(root.resolve("America/Panama"), stored);
        assertEquals(
                "EST", load().find("America/Panama").orElseThrow().typeAt(0).abbreviation());
    }

    @Test
    void stopsAtLinksInACircle() throws IOException {
        Files.createSymbolicLink(root.resolve("Etc/up"), root);
        Files.createSymbolicLink(root.resolve("self"), Path.of("self"));
        assertTrue(ids().size() < 20);
        assertTrue(load().faults().toString().contains("self: no regular file"));
    }

    @Test
    void devicesAreNotRead() throws IOException {
        Path link = Files.createSymbolicLink(root.resolve("Etc/Zero"), Path.of("/dev/zero"));
        assertEquals(List.of("Etc/Zero: no regular file"), load().faults());
        Files.delete(link);
    }

    @Test
    void aBrokenFileIsAFaultAndNotAZone() throws IOException {
        write("Etc/Empty", new byte[0]);
        write("Etc/Huge", new byte[TzifReader.MAX_BYTES + 1]);
        write("Etc/Text", "no zone");
        TzifZones zones = load();
        assertEquals(
                List.of("Etc/Empty: no TZif header", "Etc/Huge: longer than 262144 bytes", "Etc/Text: no TZif header"),
                zones.faults());
        assertTrue(zones.find("Etc/Empty").isEmpty());
        assertTrue(zones.find("Etc/UTC").isPresent());
    }

    @Test
    void laterChangesDoNotAffectLoadedZones() throws IOException {
        TzifZones zones = load();
        write("EST", UTC);
        Files.delete(root.resolve("Etc/UTC"));
        assertEquals("EST", zones.find("EST").orElseThrow().typeAt(0).abbreviation());
        assertTrue(zones.find("Etc/UTC").isPresent());
    }

    @Test
    void theReleaseIsInTheFirstLineOfTzdataZi() throws IOException {
        write("tzdata.zi", "# version 2026f\nR d 1916 o - Jun 14 23s 1 S\n");
        write("+VERSION", "2020a\n");
        assertEquals("2026f", load().release());
    }

    @Test
    void theReleaseIsElseInAVersionFile() throws IOException {
        write("tzdata.zi", "# no such line\n");
        write("+VERSION", "2026a\n");
        assertEquals("2026a", load().release());
    }

    @Test
    void theReleaseIsElseAChecksumOfTheContent() throws IOException {
        String first = load().release();
        write("EST", UTC);
        assertTrue(first.startsWith("unknown-"), first);
        assertNotEquals(first, load().release());
    }

    @Test
    void refusesANameOfAReleaseThatIsUnfitForALog() throws IOException {
        for (String name : List.of("2026f event=ready", "\u001b[2J", "x".repeat(100), "")) {
            write("tzdata.zi", "# version " + name + "\n");
            assertTrue(load().release().startsWith("unknown-"), name);
        }
    }

    @Test
    void refusesAMissingAndAnEmptyTree() throws IOException {
        assertEquals(
                new TreeResult.Refused("no zones in it"),
                TzifTree.read(temp.resolve("nowhere"), new TreeFingerprint()));
        assertEquals(
                new TreeResult.Refused("no zones in it"),
                TzifTree.read(Files.createDirectory(temp.resolve("empty")), new TreeFingerprint()));
        assertEquals(
                new TreeResult.Refused("no zones in it"), TzifTree.read(root.resolve("EST"), new TreeFingerprint()));
    }

    @Test
    void refusesATreeThatIsTooLarge() throws IOException {
        var big = new byte[TzifReader.MAX_BYTES];
        for (int i = 0; i < 65; i++) {
            write("Big/N" + i, big);
        }
        assertInstanceOf(TreeResult.Refused.class, TzifTree.read(root, new TreeFingerprint()));
    }

    @Test
    void countriesComeFromTheTables() throws IOException {
        write("iso3166.tab", "# code\tname\nUS\tUnited States\nXX\tNowhere\nTT\tTrinidad & Tobago\n");
        write("zone1970.tab", "US\t-\tEtc/UTC\n");
        write("zone.tab", "#code\nUS\t+411745-0863730\tAmerica/Indiana/Knox\tIN\nUS\t-\tEST\nTT\t-\tEST\n");
        Countries countries = load().countries();
        var us = new Countries.Country("US", "United States", List.of("America/Indiana/Knox", "EST"));
        assertEquals(
                List.of("TT", "US"),
                countries.all().stream().map(Countries.Country::code).toList());
        assertEquals(us, countries.find("us").orElseThrow());
        assertEquals(us, countries.find("united states").orElseThrow());
        assertTrue(countries.find("Nowhere").isEmpty());
    }

    @Test
    void usesTheNewTableOfZonesIfTheOldIsMissing() throws IOException {
        write("zone1970.tab", "FR,MC\t+4852+00220\tEtc/UTC\n");
        assertEquals("MC", load().countries().find("mc").orElseThrow().name());
    }

    @Test
    void skipsMalformedLinesOfTables() throws IOException {
        write("iso3166.tab", "US\tUnited\u0007States\nUS\nTT\t\n\t\n" + "US\t" + "x".repeat(101) + "\n");
        write("zone.tab", "US\nusa\t-\tEST\nU\t-\tEST\n\t-\tEST\nUS,,TT\t-\tEST\tcomment\tmore\n");
        assertEquals(
                List.of(
                        new Countries.Country("TT", "TT", List.of("EST")),
                        new Countries.Country("US", "US", List.of("EST"))),
                load().countries().all());
    }
}
