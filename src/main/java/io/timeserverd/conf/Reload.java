package io.timeserverd.conf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * The effect of settings that were read again on a running daemon.
 *
 * @param settings the new settings, but with the old value of each key that needs a restart
 * @param changed the keys with a new value that applies at once
 * @param needRestart the keys with a new value that needs a restart
 */
public record Reload(Settings settings, List<String> changed, List<String> needRestart) {
    public static Reload of(Settings running, Settings read) {
        var texts = new HashMap<String, String>();
        var changed = new ArrayList<String>();
        var needRestart = new ArrayList<String>();
        for (Key<?> key : Keys.all()) {
            String before = key.text(running);
            String after = key.text(read);
            if (!before.equals(after)) {
                (key.reloadable() ? changed : needRestart).add(key.name());
            }
            texts.put(key.name(), key.reloadable() ? after : before);
        }
        return new Reload(Settings.of(texts), List.copyOf(changed), List.copyOf(needRestart));
    }
}
