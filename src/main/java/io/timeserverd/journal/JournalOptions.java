package io.timeserverd.journal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * How a journal is kept. The caller has validated it.
 *
 * @param path the directory, made when its parent exists
 * @param sync when records reach the disk itself
 * @param segmentBytes size of the redo log at which a segment ends
 * @param retention age at which records are deleted, with the segment that holds them
 * @param maxBytes size that all files of the journal never exceed together, those set aside left out
 * @param client what of a client's address is stored
 * @param whenFull what happens to old segments when the disk is full
 * @param maxErrorNs error bound up to which the clock may say that time has passed while the daemon did not run
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
    /** A segment ends after this part of the retention at the latest, so that little is kept for longer. */
    private static final int SEGMENTS_PER_RETENTION = 16;

    private static final long MIN_SEGMENT_NS = TimeUnit.MINUTES.toNanos(1);
    private static final long MAX_SEGMENT_NS = TimeUnit.DAYS.toNanos(1);

    /**
     * The same options, with segments that are small enough: beside the active redo log there must be room for one that is
     * sealed, for the table that is made of it with pages that are not full, and for tables before it.
     */
    JournalOptions withFittingSegments() {
        long largest = Math.max(maxBytes / 8, maxBytes / 4 - ChannelVolume.PAGE);
        return segmentBytes <= largest
                ? this
                : new JournalOptions(path, sync, largest, retention, maxBytes, client, whenFull, maxErrorNs);
    }

    /** How long a segment lasts at most, nanoseconds. */
    long maxSegmentNs() {
        long part = Times.nanos(retention) / SEGMENTS_PER_RETENTION;
        return Math.max(MIN_SEGMENT_NS, Math.min(MAX_SEGMENT_NS, part));
    }

    /** Bytes for which there must be room when a redo log begins: it goes on for a while when sealing falls behind. */
    long activeBytes() {
        return Math.max(segmentBytes, maxBytes / 8);
    }

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

        /** What of an address is stored. */
        byte[] stored(byte[] address) {
            return switch (this) {
                case FULL -> address;
                case PREFIX -> prefix(address);
                case NONE -> new byte[0];
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
