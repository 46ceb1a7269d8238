package io.timeserverd.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.timeserverd.place.build.TableRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameKeysTest {
    @ParameterizedTest
    @CsvSource({
        "PARIS, paris",
        "São Paulo, saopaulo",
        "Straße, strasse",
        "Łódź, lodz",
        "Tromsø, tromso",
        "Đà Nẵng, danang",
        "Æbeltoft, aebeltoft",
        "Ǣ, ae",
        "Þórshöfn, thorshofn",
        "İzmir, izmir",
        "Diyarbakır, diyarbakir",
        "Αθήνας, αθηνασ",
        "ΑΘΗΝΑΣ, αθηνασ",
        "Saint-Étienne, stetienne",
        "St. Louis, stlouis",
        "SAINT LOUIS, stlouis",
        "Sainte-Foy, stefoy",
        "Saintes, saintes",
        "Xi’an, xian",
        "N'Djamena, ndjamena",
        "Washington (D.C.), washingtondc",
        "ירושׁלים, ירושלים",
        "مُلتان, ملتان",
        "मुंबई, मुंबई",
        "ｔｏｋｙｏ, tokyo",
        "Новосибирск, новосибирск",
        "Йошкар-Ола, иошкарола",
    })
    void dropsWhatPeopleLeaveOut(String name, String key) {
        assertEquals(key, NameKeys.of(name));
    }

    @ParameterizedTest
    @CsvSource({"-", "...", "'!?'", "' , '", "''"})
    void textWithoutLettersHasNoKey(String text) {
        assertEquals("", NameKeys.of(text));
    }

    @Test
    void marksOfOtherScriptsDistinguishNames() {
        assertNotEquals(NameKeys.of("ก่า"), NameKeys.of("กา"));
        assertNotEquals(NameKeys.of("ガ"), NameKeys.of("カ"));
    }

    @Test
    void twoFormsOfALetterAreTheSame() {
        assertEquals(NameKeys.of("とうきょう"), NameKeys.of("トウキョウ"));
        assertEquals(NameKeys.of("广州"), NameKeys.of("廣州"));
        assertEquals(NameKeys.of("おーさか"), NameKeys.of("オサカ"));
        assertEquals("paris", Scripts.folded("paris"));
    }

    @Test
    void accentedKeepsAccentsAndSaints() {
        assertEquals("sanjosé", NameKeys.accented("San José"));
        assertEquals("sanjose", NameKeys.accented("San Jose"));
        assertEquals("stjohns", NameKeys.accented("St. John's"));
        assertEquals("saintjohns", NameKeys.accented("Saint John’s"));
    }

    @Test
    void theKeyOfAKeyIsTheKey() {
        for (TableRow row : TestData.rows("places.tsv")) {
            for (String name : row.names()) {
                assertEquals(NameKeys.of(name), NameKeys.of(NameKeys.of(name)));
            }
        }
    }

    @Test
    void commasStayBetweenWords() {
        assertEquals("korea,republicof", NameKeys.of("Korea, Republic of"));
        assertEquals("北京,中国", NameKeys.of("北京、中國"));
        assertEquals("kas,tr", NameKeys.of("Kaş,TR"));
        assertEquals("paris", NameKeys.of(",Paris , "));
    }

    @Test
    void fullAndShortFormsAreTheSame() {
        assertEquals(NameKeys.of("Ft. Worth"), NameKeys.of("Fort Worth"));
        assertEquals(NameKeys.of("Mt. Vernon, NY"), NameKeys.of("Mount Vernon, NY"));
        assertEquals("fortaleza", NameKeys.of("Fortaleza"));
    }
}
