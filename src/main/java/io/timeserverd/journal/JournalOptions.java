package io.timeserverd.journal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * How a journal is kept; validated by whoever read it.
 *
 * @param path the directory, made when its parent exists
 * @param sync when records reach the disk itself
 * @param segmentBytes size of the redo file at which a segment is sealed
 * @param retention age at which records are deleted, with the segment that holds them
 * @param maxBytes size of all files at which the oldest segments are deleted
 * @param client what of a client's address is stored
 * @param whenFull what happens to old segments when the disk is full
 */
public record JournalOptions(
        Path path,
        Sync sync,
        long segmentBytes,
        Duration retention,
        long maxBytes,
        ClientDetail client,
        WhenFull whenFull) {

    /** When records reach the disk itself, and not only the system's memory. */
    public enum Sync {
        /** Before a reply leaves. */
        ALWAYS,
        /** Within a second: what a power cut can cost. */
        SECOND,
        /** When the system likes. */
        NEVER
    }

    /** What happens when there is no room left on the disk. */
    public enum WhenFull {
        /** The oldest sealed segments are deleted to make room. */
        DROP_OLDEST,
        /** Nothing is deleted; what cannot be written is lost. */
        REFUSE
    }

    /** What of a client's address is stored. */
    public enum ClientDetail {
        FULL,
        /** The first 24 bits of an IPv4 address, the first 48 of an IPv6 address; the rest is 0. */
        PREFIX,
        NONE;

        /** What {@link #PREFIX} keeps of an address, as {@code 192.0.2.0/24}. */
        public static AddressRange prefixOf(InetAddress client) {
            try {
                var kept = InetAddress.getByAddress(prefix(client.getAddress()));
                return new AddressRange(kept, 8 * prefixBytes(client.getAddress().length));
            } catch (UnknownHostException e) {
                throw new IllegalStateException("an address keeps its length", e);
            }
        }

        UnaryOperator<byte[]> visible() {
            return switch (this) {
                case FULL -> UnaryOperator.identity();
                case PREFIX -> ClientDetail::prefix;
                case NONE -> address -> new byte[0];
            };
        }

        static byte[] prefix(byte[] address) {
            var prefix = address.clone();
            Arrays.fill(prefix, prefixBytes(address.length), prefix.length, (byte) 0);
            return prefix;
        }

        /** How many bytes of an address of this length are its prefix. */
        static int prefixBytes(int length) {
            return length == 4 ? 3 : 6;
        }
    }
}
