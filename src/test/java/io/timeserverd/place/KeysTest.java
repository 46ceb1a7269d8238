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
        assertNotEquals(Keys.of("カ"), Keys.of("か"));
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
        for (var line : TestData.dataLines("names.txt")) {
            var key = line.substring(0, line.indexOf('\t'));
            assertEquals(key, Keys.of(key));
        }
    }
}
