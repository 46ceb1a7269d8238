package io.timeserverd.protocol;

/** Replies to what a client sent; in the old protocols, to its connection. Bytes in, bytes out. */
public interface Responder {
    /**
     * Replies to one line.
     *
     * @param line bytes of which {@code [from, to)} is the line without its end
     * @param exchange has the client and the time; gets the outcome
     * @param out gets the reply, if there is one
     */
    void answer(byte[] line, int from, int to, Exchange exchange, Output out);
}
