package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentCommandTest {
    @Test
    void isALineAfterAPromptWithTheLinesBelowIt() throws IOException {
        Path document = Files.createTempFile(Documents.CHECKOUT.resolve("target"), "document", ".md");
        try {
            Files.writeString(document, """
                    Text

                        $ one
                        first

                        second
                        # two

                    Text

                        no output
                    """);
            List<DocumentCommand> commands = DocumentCommand.in(document);
            assertEquals(
                    List.of("one", "two"),
                    commands.stream().map(DocumentCommand::text).toList());
            assertEquals(
                    List.of(List.of("first", "second"), List.of()),
                    commands.stream().map(DocumentCommand::shown).toList());
            assertEquals(
                    List.of(false, true),
                    commands.stream().map(DocumentCommand::root).toList());
        } finally {
            Files.delete(document);
        }
    }

    @Test
    void numbersAndAbbreviationsOfZonesMayDiffer() {
        DocumentCommand command = shows("2026-11-22T08:51:34-06:00 CST");
        assertTrue(command.printed("2027-6-1T8:1:3+01:00 CEST\n"));
        assertFalse(command.printed("2026-11-22 08:51:34-06:00 CST\n"));
        assertFalse(command.printed("2026-11-22T08:51:34-06:00 cst\n"));
    }

    @Test
    void anEllipsisStandsForAnything() {
        assertTrue(shows("a … z").printed("a b and z\n"));
        assertFalse(shows("a … z").printed("a\nz\n"));
        assertTrue(shows("a", "…").printed("a\nb\r\nc\n"));
        assertTrue(shows("a", "…").printed("a\n"));
        assertFalse(shows("a", "…").printed("b\n"));
    }

    @Test
    void everyLineMustBeShown() {
        assertFalse(shows("a").printed("a\nb\n"));
        assertFalse(shows("a", "b").printed("a\n"));
        assertTrue(shows("a", "b").printed("a\n\nb"));
        assertTrue(shows().printed("whatever\n"));
    }

    private static DocumentCommand shows(String... lines) {
        return new DocumentCommand("here", false, "command", List.of(lines));
    }
}
