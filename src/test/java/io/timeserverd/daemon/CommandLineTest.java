package io.timeserverd.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.timeserverd.daemon.CommandLine.Action;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    @Test
    void withoutArgumentsServesWithTheDefaultFile() {
        assertEquals(new CommandLine.Run(Optional.empty(), List.of(), Action.SERVE), CommandLine.parse());
    }

    @Test
    void anOptionTakesItsArgumentAfterABlankOrAnEqualsSign() {
        var expected = new CommandLine.Run(Optional.of(Path.of("f")), List.of("a=b", "c=d=e"), Action.CHECK);
        assertEquals(expected, CommandLine.parse("--conf", "f", "--set", "a=b", "--set", "c=d=e", "--check"));
        assertEquals(expected, CommandLine.parse("--check", "--conf=f", "--set=a=b", "--set=c=d=e"));
    }

    @Test
    void namesUnknownAndIncompleteArguments() {
        assertEquals(new CommandLine.Bad("unknown argument '--daemon'"), CommandLine.parse("--daemon"));
        assertEquals(new CommandLine.Bad("--set needs an argument"), CommandLine.parse("--check", "--set"));
        assertEquals(new CommandLine.Bad("--conf is given twice"), CommandLine.parse("--conf=a", "--conf=b"));
        assertEquals(new CommandLine.Bad("--check takes no argument"), CommandLine.parse("--check=yes"));
    }

    @Test
    void helpAndVersionOverrideOtherOptions() {
        assertInstanceOf(CommandLine.Help.class, CommandLine.parse("--conf=f", "--help"));
        assertInstanceOf(CommandLine.Version.class, CommandLine.parse("--version"));
    }
}
