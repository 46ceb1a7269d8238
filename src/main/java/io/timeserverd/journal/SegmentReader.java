package io.timeserverd.journal;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** One segment as readers see it: parts in the order of their ids, each read as a whole or not at all. */
interface SegmentReader extends Closeable {
    /** How many parts there are. */
    int parts() throws IOException;

    /** What is known of a part without reading its records; {@link PartStats#EMPTY} where it holds none. */
    PartStats stats(int number) throws IOException;

    /** The records of a part. */
    List<JournalRecord> read(int number) throws IOException;

    /** Whether something in it is damaged, as far as was seen by reading it. */
    boolean damaged();
}
