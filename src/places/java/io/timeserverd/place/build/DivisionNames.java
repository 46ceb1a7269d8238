package io.timeserverd.place.build;

import io.timeserverd.place.Keys;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What divisions are called without the words that every one has. */
final class DivisionNames {
    /** Words that only say what kind of division it is, before or behind its name. */
    private static final String KIND =
            "(?:province|provincia|provincie|provinz|region|región|regione|région|state|estado|oblast['’]?|krai|kray"
                    + "|voivodeship|governorate|district|distrito|department|departamento|departement|département|county"
                    + "|prefecture|republic|respublika|emirate|division|municipality|parish|canton|kreis|landkreis|raion"
                    + "|rayon|city|borough|council|avtonomnyy okrug|okrug|autonomous oblast|županija|sir)";

    private static final Pattern KINDS = Pattern.compile(
            "^(?:the )?(?:metropolitan |royal |autonomous )?(?:city and )?" + KIND
                    + "(?: and county)?(?: (?-i:of the|of|de la|de los|de|del|della|di|du|des))? +| +(?:county )?"
                    + KIND
                    + "$",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** The same at the end of a word: Meguro-ku, Edogawa Ku, Gyeonggi-do, 大阪府. */
    private static final Pattern KINDS_BEHIND = Pattern.compile(
            "(?<=\\p{L}{2})[- ]([Kk]u|[Ss]hi|[Gg]un|[Mm]achi|[Cc]ho|[Ss]i|[Dd]o|[Gg]u|[Kk]en|[Ff]u|[Tt]o)$"
                    + "|(?<=\\p{IsHan}{2})[省市県縣县都府道區区]$|(?<=\\p{IsHangul}{2})[도시]$");

    private DivisionNames() {}

    /** The name without the words that only say what kind of division it is; all of it if little would be left. */
    static String bare(String name) {
        var bare = KINDS_BEHIND
                .matcher(KINDS.matcher(name).replaceAll("").strip())
                .replaceAll("")
                .strip();
        boolean isIdeographic = !bare.isEmpty() && Character.isIdeographic(bare.codePointAt(0));
        return Keys.of(bare).length() < (isIdeographic ? 2 : 3) ? name : bare;
    }

    static List<String> join(Collection<String> some, Collection<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /** The first with each key. */
    static List<String> distinct(Collection<String> names) {
        Map<String, String> distinct = new LinkedHashMap<>();
        names.forEach(name -> distinct.putIfAbsent(Keys.of(name), name));
        distinct.remove("");
        return List.copyOf(distinct.values());
    }
}
