package io.timeserverd.protocol;

/** Answers what a client sent, or that it came. Bytes in, bytes out. */
public interface Responder {
    /**
     * Answers one line.
     *
     * @param line bytes of which {@code [from, to)} is the line without its end
     * @param exchange who asks and when; takes what became of it
     * @param out takes the reply; nothing when none is due
     */
    void answer(byte[] line, int from, int to, Exchange exchange, Output out);
}
