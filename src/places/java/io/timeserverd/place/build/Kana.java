package io.timeserverd.place.build;

import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes Japanese names in Latin letters (Hepburn) in hiragana, since GeoNames has few names in it. */
final class Kana {
    private static final int LONGEST = 3;
    private static final char MACRON = '\u0304';
    private static final char CIRCUMFLEX = '\u0302';

    private static final Map<Character, String> KINDS = Map.of('都', "と", '府', "ふ", '県', "けん", '区', "く");

    private static final Map<String, String> SYLLABLES = new HashMap<>();

    static {
        row("", "あいうえお");
        row("k", "かきくけこ");
        row("g", "がぎぐげご");
        row("s", "さしすせそ");
        row("z", "ざじずぜぞ");
        row("t", "たちつてと");
        row("d", "だぢづでど");
        row("n", "なにぬねの");
        row("h", "はひふへほ");
        row("b", "ばびぶべぼ");
        row("p", "ぱぴぷぺぽ");
        row("m", "まみむめも");
        row("r", "らりるれろ");
        for (String pair : List.of(
                "ya や", "yu ゆ", "yo よ", "wa わ", "wo を", "n ん", "m ん", "shi し", "chi ち", "tsu つ", "fu ふ", "ji じ")) {
            SYLLABLES.put(pair.split(" ", -1)[0], pair.split(" ", -1)[1]);
        }
        for (String consonant : List.of("k き", "g ぎ", "n に", "h ひ", "b び", "p ぴ", "m み", "r り")) {
            glides(consonant.split(" ", -1)[0] + 'y', consonant.split(" ", -1)[1]);
        }
        glides("sh", "し");
        glides("ch", "ち");
        glides("j", "じ");
    }

    private Kana() {}

    private static void row(String consonant, String kana) {
        for (int i = 0; i < kana.length(); i++) {
            SYLLABLES.put(consonant + "aiueo".charAt(i), kana.substring(i, i + 1));
        }
    }

    private static void glides(String consonant, String kana) {
        SYLLABLES.put(consonant + 'a', kana + 'ゃ');
        SYLLABLES.put(consonant + 'u', kana + 'ゅ');
        SYLLABLES.put(consonant + 'o', kana + 'ょ');
    }

    /** The names of a division with and without the words for kinds of divisions in {@code names}: おおさか and おおさかふ. */
    static Stream<String> ofDivision(Collection<String> names) {
        List<String> kinds = names.stream()
                .map(name -> KINDS.get(name.charAt(name.length() - 1)))
                .filter(kind -> kind != null)
                .distinct()
                .toList();
        return names.stream()
                .flatMap(name -> of(DivisionNames.bare(name)).stream())
                .distinct()
                .flatMap(kana -> Stream.concat(Stream.of(kana), kinds.stream().map(kind -> kana + kind)));
    }

    /** The name in hiragana; empty if it is not a name in Hepburn. */
    static Optional<String> of(String name) {
        String romaji = Normalizer.normalize(name.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .replaceAll("['’ -]", "");
        var kana = new StringBuilder();
        for (int at = 0; at < romaji.length(); ) {
            if (romaji.charAt(at) == MACRON || romaji.charAt(at) == CIRCUMFLEX) {
                kana.append(lengthened(romaji, at));
                at++;
            } else if (isDoubled(romaji, at)) {
                kana.append('っ');
                at++;
            } else {
                String syllable = syllable(romaji, at);
                if (syllable.isEmpty()) {
                    return Optional.empty();
                }
                kana.append(SYLLABLES.get(syllable));
                at += syllable.length();
            }
        }
        return kana.length() < 2 ? Optional.empty() : Optional.of(kana.toString());
    }

    /** A long o is mostly written with u, as in Tōkyō, but with o at the beginning of a name, as in Ōsaka. */
    private static char lengthened(String romaji, int macron) {
        return switch (romaji.charAt(macron - 1)) {
            case 'o' -> macron == 1 ? 'お' : 'う';
            case 'u' -> 'う';
            case 'e' -> 'い';
            case 'a' -> 'あ';
            default -> 'い';
        };
    }

    private static boolean isDoubled(String romaji, int at) {
        char c = romaji.charAt(at);
        boolean doubled = at + 1 < romaji.length() && romaji.charAt(at + 1) == c;
        return ("kgstdpbzj".indexOf(c) >= 0 && doubled) || romaji.startsWith("tch", at);
    }

    private static String syllable(String romaji, int at) {
        for (int length = Math.min(LONGEST, romaji.length() - at); length > 0; length--) {
            String syllable = romaji.substring(at, at + length);
            if (SYLLABLES.containsKey(syllable)) {
                return syllable;
            }
        }
        return "";
    }
}
