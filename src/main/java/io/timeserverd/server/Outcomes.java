package io.timeserverd.server;

import io.timeserverd.protocol.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Counts the requests of one listener by outcome. */
final class Outcomes {
    private final long[] errors = new long[ErrorCode.values().length];
    private long ok;

    void count(Optional<ErrorCode> error) {
        if (error.isPresent()) {
            errors[error.get().ordinal()]++;
        } else {
            ok++;
        }
    }

    /** The counts by the names of outcomes in the journal. */
    Map<String, Long> named() {
        var all = new LinkedHashMap<String, Long>();
        all.put("ok", ok);
        for (ErrorCode code : ErrorCode.values()) {
            all.put(code.text(), errors[code.ordinal()]);
        }
        return all;
    }
}
