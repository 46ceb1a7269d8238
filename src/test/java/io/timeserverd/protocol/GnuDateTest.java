package io.timeserverd.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.place.Place;
import io.timeserverd.zone.LocalInstants;
import io.timeserverd.zone.Transition;
import io.timeserverd.zone.TreeResult;
import io.timeserverd.zone.TreeWatch;
import io.timeserverd.zone.TzString;
import io.timeserverd.zone.Zone;
import io.timeserverd.zone.ZoneSet;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares formats with the date(1) of this machine, in the zones of this machine. */
@Tag("verify")
class GnuDateTest {
    private static final String SEPARATOR = "|";

    private static final List<String> PLAIN = List.of(
            "%% %a %A %b %B %C %d %D %e %F %g %G %H %I %j %k %l %m %M %n %N %p %R %s %S %t %T %u %U %V %w %W %y %Y",
            "%z %:z %::z %Z %c %x %X %r %h %P %q %:::z %3N %6N %9N");

    private static final List<String> FLAGGED = List.of(
            "%-a %10a %010a %^A %#b %-C %_C %5C %-d %_d %5d %_D %-D %12D %012D %0e %-e %-F %_F %12F %_14F %014F",
            "%-g %_g %-G %_G %-H %_H %-I %_I %-j %_j %1j %0k %-k %0l %-l %-m %_m %-M %_M %-N %_N %-3N %_3N %12N",
            "%_12N %^p %#p %5P %3q %9r %^r %020r %8R %-s %_15s %015s %-S %_S %12T %012T %3u %-U %_U %-V %_V %-W",
            "%20x %_x %12X %-y %_y %-Y %_Y %10Y %2Y %-z %_z %10z %2z %-:z %_:z %_12:z %-::z %_::z %-:::z %_:::z",
            "%#Z %^Z %10Z %^c %#c %30c %-c",
            "%+Y %+4Y %+5Y %+6Y %+G %+8G %+C %+3C %+y %+3y %+4g %+F %+12F %+14F %+2F %+D %+10D %+d %+5e %+10s %+z %+10a",
            "%Oy %Ey %EY %EC %Ec %Ex %EX %Od %Oe %OH %OI %Om %OM %OS %Ou %OU %OV %Ow %OW %OB %Ob %_5Ey %-Od %^Ec %5OC %+6OG %05EY %-Ok");

    /** What date reads. */
    private static final Path TREE = Path.of("/usr/share/zoneinfo");

    private static ZoneSet zones;

    private static final String TYPE = "%F %T %z %Z";
    private static final long TEN_YEARS = 3653L * 86_400;

    private static final int RANDOM_INSTANTS = 25;
    private static final int TRANSITIONS = 12;

    @TempDir
    Path directory;

    @BeforeAll
    static void loadZones() {
        zones = assertInstanceOf(TreeResult.Loaded.class, new TreeWatch(TREE).open(), "Debian's package tzdata")
                .zones();
    }

    @Test
    void everyConversionAgreesInEveryZone() {
        int compared = 0;
        for (String id : zones.ids()) {
            List<Instant> instants = parsesInstants(zones.find(id).orElseThrow());
            for (String conversions : PLAIN) {
                compared += compare(conversions, id, instants);
            }
        }
        assertTrue(compared > 500_000, "compared: " + compared);
    }

    @Test
    void flagsAndWidthsAgree() {
        for (String id :
                List.of("Europe/Paris", "Africa/Monrovia", "America/St_Johns", "Asia/Tokyo", "Antarctica/Troll")) {
            List<Instant> instants = parsesInstants(zones.find(id).orElseThrow());
            FLAGGED.forEach(conversions -> compare(conversions, id, instants));
        }
    }

    /** A conversion is refused if date does not know it or prints something else. */
    @Test
    void anyConversionThatIsAcceptedAgrees() {
        var random = new Random(3);
        var instants = List.of(Instant.ofEpochSecond(1_709_280_309, 120_000_000), Instant.ofEpochSecond(-2, 5));
        for (int round = 0; round < 300; round++) {
            var conversions = new StringBuilder();
            for (int i = 0; i < 25; i++) {
                String conversion = randomConversion(random);
                if (Format.parse(conversion) instanceof Format.Valid) {
                    conversions.append(conversions.isEmpty() ? "" : " ").append(conversion);
                }
            }
            compare(conversions.toString(), "America/New_York", instants);
        }
    }

    private static String randomConversion(Random random) {
        var text = new StringBuilder("%");
        for (int i = random.nextInt(3); i > 0; i--) {
            text.append("-_0+^#".charAt(random.nextInt(6)));
        }
        if (random.nextInt(3) == 0) {
            text.append(random.nextInt(Conversion.MAX_WIDTH + 1));
        }
        if (random.nextInt(5) == 0) {
            text.append(":".repeat(random.nextInt(4))).append('z');
            return text.toString();
        }
        if (random.nextInt(5) == 0) {
            text.append(random.nextBoolean() ? 'E' : 'O');
        }
        return text.append((char) ('A' + random.nextInt('z' - 'A' + 1))).toString();
    }

    /** With the string of {@code +tz}, date prints what our rules say: for ten years, or as long as the string holds. */
    @Test
    void theTzStringOfEveryZoneAgreesForTenYears() {
        var expiring = new TreeMap<String, String>();
        long now = Instant.now().getEpochSecond();
        for (String id : zones.ids()) {
            Zone zone = zones.find(id).orElseThrow();
            TzString tz = zone.tzString(now).orElseThrow();
            long end = Math.min(now + TEN_YEARS, tz.until().orElse(Long.MAX_VALUE));
            List<Instant> instants = parsesInstants(zone, now, end);
            assertEquals(ours(TYPE, id, instants), GnuDate.print(TYPE, tz.text(), instants, directory), id);
            tz.until().ifPresent(until -> expiring.put(id, tz.text()));
            if (end == tz.until().orElse(Long.MAX_VALUE)) {
                var then = List.of(Instant.ofEpochSecond(end));
                assertNotEquals(ours(TYPE, id, then), GnuDate.print(TYPE, tz.text(), then, directory), id);
            }
        }
        assertTrue(expiring.size() < zones.ids().size() / 10, expiring::toString);
    }

    private static List<Instant> parsesInstants(Zone zone, long from, long to) {
        var random = new Random(zone.id().hashCode());
        var seconds = new TreeSet<>(List.of(from, to - 1));
        for (int i = 0; i < RANDOM_INSTANTS; i++) {
            seconds.add(random.nextLong(from, to));
        }
        for (Optional<Transition> next = zone.next(from);
                next.isPresent() && next.get().epochSecond() < to;
                next = zone.next(next.get().epochSecond())) {
            seconds.add(next.get().epochSecond() - 1);
            seconds.add(next.get().epochSecond());
        }
        return seconds.stream().map(Instant::ofEpochSecond).toList();
    }

    /** Returns how many values were compared. */
    private int compare(String conversions, String id, List<Instant> instants) {
        String text = conversions.replace(" ", SEPARATOR) + SEPARATOR;
        String[] theirs = GnuDate.print(text, id, instants, directory).split("\\" + SEPARATOR, -1);
        String[] ours = ours(text, id, instants).split("\\" + SEPARATOR, -1);
        String[] names = conversions.split(" ", -1);
        for (int i = 0; i < Math.min(ours.length, theirs.length); i++) {
            Instant instant = instants.get(Math.min(i / names.length, instants.size() - 1));
            if (!ours[i].equals(theirs[i]) && !isOtherSideOfFold(theirs[i], id, instant)) {
                assertEquals(theirs[i], ours[i], names[i % names.length] + " at " + instant + " in " + id);
            }
        }
        assertEquals(theirs.length, ours.length, id);
        return ours.length;
    }

    /**
     * For {@code %s}, date prints the instant that mktime finds for the local time. In a fold that may be the other of the two
     * instants, which is an error of date.
     */
    private static boolean isOtherSideOfFold(String theirs, String id, Instant instant) {
        Zone zone = zones.find(id).orElseThrow();
        int offset = zone.typeAt(instant.getEpochSecond()).offsetSeconds();
        var local = LocalDateTime.ofEpochSecond(instant.getEpochSecond() + offset, 0, ZoneOffset.UTC);
        if (!(zone.instantsOf(local) instanceof LocalInstants.Fold fold)) {
            return false;
        }
        long other = instant.getEpochSecond() == fold.earlier() ? fold.later() : fold.earlier();
        return theirs.strip().replaceFirst("^(-?)0+", "$1").equals(Long.toString(other));
    }

    private static String ours(String text, String id, List<Instant> instants) {
        var place = Place.ofZone(zones.find(id).orElseThrow());
        // Longer than Format accepts from a client.
        var format = DateFormat.of(text);
        var out = new Output();
        for (Instant instant : instants) {
            format.put(out.civilTime.set(instant.getEpochSecond(), instant.getNano(), place.zone()), out);
            out.put('\n');
        }
        return out.toString();
    }

    /** The first and last instant, the epoch, random instants, and some around transitions. */
    private static List<Instant> parsesInstants(Zone zone) {
        var instants = new ArrayList<>(List.of(
                Instant.ofEpochSecond(Answer.MIN_EPOCH_SECOND),
                Instant.ofEpochSecond(Answer.MAX_EPOCH_SECOND),
                Instant.EPOCH,
                Instant.ofEpochSecond(-1, 500_000_000),
                Instant.ofEpochSecond(-2, 999_999_999)));
        var random = new Random(zone.id().hashCode());
        for (int i = 0; i < RANDOM_INSTANTS; i++) {
            instants.add(Instant.ofEpochSecond(
                    random.nextLong(Answer.MIN_EPOCH_SECOND, Answer.MAX_EPOCH_SECOND), random.nextInt(1_000_000_000)));
            instants.add(Instant.ofEpochSecond(random.nextLong(-4_000_000_000L, 4_000_000_000L), 1_000_000));
        }
        for (int i = 0; i < TRANSITIONS; i++) {
            Optional<Transition> next = zone.next(random.nextLong(-4_000_000_000L, 4_000_000_000L));
            next.ifPresent(transition -> {
                instants.add(Instant.ofEpochSecond(transition.epochSecond()).minusNanos(1));
                instants.add(Instant.ofEpochSecond(transition.epochSecond()));
            });
        }
        return instants;
    }
}
