package io.timeserverd.conf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * What a running daemon makes of settings that were read again.
 *
 * @param settings the new ones, but with the running value of each key that needs a restart
 * @param changed the keys whose new value holds from now on
 * @param left the keys that changed too, but need a restart
 */
public record Reload(Settings settings, List<String> changed, List<String> left) {
    public static Reload of(Settings running, Settings read) {
        var texts = new HashMap<String, String>();
        var changed = new ArrayList<String>();
        var left = new ArrayList<String>();
        for (Key<?> key : Keys.all()) {
            String before = key.text(running);
            String after = key.text(read);
            if (!before.equals(after)) {
                (key.reloadable() ? changed : left).add(key.name());
            }
            texts.put(key.name(), key.reloadable() ? after : before);
        }
        return new Reload(Settings.of(texts), List.copyOf(changed), List.copyOf(left));
    }
}
