package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTest {
    @ParameterizedTest
    @ValueSource(strings = {"1", "80", "99999"})
    void takesTheWidthThatItIsGiven(String text) {
        assertEquals(Integer.parseInt(text), Terminal.columns(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-80", "wide", "100000"})
    void isOfUnknownWidthWhereNoWidthIsGiven(String text) {
        assertEquals(TableStyle.UNLIMITED, Terminal.columns(text));
    }
}
