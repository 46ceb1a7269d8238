package io.timeserverd.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReloadComparisonTest {
    @Test
    void keepsAndNamesKeysThatNeedARestart() {
        Settings running = settings("listen.text=*:1", "limits.rate=1");
        Settings read = settings("listen.text=*:2", "limits.rate=2", "journal.path=/x");
        var reload = Reload.of(running, read);
        assertEquals(List.of("listen.text", "journal.path"), reload.needRestart());
        assertEquals(List.of("limits.rate"), reload.changed());
        assertEquals(settings("listen.text=*:1", "limits.rate=2"), reload.settings());
    }

    @Test
    void equalSettingsChangeNothing() {
        Settings running = settings("clock.poll-max=60s");
        var reload = Reload.of(running, settings("clock.poll-max=1m"));
        assertEquals(new Reload(running, List.of(), List.of()), reload);
    }

    private static Settings settings(String... overrides) {
        return ((SettingsReader.Loaded) SettingsReader.read(List.of(overrides))).settings();
    }
}
