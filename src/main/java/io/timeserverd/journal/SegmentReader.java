package io.timeserverd.journal;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Reads one segment, part by part in the order of ids. A part is read as a whole or not at all. */
interface SegmentReader extends Closeable {
    /** How many parts there are. */
    int parts() throws IOException;

    /** What is known about a part without reading its records; {@link PartStats#EMPTY} if it has none. */
    PartStats stats(int number) throws IOException;

    /** The records of a part. */
    List<JournalRecord> read(int number) throws IOException;

    /** Whether damage was found so far, by opening the segment and by reading parts of it. */
    boolean damaged();
}
