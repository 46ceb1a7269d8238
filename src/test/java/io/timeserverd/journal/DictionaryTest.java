package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DictionaryTest {
    private static final int MAX = 256;

    private final byte[] frame = new byte[Frame.PAGE];
    private final Dictionary dictionary = new Dictionary();
    private int end;

    @Test
    void findsALiteralAgainByItsBytes() {
        assertEquals(~0, put("Paris"));
        assertEquals(~1, put("London"));
        assertEquals(0, put("Paris"));
        assertEquals(1, put("London"));
        assertEquals(~2, put("paris"), "another");
        assertEquals(~3, put("Par"), "shorter");
        assertEquals(~4, put("Paris, Texas"), "longer");
        assertEquals(0, put("Paris"));
    }

    @Test
    void beginsNumbersAgainWithEachRunOfRows() {
        put("Paris");
        put("London");
        begin();
        assertEquals(~0, put("London"));
        assertEquals(~1, put("Paris"));
        assertEquals(0, put("London"));
        begin();
        assertEquals(~0, put("Paris"));
        assertEquals(~1, put("London"));
    }

    /** As rows that follow others in the same array. */
    @Test
    void doesNotFindALiteralOfEarlierRowsWhoseBytesAreStillThere() {
        put("Paris");
        dictionary.begin();
        assertEquals(~0, put("London"));
        assertEquals(~1, put("Paris"));
    }

    @Test
    void findsEveryRepetitionAmongRandomLiterals() {
        var random = new Random(5);
        for (int round = 0; round < 300; round++) {
            begin();
            var numbers = new HashMap<String, Integer>();
            for (int i = 0; i < 400; i++) {
                String text = "value ".substring(random.nextInt(6)) + random.nextInt(100);
                Integer known = numbers.putIfAbsent(text, numbers.size());
                assertEquals(known == null ? ~(numbers.size() - 1) : known, put(text), text);
            }
        }
    }

    @Test
    void hasRoomForAllLiteralsOfTheFullestPage() {
        int literals = Frame.PAGE / 9;
        for (int i = 0; i < literals; i++) {
            assertEquals(~i, put(Integer.toString(i)));
        }
        for (int i = 0; i < 500; i++) {
            assertEquals(i, put(Integer.toString(i)));
        }
        for (int i = literals - 500; i < literals; i++) {
            int number = put(Integer.toString(i));
            assertTrue(number == i || number <= ~literals, "number " + number + " for " + i);
        }
    }

    @Test
    void writesALiteralOutAgainWhenAllSlotsOfItsHashAreTaken() {
        String[] collisions = collisions(Dictionary.PROBES + 2);
        for (int i = 0; i < collisions.length; i++) {
            assertEquals(~i, put(collisions[i]));
        }
        for (int i = 0; i < Dictionary.PROBES; i++) {
            assertEquals(i, put(collisions[i]));
        }
        assertEquals(~collisions.length, put(collisions[Dictionary.PROBES]), "had no slot");
    }

    /** What follows the literal without a slot stands where a literal with its number stood in the frame before. */
    @Test
    void aNumberWithoutASlotRefersToNoEarlierRow() {
        String[] collisions = collisions(Dictionary.PROBES + 1);
        int length = 0;
        for (String each : collisions) {
            length += literal(each).length;
        }
        for (int i = 0; i < Dictionary.PROBES - 1; i++) {
            put(Integer.toString(i));
        }
        put("x".repeat(length - end - 1));
        int number = put("Paris");
        int start = end - literal("Paris").length;
        begin();
        for (String each : collisions) {
            put(each);
        }
        assertEquals(start, end);
        assertEquals(~Dictionary.PROBES, number);
        assertEquals(~collisions.length, put("Paris"));
    }

    private String[] collisions(int count) {
        var found = new String[count];
        int slot = hash("0");
        int used = 0;
        for (int i = 0; used < count; i++) {
            String text = Integer.toString(i);
            if (hash(text) == slot) {
                found[used++] = text;
            }
        }
        return found;
    }

    private static int hash(String text) {
        byte[] bytes = literal(text);
        return Dictionary.hash(bytes, 0, bytes.length);
    }

    private void begin() {
        Arrays.fill(frame, (byte) 0);
        end = 0;
        dictionary.begin();
    }

    /** Leaves the literal in the frame only if it has to be written out. */
    private int put(String text) {
        int literalEnd = Literal.put(frame, end, text, MAX);
        int number = dictionary.number(frame, end, literalEnd);
        end = number < 0 ? literalEnd : end;
        return number;
    }

    private static byte[] literal(String text) {
        var bytes = new byte[MAX + 2];
        return Arrays.copyOf(bytes, Literal.put(bytes, 0, text, MAX));
    }
}
