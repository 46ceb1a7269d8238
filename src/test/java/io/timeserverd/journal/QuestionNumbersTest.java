package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class QuestionNumbersTest {
    private final QuestionNumbers numbers = new QuestionNumbers();

    @Test
    void knowsAQuestionWithinARunOfRowsOnly() {
        numbers.begin();
        assertEquals(QuestionNumbers.UNKNOWN, numbers.number(7));
        numbers.put(7, 3);
        assertEquals(3, numbers.number(7));
        numbers.begin();
        assertEquals(QuestionNumbers.UNKNOWN, numbers.number(7));
    }

    @Test
    void knowsNoQuestionWithoutAnId() {
        numbers.begin();
        numbers.put(Entry.NO_ID, 3);
        assertEquals(QuestionNumbers.UNKNOWN, numbers.number(Entry.NO_ID));
    }

    @Test
    void keepsTheLaterOfTwoQuestionsInOneSlot() {
        numbers.begin();
        numbers.put(1, 10);
        numbers.put(1 + (1 << 12), 11);
        assertEquals(QuestionNumbers.UNKNOWN, numbers.number(1));
        assertEquals(11, numbers.number(1 + (1 << 12)));
    }

    @Test
    void idsOfAnySignAreKeptApart() {
        numbers.begin();
        numbers.put(-1, 5);
        assertEquals(5, numbers.number(-1));
        assertEquals(QuestionNumbers.UNKNOWN, numbers.number(4095));
    }
}
