package io.timeserverd.place.build;

import io.timeserverd.place.NameKeys;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names of divisions without the words that only say what kind of division it is. */
final class DivisionNames {
    /** Words for kinds of divisions, before or after the name. */
    private static final String KIND =
            "(?:province|provincia|província|provincie|provincien|provinsen|provinz|provinsi|prowincja|region|région|región|regione"
                    + "|região|regiunea|state|estado|état|stato|stat|staat|bundesstaat|negeri|oblast['’]?|oblasti|krai|kray"
                    + "|kraj|voivodeship|województwo|governorate|gouvernement|gouvernorat|gobernación|governatorato|guvernoratet"
                    + "|gubernatorstwo|district|distrito|distrikt|department|departamento|departement|département|dipartimento"
                    + "|departament|county|comté|condado|contea|grafschaft|graafschap|hrabstwo|prefecture|prefectura"
                    + "|prefettura|prefektur|préfecture|prefektura|republic|republiek|république|república|repubblica|republik"
                    + "|respublika|emirate|division|municipality|parish|canton|cantone|cantón|kanton|kreis"
                    + "|landkreis|raion|rayon|rejon|city|città metropolitana|borough|council|avtonomnyy okrug|okrug|autonomous"
                    + " oblast|županija|judeţul|județul|megye|län|lääni|sir|ili|eyaleti|bölgesi|cumhuriyeti"
                    + "|comuna|commune|comarca|municipio|município|municipiul|municipal district|arrondissement|délégation|caza|daïra|amphoe"
                    + "|huyện|quận|thị xã|thành phố|srŏk|kabupaten administrasi|kabupaten|kota administrasi|kota|shahrestān-e"
                    + "|powiat|gemeente|obshtina|općina|opština|komuna e|bashkia|oraş|okres|politischer bezirk|bezirk|nomós"
                    + "|nohiyai|partido|markaz|liwā[’']|gorodskoy okrug|ilçesi|pagasts|vald|kommun|kommune|tumani|járás|aūdany"
                    + "|administratsiya|cercle|республика|республікa|область|край|автономный округ|провинция|штат|округ|префектура|департамент"
                    + "|провінція|ولاية|محافظة|منطقة|مقاطعة|إمارة|إقليم|مديرية|استان|مחוז|राज्य|प्रान्त|प्रांत|จังหวัด|รัฐ|tỉnh)";

    private static final Pattern KINDS = Pattern.compile(
            "^(?:the )?(?:metropolitan |royal |autonomous )?(?:city and )?" + KIND
                    + "(?: and county)?(?: (?-i:of the|of|de la|de los|de|del|della|dell[’']|di|du|des|da|do|dos|do|von|van|d[’'])"
                    + "(?<=[’'])?)?(?: +|(?<=[’']))| +(?:county )?" + KIND + "$",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** Such words at the end of a name: Meguro-ku, Edogawa Ku, Gyeonggi-do, 大阪府. */
    private static final Pattern KIND_SUFFIXES = Pattern.compile(
            "(?<=\\p{L}{2})[- ]([Kk]u|[Ss]hi|[Gg]un|[Mm]achi|[Cc]ho|[Ss]i|[Dd]o|[Gg]u|[Kk]en|[Ff]u|[Tt]o)$"
                    + "|(?<=\\p{IsHan}{2})[省市県縣都府道區区州邦县]$|(?<=\\p{IsKatakana})[州県省]$|(?<=\\p{IsHangul}{2}) ?[도시주현부성]$");

    private static final int LONGEST_CODE = 3;

    private DivisionNames() {}

    /** The name without the words for the kind of division; the whole name if little would be left. */
    static String bare(String name) {
        String bare = KIND_SUFFIXES
                .matcher(KINDS.matcher(name).replaceAll("").strip())
                .replaceAll("")
                .strip();
        boolean isIdeographic = !bare.isEmpty() && Character.isIdeographic(bare.codePointAt(0));
        return NameKeys.of(bare).length() < (isIdeographic ? 2 : 3) ? name : bare;
    }

    /** Whether any of {@code names} equals {@code name}, apart from words for kinds of divisions. */
    static boolean isAnyCalled(String name, Collection<String> names) {
        String key = NameKeys.of(bare(name));
        return names.stream().anyMatch(other -> NameKeys.of(bare(other)).equals(key));
    }

    /** Whether a name in another language is longer than the code of a country: Jor is Jordan, not Al Khor. */
    static boolean isLongerThanCodes(String name) {
        String key = NameKeys.of(name);
        return key.length() > LONGEST_CODE || (!key.isEmpty() && key.charAt(0) > 0x7F);
    }

    static List<String> join(Collection<String> some, Collection<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /** The first name with each key. */
    static List<String> distinct(Collection<String> names) {
        Map<String, String> distinct = new LinkedHashMap<>();
        names.forEach(name -> distinct.putIfAbsent(NameKeys.of(name), name));
        distinct.remove("");
        return List.copyOf(distinct.values());
    }
}
