package io.timeserverd.server;

import io.timeserverd.http.Routes;
import io.timeserverd.protocol.ErrorCode;
import io.timeserverd.protocol.Exchange;
import io.timeserverd.protocol.Output;

/** How a protocol says that a request is not answered. */
enum Wording {
    /** A line. The old protocols have no words for it, and never come here. */
    TEXT {
        @Override
        void refuse(ErrorCode code, String text, Exchange exchange, Output out) {
            exchange.refuse(code, text, out);
        }

        @Override
        void rateLimited(long seconds, Exchange exchange, Output out) {
            exchange.refuse(ErrorCode.RATE_LIMITED, tryAgain(seconds), out);
        }
    },

    /** A whole response, which ends the connection. */
    HTTP {
        @Override
        void refuse(ErrorCode code, String text, Exchange exchange, Output out) {
            Routes.refuse(Routes.status(code), code, text, exchange, out);
        }

        @Override
        void rateLimited(long seconds, Exchange exchange, Output out) {
            Routes.rateLimited(seconds, tryAgain(seconds), exchange, out);
        }
    };

    abstract void refuse(ErrorCode code, String text, Exchange exchange, Output out);

    /** @param seconds to wait */
    abstract void rateLimited(long seconds, Exchange exchange, Output out);

    private static String tryAgain(long seconds) {
        return "try again in " + seconds + " s";
    }
}
