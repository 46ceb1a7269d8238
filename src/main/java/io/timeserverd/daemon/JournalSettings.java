package io.timeserverd.daemon;

import io.timeserverd.conf.Settings;
import io.timeserverd.journal.JournalOptions;

/** Makes the options of the journal, which does not depend on the configuration, of its settings. */
final class JournalSettings {
    private JournalSettings() {}

    static JournalOptions of(Settings all) {
        Settings.Journal settings = all.journal();
        return new JournalOptions(
                settings.path(),
                switch (settings.sync()) {
                    case ALWAYS -> JournalOptions.Sync.ALWAYS;
                    case SECOND -> JournalOptions.Sync.SECOND;
                    case NEVER -> JournalOptions.Sync.NEVER;
                },
                settings.segmentBytes(),
                settings.retention(),
                settings.maxSizeBytes(),
                switch (settings.client()) {
                    case FULL -> JournalOptions.ClientDetail.FULL;
                    case PREFIX -> JournalOptions.ClientDetail.PREFIX;
                    case NONE -> JournalOptions.ClientDetail.NONE;
                },
                switch (settings.whenFull()) {
                    case DROP_OLDEST -> JournalOptions.WhenFull.DROP_OLDEST;
                    case REFUSE -> JournalOptions.WhenFull.REFUSE;
                },
                all.clock().maxError().toNanos());
    }
}
