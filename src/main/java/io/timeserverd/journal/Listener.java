package io.timeserverd.journal;

/** The kind of listener that took a request. */
public enum Listener {
    TEXT,
    DAYTIME,
    TIME,
    HTTP;

    /** Its name in the configuration, in the status and in output. */
    public String text() {
        return switch (this) {
            case TEXT -> "text";
            case DAYTIME -> "daytime";
            case TIME -> "time";
            case HTTP -> "http";
        };
    }
}
