package io.timeserverd.journal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * The options of a journal. The caller has validated them.
 *
 * @param path the directory; made if its parent exists
 * @param sync when records reach the disk itself
 * @param segmentBytes a segment ends when its redo log has this size
 * @param retention age at which records are deleted, a whole segment at a time
 * @param maxBytes all files of the journal together never exceed this size; files that were set aside do not count
 * @param client how much of a client's address is stored
 * @param whenFull what happens to old segments when the disk is full
 * @param maxErrorNs the clock is not believed about the time in which the daemon did not run if its error bound is
 *     greater
 */
public record JournalOptions(
        Path path,
        Sync sync,
        long segmentBytes,
        Duration retention,
        long maxBytes,
        ClientDetail client,
        WhenFull whenFull,
        long maxErrorNs) {
    /** A segment lasts at most this fraction of the retention, so that few records are kept for longer. */
    private static final int SEGMENTS_PER_RETENTION = 16;

    private static final long MIN_SEGMENT_NS = TimeUnit.MINUTES.toNanos(1);
    private static final long MAX_SEGMENT_NS = TimeUnit.DAYS.toNanos(1);

    /**
     * The same options, with segments that are small enough. Beside the active redo log there must be room for one that
     * is being sealed, for its table, whose pages may not be full, and for older tables.
     */
    JournalOptions withFittingSegments() {
        long largest = Math.max(maxBytes / 8, maxBytes / 4 - ChannelVolume.PAGE);
        return segmentBytes <= largest
                ? this
                : new JournalOptions(path, sync, largest, retention, maxBytes, client, whenFull, maxErrorNs);
    }

    /** How long a segment lasts at most, in nanoseconds. */
    long maxSegmentNs() {
        long part = Times.nanos(retention) / SEGMENTS_PER_RETENTION;
        return Math.max(MIN_SEGMENT_NS, Math.min(MAX_SEGMENT_NS, part));
    }

    /**
     * For how many bytes there must be room when a redo log begins. It grows beyond its size when sealing cannot keep
     * up.
     */
    long activeBytes() {
        return Math.max(segmentBytes, maxBytes / 8);
    }

    /** When records reach the disk itself, and not only the system's memory. */
    public enum Sync {
        /** Before a reply leaves. */
        ALWAYS,
        /** Within a second: what a power cut can cost. */
        SECOND,
        /** Whenever the system chooses. */
        NEVER
    }

    /** What happens when there is no room left on the disk. */
    public enum WhenFull {
        /** The oldest sealed segments are deleted to make room. */
        DROP_OLDEST,
        /** Nothing is deleted; what cannot be written is lost. */
        REFUSE
    }

    /** How much of a client's address is stored. */
    public enum ClientDetail {
        FULL,
        /** The first 24 bits of an IPv4 address, the first 48 of an IPv6 address; the rest is 0. */
        PREFIX,
        NONE;

        /** The part of an address that {@link #PREFIX} keeps, such as {@code 192.0.2.0/24}. */
        public static AddressRange prefixOf(InetAddress client) {
            try {
                var kept = InetAddress.getByAddress(prefix(client.getAddress()));
                return new AddressRange(kept, 8 * prefixBytes(client.getAddress().length));
            } catch (UnknownHostException e) {
                throw new IllegalStateException("an address keeps its length", e);
            }
        }

        /** The part of an address that is stored. */
        byte[] stored(byte[] address) {
            return switch (this) {
                case FULL -> address;
                case PREFIX -> prefix(address);
                case NONE -> new byte[0];
            };
        }

        static byte[] prefix(byte[] address) {
            byte[] prefix = address.clone();
            Arrays.fill(prefix, prefixBytes(address.length), prefix.length, (byte) 0);
            return prefix;
        }

        /** How many bytes of an address of this length are its prefix. */
        static int prefixBytes(int length) {
            return length == 4 ? 3 : 6;
        }
    }
}
