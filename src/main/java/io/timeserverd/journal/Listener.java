package io.timeserverd.journal;

/** The listener on which a request came in. */
public enum Listener {
    TEXT,
    DAYTIME,
    TIME,
    HTTP;

    /** The word that conf, status and journal use. */
    public String text() {
        return switch (this) {
            case TEXT -> "text";
            case DAYTIME -> "daytime";
            case TIME -> "time";
            case HTTP -> "http";
        };
    }
}
