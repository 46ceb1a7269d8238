package io.timeserverd.server;

import io.timeserverd.protocol.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How many requests of one listener ended how. */
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

    /** By the words of the journal. */
    Map<String, Long> named() {
        var all = new LinkedHashMap<String, Long>();
        all.put("ok", ok);
        for (var code : ErrorCode.values()) {
            all.put(code.text(), errors[code.ordinal()]);
        }
        return all;
    }
}
