package io.timeserverd.server;

import io.timeserverd.http.HttpErrors;
import io.timeserverd.protocol.ErrorCode;
import io.timeserverd.protocol.Exchange;
import io.timeserverd.protocol.Output;

/** Writes the errors of a protocol. */
enum ErrorReply {
    /** One line. Daytime and time have no errors and never write any. */
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

    /** A whole response, after which the connection closes. */
    HTTP {
        @Override
        void refuse(ErrorCode code, String text, Exchange exchange, Output out) {
            HttpErrors.refuse(HttpErrors.status(code), code, text, exchange, out);
        }

        @Override
        void rateLimited(long seconds, Exchange exchange, Output out) {
            HttpErrors.rateLimited(seconds, tryAgain(seconds), exchange, out);
        }
    };

    abstract void refuse(ErrorCode code, String text, Exchange exchange, Output out);

    /** @param seconds to wait */
    abstract void rateLimited(long seconds, Exchange exchange, Output out);

    private static String tryAgain(long seconds) {
        return "try again in " + seconds + " s";
    }
}
