package io.timeserverd.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysTest {
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
        assertEquals(key, Keys.of(name));
    }

    @ParameterizedTest
    @CsvSource({"-", "...", "'!?'", "' , '", "''"})
    void leavesNothingOfWhatIsNoName(String text) {
        assertEquals("", Keys.of(text));
    }

    @Test
    void marksOfOtherScriptsTellNamesApart() {
        assertNotEquals(Keys.of("ก่า"), Keys.of("กา"));
        assertNotEquals(Keys.of("ガ"), Keys.of("カ"));
    }

    @Test
    void scriptsThatWriteTheSameAreTheSame() {
        assertEquals(Keys.of("とうきょう"), Keys.of("トウキョウ"));
        assertEquals(Keys.of("广州"), Keys.of("廣州"));
        assertEquals(Keys.of("おーさか"), Keys.of("オサカ"));
        assertEquals("paris", Scripts.folded("paris"));
    }

    @Test
    void accentedKeepsAccentsAndSaints() {
        assertEquals("sanjosé", Keys.accented("San José"));
        assertEquals("sanjose", Keys.accented("San Jose"));
        assertEquals("stjohns", Keys.accented("St. John's"));
        assertEquals("saintjohns", Keys.accented("Saint John’s"));
    }

    @Test
    void theKeyOfAKeyIsTheKey() {
        for (var row : TestData.rows("places.tsv")) {
            for (var name : row.names()) {
                assertEquals(Keys.of(name), Keys.of(Keys.of(name)));
            }
        }
    }

    @Test
    void commasAreWalls() {
        assertEquals("korea,republicof", Keys.of("Korea, Republic of"));
        assertEquals("北京,中国", Keys.of("北京、中國"));
        assertEquals("kas,tr", Keys.of("Kaş,TR"));
        assertEquals("paris", Keys.of(",Paris , "));
    }

    @Test
    void whatIsWrittenShortIsShort() {
        assertEquals(Keys.of("Ft. Worth"), Keys.of("Fort Worth"));
        assertEquals(Keys.of("Mt. Vernon, NY"), Keys.of("Mount Vernon, NY"));
        assertEquals("fortaleza", Keys.of("Fortaleza"));
    }
}
